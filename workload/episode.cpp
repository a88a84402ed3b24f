// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/episode.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

namespace engram::workload {

// From the top: space 14 bits, serial 14, cue 18, target 18.
cognitive::episode_id episode_key::id() const noexcept {
  const std::uint64_t high = (std::uint64_t{space} << 14U) | (serial % serials);
  const std::uint64_t low = (std::uint64_t{cue} << 18U) | target;
  return cognitive::episode_id{(high << 36U) | low};
}

episode_key episode_key::of(cognitive::episode_id id) noexcept {
  const auto bits = static_cast<std::uint64_t>(id);
  return {.space = static_cast<std::uint32_t>(bits >> 50U),
          .cue = static_cast<std::uint32_t>(bits >> 18U) % max_nodes,
          .target = static_cast<std::uint32_t>(bits) % max_nodes,
          .serial = static_cast<std::uint32_t>(bits >> 36U) % serials};
}

std::string describe(const semantic_network& network, cognitive::episode_id episode) {
  const episode_key key = episode_key::of(episode);
  std::string name(word(network, cognitive::node_id{key.cue}));
  return name.append(" -> ").append(word(network, cognitive::node_id{key.target}));
}

std::string_view word(const semantic_network& network, cognitive::node_id node) {
  const auto index = static_cast<std::uint64_t>(node);
  return index < network.size() ? network.word(static_cast<std::uint32_t>(index)) : "?";
}

double episode::strength(double now, const interference_params& params) const noexcept {
  return static_cast<double>(encoding) * std::pow(1 + now - encoded_at, -params.forgetting);
}

episode& cue_episodes::add(std::uint32_t target, double now, const interference_params& params) {
  if (all.size() >= params.max_episodes_per_cue) all.erase(all.begin());
  all.push_back({.encoded_at = now, .target = target, .serial = encoded++ % episode_key::serials});
  return all.back();
}

episode* cue_episodes::find(std::uint32_t target, std::uint32_t serial) noexcept {
  const auto found = std::find_if(all.begin(), all.end(), [&](const episode& one) {
    return one.target == target && one.serial == serial;
  });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace engram::workload
