// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/network_builder.hpp"

#include "workload/evidence/cooccurrence_evidence.hpp"
#include "workload/evidence/evidence.hpp"
#include "workload/evidence/gloss_evidence.hpp"
#include "workload/evidence/gloss_index.hpp"
#include "workload/evidence/relation_evidence.hpp"
#include "workload/evidence/sense_statistics.hpp"
#include "workload/lemmatizer.hpp"
#include "workload/wordnet.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace engram::workload {
namespace {

// Shares of the build time, for the progress bar.
constexpr double parsed = 0.15;
constexpr double indexed = 0.45;
constexpr double linked = 0.95;

/// Weighs the evidence for the edges of one word after another and keeps the heaviest.
class edge_selection {
 public:
  edge_selection(const wordnet& words, const gloss_index& glosses, const network_recipe& recipe)
      : recipe_(recipe),
        statistics_(words, recipe.smoothing),
        relations_(words, statistics_, recipe),
        definitions_(words, statistics_, glosses, recipe),
        cooccurrences_(words, glosses, recipe),
        evidence_(words.lemmas.size()) {
    for (std::uint32_t lemma = 0; lemma < words.lemmas.size(); ++lemma) {
      std::uint32_t frequency = glosses.frequency(lemma);
      for (const word_sense& sense : words.senses_of(lemma)) frequency += sense.tag_count;
      frequencies_.push_back(frequency);
      const bool collocation = words.lemmas[lemma].find('_') != std::string::npos;
      prior_.push_back(std::log(2.0 + frequency) * (collocation ? recipe.collocation : 1.0));
    }
  }

  void select(std::uint32_t lemma, std::vector<network_edge>& edges) {
    evidence_.clear();
    relations_.collect(lemma, evidence_);
    if (!recipe_.relations_only) {
      definitions_.collect(lemma, evidence_);
      cooccurrences_.collect(lemma, evidence_);
    }
    row_.clear();
    for (const std::uint32_t target : evidence_.targets()) {
      row_.push_back({.from = lemma,
                      .to = target,
                      .weight = static_cast<float>(evidence_.total(target) * prior_[target]),
                      .kind = evidence_.dominant(target)});
    }
    std::sort(row_.begin(), row_.end(), [](const network_edge& a, const network_edge& b) {
      return a.weight != b.weight ? a.weight > b.weight : a.to < b.to;
    });
    if (row_.size() > recipe_.out_degree) row_.resize(recipe_.out_degree);
    edges.insert(edges.end(), row_.begin(), row_.end());
  }

  [[nodiscard]] std::vector<std::uint32_t> frequencies() && { return std::move(frequencies_); }

 private:
  const network_recipe& recipe_;
  sense_statistics statistics_;
  relation_evidence relations_;
  gloss_evidence definitions_;
  cooccurrence_evidence cooccurrences_;
  evidence evidence_;
  std::vector<std::uint32_t> frequencies_;
  std::vector<double> prior_;
  std::vector<network_edge> row_;
};

}  // namespace

semantic_network build_network(const std::filesystem::path& wordnet_directory,
                               const network_recipe& recipe, const progress_callback& progress) {
  const auto tell = [&](std::string_view phase, double done) {
    if (progress) progress(phase, done);
  };
  tell("reading WordNet", 0);
  const wordnet words = load_wordnet(wordnet_directory);
  const lemmatizer lemmas(words, wordnet_directory);
  const gloss_index glosses(words, lemmas, [&](double done) {
    tell("reading definitions", std::lerp(parsed, indexed, done));
  });
  edge_selection selection(words, glosses, recipe);
  std::vector<network_edge> edges;
  const auto count = static_cast<std::uint32_t>(words.lemmas.size());
  for (std::uint32_t lemma = 0; lemma < count; ++lemma) {
    if (lemma % 1024 == 0) {
      tell("linking words", std::lerp(indexed, linked, static_cast<double>(lemma) / count));
    }
    selection.select(lemma, edges);
  }
  tell("assembling the network", linked);
  semantic_network network =
      make_network(words.lemmas, std::move(edges), std::move(selection).frequencies());
  tell("assembling the network", 1);
  return network;
}

}  // namespace engram::workload
