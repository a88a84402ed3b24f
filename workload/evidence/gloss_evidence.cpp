// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/evidence/gloss_evidence.hpp"

#include <cmath>
#include <span>

namespace engram::workload {

void gloss_evidence::collect(std::uint32_t lemma, evidence& into) const {
  collect_defining(lemma, into);
  collect_defined(lemma, into);
}

/// Inverse document frequency over glosses.
double gloss_evidence::rarity(std::uint32_t lemma) const {
  return std::log(static_cast<double>(words_.synsets.size()) /
                  (1.0 + static_cast<double>(glosses_.frequency(lemma))));
}

void gloss_evidence::collect_defining(std::uint32_t lemma, evidence& into) const {
  const std::span<const word_sense> senses = words_.senses_of(lemma);
  for (std::size_t i = 0; i < senses.size(); ++i) {
    const std::span<const std::uint32_t> bag = glosses_.bag(senses[i].synset);
    double total = 0;
    for (const std::uint32_t word : bag) total += rarity(word);
    const double share = statistics_.sense_given_word(words_.sense_begin[lemma] + i);
    for (const std::uint32_t word : bag) {
      if (word == lemma) continue;
      into.add(word, edge_kind::associative, recipe_.gloss_forward * share * rarity(word) / total);
    }
  }
}

void gloss_evidence::collect_defined(std::uint32_t lemma, evidence& into) const {
  const std::span<const std::uint32_t> uses = glosses_.uses(lemma);
  if (uses.empty()) return;
  const double scale = recipe_.gloss_reverse / std::sqrt(static_cast<double>(uses.size()));
  for (const std::uint32_t number : uses) {
    const synset& meaning = words_.synsets[number];
    const double bag = static_cast<double>(glosses_.bag(number).size());
    for (std::size_t word = meaning.word_begin; word < meaning.word_end; ++word) {
      if (words_.words[word] == lemma || !glosses_.has_content(words_.words[word])) continue;
      const double amount = scale * std::log(2.0 + statistics_.tag_count(word)) *
                            statistics_.word_given_synset(word) / std::sqrt(bag);
      into.add(words_.words[word], edge_kind::associative, amount);
    }
  }
}

}  // namespace engram::workload
