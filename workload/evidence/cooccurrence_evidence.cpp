// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/evidence/cooccurrence_evidence.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace engram::workload {

cooccurrence_evidence::cooccurrence_evidence(const wordnet& words, const gloss_index& glosses,
                                             const network_recipe& recipe)
    : words_(words),
      glosses_(glosses),
      recipe_(recipe),
      occurrences_(words.lemmas.size()),
      shared_(words.lemmas.size()) {
  for (std::uint32_t lemma = 0; lemma < words.lemmas.size(); ++lemma) {
    occurrences_[lemma] =
        static_cast<std::uint32_t>(words.senses_of(lemma).size()) + glosses.frequency(lemma);
  }
}

void cooccurrence_evidence::collect(std::uint32_t lemma, evidence& into) {
  count_neighbours(lemma);
  score_neighbours(lemma);
  double total = 0;
  for (const scored& entry : scores_) total += entry.score;
  for (const scored& entry : scores_) {
    into.add(entry.lemma, edge_kind::associative, recipe_.cooccurrence * entry.score / total);
  }
}

void cooccurrence_evidence::count_neighbours(std::uint32_t lemma) {
  for (const std::uint32_t word : touched_) shared_[word] = 0;
  touched_.clear();
  const auto count = [this, lemma](std::span<const std::uint32_t> others) {
    for (const std::uint32_t word : others) {
      if (word != lemma && shared_[word]++ == 0) touched_.push_back(word);
    }
  };
  for (const std::uint32_t number : glosses_.uses(lemma)) {
    count(glosses_.bag(number));
    count(words_.words_of(words_.synsets[number]));
  }
  for (const word_sense& sense : words_.senses_of(lemma)) {
    count(glosses_.bag(sense.synset));
    count(words_.words_of(words_.synsets[sense.synset]));
  }
}

/// Positive pointwise mutual information, discounted for pairs seen rarely, strongest first.
void cooccurrence_evidence::score_neighbours(std::uint32_t lemma) {
  scores_.clear();
  const double own = occurrences_[lemma];
  const double all = static_cast<double>(words_.synsets.size());
  for (const std::uint32_t word : touched_) {
    if (shared_[word] < recipe_.cooccurrence_glosses || !glosses_.has_content(word)) continue;
    const double shared = shared_[word];
    const double other = occurrences_[word];
    const double information = std::log(shared * all / (own * other));
    if (information <= 0) continue;
    scores_.push_back({information * std::sqrt(shared / other) * std::log(1.0 + shared), word});
  }
  std::sort(scores_.begin(), scores_.end(), [](const scored& a, const scored& b) {
    return a.score != b.score ? a.score > b.score : a.lemma < b.lemma;
  });
  if (scores_.size() > recipe_.cooccurrence_words) scores_.resize(recipe_.cooccurrence_words);
}

}  // namespace engram::workload
