// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/params.hpp"

#include <array>
#include <cstdint>

namespace engram::workload {

/// When a word was presented: the last six times, each with the speed at which it decays. A
/// presentation to a strong memory decays faster, which is why spacing pays.
class presentation_trace {
 public:
  /// How many presentations are held.
  static constexpr std::uint32_t kept = 6;

  /// Adds a presentation at `now`, in seconds; never earlier than the last one.
  void present(double now, const base_level_params& params) noexcept;

  /// Base-level activation m at `now`; minus infinity without presentations.
  [[nodiscard]] double activation(double now, const base_level_params& params) const noexcept;

  /// Number of presentations ever, also those no longer held.
  [[nodiscard]] std::uint32_t count() const noexcept { return count_; }

  /// Time of the last presentation; there must have been one.
  [[nodiscard]] double last() const noexcept { return at_[(count_ - 1) % kept]; }

 private:
  std::array<double, kept> at_{};
  std::array<float, kept> decay_{};
  std::uint32_t count_ = 0;
};

/// Probability that a memory of base-level activation `m` is recalled, 0..1.
[[nodiscard]] double recall_probability(double m, const base_level_params& params) noexcept;

/// Age as memory feels it: the presentation's own session in full, all later time slowed down.
[[nodiscard]] double psychological_age(double seconds, const base_level_params& params) noexcept;

}  // namespace engram::workload
