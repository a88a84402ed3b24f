// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/spreading_activation.hpp"

#include <algorithm>
#include <cstddef>
#include <span>

namespace engram::workload {
namespace {

// A contribution this many times below the floor cannot matter: rows are sorted, so the rest of the
// row is smaller still.
constexpr float negligible = 0.1F;

}  // namespace

spreading_activation::spreading_activation(const semantic_network& network,
                                           const spreading_params& params)
    : network_(&network),
      params_(params),
      total_(network.size()),
      incoming_(network.size()),
      outgoing_(network.size()),
      kind_(network.size()),
      incoming_kind_(network.size()),
      hops_(network.size()) {
  activated_.reserve(params.max_nodes);
  frontier_.reserve(params.max_nodes);
}

void spreading_activation::spread(std::uint32_t cue) {
  clear();
  cue_ = cue;
  total_[cue] = 1;
  outgoing_[cue] = 1;
  frontier_.push_back(cue);
  for (std::uint8_t hop = 1; hop <= params_.hops && !frontier_.empty(); ++hop) {
    for (const std::uint32_t node : frontier_) pass_on(node, outgoing_[node], hop);
    settle(hop);
  }
}

void spreading_activation::clear() {
  for (const std::uint32_t node : activated_) total_[node] = 0;
  if (!total_.empty()) total_[cue_] = 0;
  activated_.clear();
  frontier_.clear();
  edges_visited_ = 0;
}

void spreading_activation::pass_on(std::uint32_t node, float amount, std::uint8_t hop) {
  const semantic_network::row row = network_->neighbours(node);
  const float share = params_.decay * amount;
  const float least = params_.floor * negligible;
  std::size_t edge = 0;
  for (; edge < row.to.size(); ++edge) {
    const float passed = share * row.weight[edge];
    if (passed < least) break;
    const std::uint32_t target = row.to[edge];
    if (incoming_[target] == 0) {
      touched_.push_back(target);
      incoming_kind_[target] = hop == 1 ? row.kind[edge] : edge_kind::associative;
    }
    incoming_[target] += passed;
  }
  edges_visited_ += edge;
}

void spreading_activation::settle(std::uint8_t hop) {
  frontier_.clear();
  for (const std::uint32_t node : touched_) {
    const float received = incoming_[node];
    incoming_[node] = 0;
    if (received < params_.floor || node == cue_) continue;
    if (total_[node] == 0) {
      if (activated_.size() >= params_.max_nodes) continue;
      activated_.push_back(node);
      kind_[node] = incoming_kind_[node];
      hops_[node] = hop;
    }
    total_[node] += received;
    outgoing_[node] = received;
    frontier_.push_back(node);
  }
  touched_.clear();
}

std::span<const std::uint32_t> spreading_activation::strongest(std::uint32_t count) {
  const std::size_t kept = std::min<std::size_t>(count, activated_.size());
  best_.assign(activated_.begin(), activated_.end());
  const auto stronger = [this](std::uint32_t left, std::uint32_t right) {
    return total_[left] != total_[right] ? total_[left] > total_[right] : left < right;
  };
  std::partial_sort(best_.begin(), best_.begin() + static_cast<std::ptrdiff_t>(kept), best_.end(),
                    stronger);
  return {best_.data(), kept};
}

}  // namespace engram::workload
