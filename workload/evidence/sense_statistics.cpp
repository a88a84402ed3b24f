// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/evidence/sense_statistics.hpp"

#include <span>

namespace engram::workload {

sense_statistics::sense_statistics(const wordnet& words, double smoothing) {
  sense_given_word_.resize(words.senses.size());
  word_given_synset_.resize(words.words.size());
  tag_count_.resize(words.words.size());
  for (std::uint32_t lemma = 0; lemma < words.lemmas.size(); ++lemma) {
    const std::span<const word_sense> senses = words.senses_of(lemma);
    double total = 0;
    for (const word_sense& sense : senses) total += sense.tag_count + smoothing;
    for (std::size_t i = 0; i < senses.size(); ++i) {
      sense_given_word_[words.sense_begin[lemma] + i] = (senses[i].tag_count + smoothing) / total;
      const synset& meaning = words.synsets[senses[i].synset];
      for (std::size_t word = meaning.word_begin; word < meaning.word_end; ++word) {
        if (words.words[word] == lemma) tag_count_[word] = senses[i].tag_count;
      }
    }
  }
  for (const synset& meaning : words.synsets) {
    double total = 0;
    for (std::size_t word = meaning.word_begin; word < meaning.word_end; ++word) {
      total += tag_count_[word] + smoothing;
    }
    for (std::size_t word = meaning.word_begin; word < meaning.word_end; ++word) {
      word_given_synset_[word] = (tag_count_[word] + smoothing) / total;
    }
  }
}

}  // namespace engram::workload
