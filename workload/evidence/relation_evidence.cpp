// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/evidence/relation_evidence.hpp"

#include <array>
#include <cmath>
#include <span>

namespace engram::workload {

void relation_evidence::collect(std::uint32_t lemma, evidence& into) const {
  const std::span<const word_sense> senses = words_.senses_of(lemma);
  for (std::size_t i = 0; i < senses.size(); ++i) {
    const double share = statistics_.sense_given_word(words_.sense_begin[lemma] + i);
    collect_sense(lemma, words_.synsets[senses[i].synset], share, into);
  }
}

void relation_evidence::collect_sense(std::uint32_t lemma, const synset& meaning, double share,
                                      evidence& into) const {
  for (std::size_t word = meaning.word_begin; word < meaning.word_end; ++word) {
    const std::uint32_t synonym = words_.words[word];
    if (synonym == lemma) continue;
    into.add(synonym, edge_kind::semantic,
             recipe_.synonym * share * statistics_.word_given_synset(word));
  }
  // A synset with a hundred hyponyms says less about each of them.
  std::array<std::uint32_t, relation_count> counts{};
  for (const wordnet_pointer& pointer : words_.pointers_of(meaning)) {
    ++counts[static_cast<std::size_t>(pointer.kind)];
  }
  for (const wordnet_pointer& pointer : words_.pointers_of(meaning)) {
    const auto kind = static_cast<std::size_t>(pointer.kind);
    collect_pointer(lemma, meaning, pointer,
                    recipe_.relations[kind] * share / std::sqrt(static_cast<double>(counts[kind])),
                    into);
  }
}

void relation_evidence::collect_pointer(std::uint32_t lemma, const synset& meaning,
                                        const wordnet_pointer& pointer, double amount,
                                        evidence& into) const {
  const synset& target = words_.synsets[pointer.target];
  if (pointer.source_word != 0) {
    if (words_.words[meaning.word_begin + pointer.source_word - 1U] != lemma) return;
    const std::uint32_t word = words_.words[target.word_begin + pointer.target_word - 1U];
    if (word != lemma) into.add(word, edge_kind::semantic, amount);
    return;
  }
  for (std::size_t word = target.word_begin; word < target.word_end; ++word) {
    if (words_.words[word] == lemma) continue;
    into.add(words_.words[word], edge_kind::semantic, amount * statistics_.word_given_synset(word));
  }
}

}  // namespace engram::workload
