// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/params.hpp"

#include <engram/cognitive/reconsolidation.hpp>

#include <cstdint>
#include <limits>

namespace engram::workload {

/// Where an episode stands between a recall and the close of its window.
enum class lability_state : std::uint8_t {
  stable,  ///< no recall since the last window closed
  latent,  ///< recalled; the window has not opened yet
  labile,  ///< the window is open
};

/// The reconsolidation state of one episode. Times are seconds of the space's clock.
struct lability {
  static constexpr double never = -std::numeric_limits<double>::infinity();

  double recalled_at = never;      ///< the recall that began the current window
  double modifying_until = never;  ///< a modification is under way until then
  std::uint8_t modifications = 0;

  /// The state at `now`, before any attempt notices that the window has closed.
  [[nodiscard]] lability_state at(double now, const reconsolidation_params& params) const noexcept;

  /// The episode was recalled. Within a window this changes nothing: the first recall counts.
  void recall(double now, const reconsolidation_params& params) noexcept;
};

/// How an attempt to modify an episode ended; the fields mean what they mean in `reconsolidated`.
struct reconsolidation_attempt {
  cognitive::reconsolidation_outcome outcome;
  double window_position = 0;
  double plasticity = 0;
  double seconds_since_recall = 0;
  bool modified = false;
};

/// Tries to modify an episode encoded at `encoded_at`. Every attempt ends in exactly one outcome. A
/// miss makes the episode stable again; a hit modifies it if plasticity suffices, and the
/// modification takes its time.
[[nodiscard]] reconsolidation_attempt attempt_modification(
    lability& state, double encoded_at, double now, const reconsolidation_params& params) noexcept;

/// The attempt as an event; `modifications` counts those made so far, this one included.
[[nodiscard]] cognitive::reconsolidated event_of(cognitive::episode_id episode,
                                                 const reconsolidation_attempt& attempt,
                                                 std::uint8_t modifications) noexcept;

/// Plasticity at a position in the window: an inverted U, 0 at both ends and outside.
[[nodiscard]] double plasticity_at(double position, const reconsolidation_params& params) noexcept;

}  // namespace engram::workload
