// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/random.hpp"

#include <chrono>
#include <cstdint>
#include <string_view>

namespace engram::workload {

/// When operations are meant to start.
enum class arrival : std::uint8_t {
  poisson,   ///< open loop at a constant mean rate
  burst,     ///< open loop: half the rate, but twice the rate for 5 s in every 30 s
  saturate,  ///< closed loop: each starts when the last has ended
};

/// The schedule of intended start times, fixed by the seed before the first operation runs: a slow
/// server can be late, but it cannot slow the schedule down. Every worker walks the same schedule
/// and keeps its own operations.
class arrival_schedule {
 public:
  /// `rate` is in operations a second and above 0; `saturate` ignores it and has all times 0.
  arrival_schedule(arrival kind, double rate, std::uint64_t seed) noexcept
      : kind_(kind), rate_(rate), seed_(seed) {}

  /// Moves on to the next operation and returns its intended start, from the start of the run.
  std::chrono::nanoseconds next() noexcept;

 private:
  void advance_in_bursts(double work) noexcept;

  arrival kind_;
  double rate_;
  std::uint64_t seed_;
  std::uint64_t index_ = 0;
  double seconds_ = 0;
};

}  // namespace engram::workload
