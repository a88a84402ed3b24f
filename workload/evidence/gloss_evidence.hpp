// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/evidence/evidence.hpp"
#include "workload/evidence/gloss_index.hpp"
#include "workload/evidence/sense_statistics.hpp"
#include "workload/network_recipe.hpp"
#include "workload/wordnet.hpp"

#include <cstdint>

namespace engram::workload {

/// The words that define a word, and the words that it defines.
class gloss_evidence {
 public:
  gloss_evidence(const wordnet& words, const sense_statistics& statistics,
                 const gloss_index& glosses, const network_recipe& recipe)
      : words_(words), statistics_(statistics), glosses_(glosses), recipe_(recipe) {}
  void collect(std::uint32_t lemma, evidence& into) const;

 private:
  void collect_defining(std::uint32_t lemma, evidence& into) const;
  void collect_defined(std::uint32_t lemma, evidence& into) const;
  [[nodiscard]] double rarity(std::uint32_t lemma) const;

  const wordnet& words_;
  const sense_statistics& statistics_;
  const gloss_index& glosses_;
  const network_recipe& recipe_;
};

}  // namespace engram::workload
