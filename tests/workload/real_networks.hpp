// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/association_overlay.hpp"
#include "workload/drm_lists.hpp"
#include "workload/network_cache.hpp"
#include "workload/semantic_network.hpp"
#include "workload/wordnet.hpp"

#include <cstdint>

namespace engram::workload::testing {

// Networks of the installed WordNet, loaded once a process. The cache lies in the build directory.

inline semantic_network load_real(const network_recipe& recipe) {
  return load_or_build_network(default_wordnet_directory, ENGRAM_TEST_NETWORK_CACHE, recipe)
      .network;
}

inline const semantic_network& wordnet_network() {
  static const semantic_network network = load_real({});
  return network;
}

/// The ablation: relations of the dictionary alone, without glosses and co-occurrence.
inline const semantic_network& relations_network() {
  static const semantic_network network = load_real({.relations_only = true});
  return network;
}

/// The control without meaning.
inline const semantic_network& shuffled_network() {
  static const semantic_network network = wordnet_network().shuffled(1);
  return network;
}

/// With the published associations overlaid.
inline const semantic_network& overlaid_network() {
  static const semantic_network network = with_associations(
      wordnet_network(), backward_associations(wordnet_network(), published_drm_lists()));
  return network;
}

}  // namespace engram::workload::testing
