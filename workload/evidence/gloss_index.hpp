// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/lemmatizer.hpp"
#include "workload/wordnet.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace engram::workload {

/// Which lemmas the definition and examples of each synset use, and the inverse.
/// Each list is ascending and without repeats. Immutable once built.
class gloss_index {
 public:
  /// Tokenises and lemmatises all glosses, about 0.5 s; `progress` hears fractions from 0 to 1.
  gloss_index(const wordnet& words, const lemmatizer& lemmas,
              const std::function<void(double)>& progress);

  /// The content words in the gloss of a synset, its own words excluded.
  [[nodiscard]] std::span<const std::uint32_t> bag(std::uint32_t synset) const noexcept {
    return bags_.list(synset);
  }

  /// The synsets whose gloss uses a lemma.
  [[nodiscard]] std::span<const std::uint32_t> uses(std::uint32_t lemma) const noexcept {
    return uses_.list(lemma);
  }

  /// False for function words and definition filler, which never occur in a bag.
  [[nodiscard]] bool has_content(std::uint32_t lemma) const noexcept { return content_[lemma]; }

  /// The number of glosses that use a lemma.
  [[nodiscard]] std::uint32_t frequency(std::uint32_t lemma) const noexcept {
    return static_cast<std::uint32_t>(uses(lemma).size());
  }

 private:
  struct lists {
    std::vector<std::uint32_t> begin{0};
    std::vector<std::uint32_t> items;
    [[nodiscard]] std::span<const std::uint32_t> list(std::size_t i) const noexcept {
      return {items.data() + begin[i], begin[i + 1] - std::size_t{begin[i]}};
    }
  };

  void invert(std::size_t lemmas);

  std::vector<bool> content_;
  lists bags_;
  lists uses_;
};

}  // namespace engram::workload
