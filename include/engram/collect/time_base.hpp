// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/clock.hpp>

#include <cstdint>
#include <functional>

namespace engram::inline v0 {

/// One reading of the tick clock and the wall clock at the same moment, within `width` ticks.
struct clock_anchor {
  ticks at;
  ticks width;
  std::int64_t monotonic_ns;
  std::int64_t wall_ns;
};

/// Reads an anchor: the narrowest of several sandwiches of a clock reading between two tick
/// readings.
clock_anchor read_anchor() noexcept;

/// Turns ticks into wall time. Piecewise linear: each new anchor bends the line so that it meets
/// the wall clock at the next one, and the line never steps back, whatever the wall clock does. A
/// wall clock that was set back is met by running at half speed until it has caught up; one set
/// forward, by a jump at the anchor.
///
/// Error: the wall clock's own, plus the drift between two anchors (under 1 us for anchors a second
/// apart). Not thread-safe: the collector's thread owns it.
class time_base {
 public:
  /// Starts at `first`, with a rate measured between two anchors.
  time_base(const clock_anchor& earlier, const clock_anchor& first) noexcept;

  /// Bends the line towards a newer anchor. Ignores one that is not newer.
  void add(const clock_anchor& anchor) noexcept;
  /// Wall time of a tick reading: nanoseconds since 1970, UTC. Never falls as `at` grows, and an
  /// anchor added later does not move what lies between the last two.
  std::int64_t wall_ns(ticks at) const noexcept;
  /// Ticks in a second, as last measured.
  double ticks_per_second() const noexcept { return rate_ * 1e9; }

 private:
  struct segment {
    ticks from;
    std::int64_t wall_ns;
    double ns_per_tick;
  };
  static std::int64_t along(const segment& line, ticks at) noexcept;

  segment before_;  ///< for ticks older than the newest anchor
  segment now_;     ///< from the newest anchor on
  clock_anchor newest_;
  double rate_;  ///< ticks in a nanosecond of the monotonic clock
};

}  // namespace engram::inline v0
