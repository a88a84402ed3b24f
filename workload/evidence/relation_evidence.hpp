// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/evidence/evidence.hpp"
#include "workload/evidence/sense_statistics.hpp"
#include "workload/network_recipe.hpp"
#include "workload/wordnet.hpp"

#include <cstdint>

namespace engram::workload {

/// Synonyms and pointers of every sense of a word.
class relation_evidence {
 public:
  relation_evidence(const wordnet& words, const sense_statistics& statistics,
                    const network_recipe& recipe)
      : words_(words), statistics_(statistics), recipe_(recipe) {}
  void collect(std::uint32_t lemma, evidence& into) const;

 private:
  void collect_sense(std::uint32_t lemma, const synset& meaning, double share,
                     evidence& into) const;
  void collect_pointer(std::uint32_t lemma, const synset& meaning, const wordnet_pointer& pointer,
                       double amount, evidence& into) const;

  const wordnet& words_;
  const sense_statistics& statistics_;
  const network_recipe& recipe_;
};

}  // namespace engram::workload
