// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/wordnet.hpp"

#include <array>
#include <cstdint>

namespace engram::workload {

/// Weights of the three kinds of evidence that make an edge. They were chosen once, with human
/// association norms in view, and are the same for every word; nothing is patched by hand.
/// Change `network_recipe_version` whenever the meaning of a field or the algorithm changes.
struct network_recipe {
  /// Edge weight of sharing a synset.
  double synonym = 6.0;
  /// Edge weight of each pointer, in the order of `relation`.
  std::array<double, relation_count> relations{
      1.0,  // antonym: more would bring antonyms closer than synonyms
      1.0,  // hypernym
      1.0,  // hyponym
      0.2,  // instance
      1.0,  // holonym
      1.0,  // meronym
      3.0,  // similar
      3.0,  // derivation
      0.5,  // domain
      3.0,  // pertainym
      2.0,  // also
      1.0,  // verb group
      1.0,  // attribute
      2.0,  // entailment
      2.0,  // cause
  };
  /// Added to every SemCor count, so that untagged senses count a little.
  double smoothing = 0.3;
  /// Mass of the words in a word's own definition.
  double gloss_forward = 2.0;
  /// Scale of the words that a word helps to define.
  double gloss_reverse = 2.0;
  /// Mass of the words that occur in the same glosses.
  double cooccurrence = 6.0;
  /// Two words must share at least this many glosses to count as co-occurring.
  std::uint32_t cooccurrence_glosses = 2;
  /// How many of the strongest co-occurring words count.
  std::uint32_t cooccurrence_words = 32;
  /// Factor for targets of several words ("ice_cream").
  double collocation = 0.3;
  /// How many of the heaviest edges a word keeps.
  std::uint32_t out_degree = 32;
  /// Leaves out definitions and co-occurrence (an ablation: what relations alone can do).
  bool relations_only = false;
};

/// Part of the key of cached networks.
inline constexpr std::uint32_t network_recipe_version = 1;

}  // namespace engram::workload
