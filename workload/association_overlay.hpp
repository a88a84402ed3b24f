// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/drm_lists.hpp"
#include "workload/semantic_network.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace engram::workload {

/// A measured association: the share of people who answer `cue` with `target`, 0 to 1.
struct association {
  std::uint32_t cue;
  std::uint32_t target;
  double strength;
};

/// The associations from items to lures that the lists report, as far as the network has the words.
[[nodiscard]] std::vector<association> backward_associations(const semantic_network& network,
                                                             std::span<const drm_list> lists);

/// A network in which measured associations make up `share` of the edges they touch: with `s` the
/// sum of a cue's strengths, a weight `w` becomes `(1 - share * s) * w + share * strength`. Rows of
/// cues may grow beyond the out-degree of the recipe; other rows stay as they are.
/// Throws `workload_error` if `share * s` does not stay below 1, or if a node is out of range.
[[nodiscard]] semantic_network with_associations(const semantic_network& network,
                                                 std::span<const association> associations,
                                                 double share = 0.5);

}  // namespace engram::workload
