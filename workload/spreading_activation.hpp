// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/params.hpp"
#include "workload/semantic_network.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace engram::workload {

/// Spreads activation from a cue through a network, hop by hop.
///
/// In each hop every node that received at least `floor` in the hop before passes `decay` times
/// that amount to its neighbours, by weight. A node's activation is the sum over all hops. The cue
/// itself holds 1 and takes nothing back.
///
/// One instance a thread. It holds dense scratch arrays (21 bytes a node) and clears only what it
/// touched; after the first spreads it allocates nothing.
class spreading_activation {
 public:
  /// The network must outlive this object.
  spreading_activation(const semantic_network& network, const spreading_params& params);

  /// Spreads from `cue`, which must be a node of the network. The result replaces the last one.
  void spread(std::uint32_t cue);

  /// The nodes activated by the last spread, in order of first activation, without the cue.
  [[nodiscard]] std::span<const std::uint32_t> activated() const noexcept { return activated_; }

  /// Activation of a node after the last spread; 0 if it was not reached, 1 for the cue.
  [[nodiscard]] float activation(std::uint32_t node) const noexcept { return total_[node]; }

  /// The kind of connection that first reached an activated node: that of the edge for a direct
  /// neighbour of the cue, associative for anything further.
  [[nodiscard]] edge_kind kind(std::uint32_t node) const noexcept { return kind_[node]; }

  /// Edges travelled until an activated node was first reached, from 1.
  [[nodiscard]] std::uint8_t hops(std::uint32_t node) const noexcept { return hops_[node]; }

  /// The up to `count` most activated nodes, strongest first (equals by node number). The view is
  /// valid until the next call or spread.
  [[nodiscard]] std::span<const std::uint32_t> strongest(std::uint32_t count);

  /// Edges looked at in the last spread: the measure of its cost.
  [[nodiscard]] std::uint64_t edges_visited() const noexcept { return edges_visited_; }

 private:
  void clear();
  void pass_on(std::uint32_t node, float amount, std::uint8_t hop);
  void settle(std::uint8_t hop);

  const semantic_network* network_;
  spreading_params params_;
  std::vector<float> total_;     // activation so far, by node
  std::vector<float> incoming_;  // received in this hop, by node; zero between hops
  std::vector<float> outgoing_;  // received in the hop before, by node; valid for the frontier
  std::vector<edge_kind> kind_;
  std::vector<edge_kind> incoming_kind_;
  std::vector<std::uint8_t> hops_;
  std::vector<std::uint32_t> activated_;
  std::vector<std::uint32_t> touched_;   // nodes with something incoming
  std::vector<std::uint32_t> frontier_;  // nodes that pass on in the next hop
  std::vector<std::uint32_t> best_;
  std::uint32_t cue_ = 0;
  std::uint64_t edges_visited_ = 0;
};

}  // namespace engram::workload
