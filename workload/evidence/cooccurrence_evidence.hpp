// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/evidence/evidence.hpp"
#include "workload/evidence/gloss_index.hpp"
#include "workload/network_recipe.hpp"
#include "workload/wordnet.hpp"

#include <cstdint>
#include <vector>

namespace engram::workload {

/// The words that share glosses with a word more often than chance would have it.
class cooccurrence_evidence {
 public:
  cooccurrence_evidence(const wordnet& words, const gloss_index& glosses,
                        const network_recipe& recipe);
  void collect(std::uint32_t lemma, evidence& into);

 private:
  struct scored {
    double score;
    std::uint32_t lemma;
  };
  void count_neighbours(std::uint32_t lemma);
  void score_neighbours(std::uint32_t lemma);

  const wordnet& words_;
  const gloss_index& glosses_;
  const network_recipe& recipe_;
  std::vector<std::uint32_t> occurrences_;  // per lemma: glosses it heads or is used in
  std::vector<std::uint32_t> shared_;       // per lemma: glosses shared with the word at hand
  std::vector<std::uint32_t> touched_;
  std::vector<scored> scores_;
};

}  // namespace engram::workload
