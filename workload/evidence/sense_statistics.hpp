// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/wordnet.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace engram::workload {

/// How likely a word means a synset and a synset is put as a word, from smoothed SemCor counts.
class sense_statistics {
 public:
  sense_statistics(const wordnet& words, double smoothing);

  /// P(sense | lemma) for a position in `wordnet::senses`.
  [[nodiscard]] double sense_given_word(std::size_t sense) const {
    return sense_given_word_[sense];
  }

  /// P(lemma | synset) for a position in `wordnet::words`.
  [[nodiscard]] double word_given_synset(std::size_t word) const {
    return word_given_synset_[word];
  }

  /// The SemCor count of a position in `wordnet::words` in its synset.
  [[nodiscard]] std::uint32_t tag_count(std::size_t word) const { return tag_count_[word]; }

 private:
  std::vector<double> sense_given_word_;
  std::vector<double> word_given_synset_;
  std::vector<std::uint32_t> tag_count_;
};

}  // namespace engram::workload
