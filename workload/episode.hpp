// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/params.hpp"
#include "workload/reconsolidation.hpp"
#include "workload/semantic_network.hpp"

#include <engram/cognitive/ids.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace engram::workload {

/// What an `episode_id` says: the episode's space, its cue and target words, and its serial number
/// among the episodes of that cue in that space. The id holds it all, so that anyone with the
/// network can name an episode, also of a run that has ended, without asking the engine.
///
/// Ids are unique among the episodes alive; a serial number comes back after 16,384 episodes of the
/// same cue, when its former owner is long forgotten.
struct episode_key {
  static constexpr std::uint32_t max_spaces = 1U << 14U;
  static constexpr std::uint32_t max_nodes = 1U << 18U;
  static constexpr std::uint32_t serials = 1U << 14U;

  std::uint32_t space;   ///< below max_spaces
  std::uint32_t cue;     ///< below max_nodes
  std::uint32_t target;  ///< below max_nodes
  std::uint32_t serial;  ///< taken modulo serials

  [[nodiscard]] cognitive::episode_id id() const noexcept;
  [[nodiscard]] static episode_key of(cognitive::episode_id id) noexcept;
};

/// The name of an episode, for people: "cue -> target". Ids of another network yield "?" for a word
/// that does not exist. Thread-safe; allocates.
[[nodiscard]] std::string describe(const semantic_network& network, cognitive::episode_id episode);

/// The word of a node, or "?" for an id of another network. Thread-safe.
[[nodiscard]] std::string_view word(const semantic_network& network, cognitive::node_id node);

/// A cue bound to a target at a time.
struct episode {
  double encoded_at;   ///< seconds of the space's clock
  float encoding = 1;  ///< strength of encoding, above 0
  std::uint32_t target;
  std::uint32_t serial;
  lability state{};

  /// Strength at `now`: encoding, faded by a power of the age.
  [[nodiscard]] double strength(double now, const interference_params& params) const noexcept;
};

/// The episodes that share one cue, oldest first.
struct cue_episodes {
  std::vector<episode> all;
  std::uint32_t encoded = 0;  ///< ever, also those that made room

  /// Adds an episode; at the limit the oldest makes room.
  episode& add(std::uint32_t target, double now, const interference_params& params);

  /// The living episode with this target and serial number (modulo `serials`), or nullptr.
  [[nodiscard]] episode* find(std::uint32_t target, std::uint32_t serial) noexcept;
};

}  // namespace engram::workload
