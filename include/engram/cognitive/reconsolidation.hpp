// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/cognitive/ids.hpp>

#include <cstdint>

namespace engram::inline v0::cognitive {

/// How an attempt to update a recalled episode ended. A hit fell inside the window of lability, a miss
/// came after it closed; all others are rejections, each with its reason.
/// attempts = hits + misses + rejections.
enum class reconsolidation_outcome : std::uint8_t {
  hit,
  miss,
  not_recalled,  ///< rejected: no recall has reactivated the episode
  too_young,     ///< rejected: the episode has not consolidated yet
  too_soon,      ///< rejected: the window has not opened yet
  conflicting,   ///< rejected: another modification is under way
  excessive,     ///< rejected: the episode was modified too often
};

/// An attempt to modify a recalled episode while it may be labile.
struct reconsolidated {
  episode_id episode;
  float window_position;  ///< 0 when the window opens, 1 when it closes; beyond 1 for a miss
  float plasticity;       ///< 0..0.5, an inverted U over the window; 0 outside it
  std::uint32_t seconds_since_recall;
  reconsolidation_outcome outcome;
  std::uint8_t modifications;  ///< made to this episode so far; 255 stands for 255 and more
  bool modified;               ///< this attempt changed the episode
};

}  // namespace engram::inline v0::cognitive
