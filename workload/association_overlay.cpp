// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/association_overlay.hpp"

#include "workload/workload_error.hpp"

#include <optional>
#include <string>
#include <utility>

namespace engram::workload {
namespace {

/// What each node's own edges keep: 1 - share * sum of its strengths.
std::vector<double> kept_shares(const semantic_network& network,
                                std::span<const association> associations, double share) {
  std::vector<double> kept(network.size(), 1.0);
  for (const association& pair : associations) {
    if (pair.cue >= network.size() || pair.target >= network.size()) {
      throw workload_error("association overlay: a pair names a node that does not exist");
    }
    kept[pair.cue] -= share * pair.strength;
    if (!(kept[pair.cue] > 0)) {
      throw workload_error("association overlay: the strengths of '" +
                           std::string(network.word(pair.cue)) +
                           "' should sum to less than 1 / share");
    }
  }
  return kept;
}

}  // namespace

std::vector<association> backward_associations(const semantic_network& network,
                                               std::span<const drm_list> lists) {
  std::vector<association> pairs;
  for (const drm_list& list : lists) {
    const std::optional<std::uint32_t> lure = network.find(list.lure);
    if (!lure) continue;
    for (const drm_item& item : list.items) {
      const std::optional<std::uint32_t> cue = network.find(item.lemma);
      if (!cue || *cue == *lure || item.backward_strength == 0) continue;
      pairs.push_back({.cue = *cue, .target = *lure, .strength = item.backward_strength});
    }
  }
  return pairs;
}

semantic_network with_associations(const semantic_network& network,
                                   std::span<const association> associations, double share) {
  const std::vector<double> kept = kept_shares(network, associations, share);
  std::vector<std::string> words;
  std::vector<network_edge> edges;
  edges.reserve(network.edges() + associations.size());
  for (std::uint32_t node = 0; node < network.size(); ++node) {
    words.emplace_back(network.word(node));
    const semantic_network::row row = network.neighbours(node);
    for (std::size_t i = 0; i < row.to.size(); ++i) {
      edges.push_back(
          {.from = node,
           .to = row.to[i],
           .weight = static_cast<float>(kept[node] * static_cast<double>(row.weight[i])),
           .kind = row.kind[i]});
    }
  }
  for (const association& pair : associations) {
    edges.push_back({.from = pair.cue,
                     .to = pair.target,
                     .weight = static_cast<float>(share * pair.strength),
                     .kind = edge_kind::associative});
  }
  return make_network(words, std::move(edges), network.arrays().frequency);
}

}  // namespace engram::workload
