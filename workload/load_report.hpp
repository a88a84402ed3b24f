// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/latency_histogram.hpp"
#include "workload/probe.hpp"
#include "workload/tally.hpp"

#include <array>
#include <chrono>
#include <cstdint>

namespace engram::workload {

/// Durations of the operations of one type.
struct operation_latency {
  latency_histogram from_intended;  ///< intended start to end: what a user waits
  latency_histogram service;        ///< actual start to end: what the operation takes
};

/// What one worker measured, or all of them together.
struct load_measures {
  std::array<operation_latency, operation_types> latency;  ///< by operation_type
  std::chrono::nanoseconds busy{};                         ///< wall time inside operations
  std::chrono::nanoseconds cpu{};  ///< thread CPU time while not waiting for an intended start
  std::uint64_t late = 0;          ///< operations that started over 1 ms after their intended start

  load_measures& operator+=(const load_measures& other) noexcept;

  /// All types together.
  [[nodiscard]] operation_latency all() const;
};

/// The result of a run.
struct load_report {
  tally counts;
  load_measures measures;
  std::chrono::nanoseconds elapsed{};  ///< from the start of the run to the end of the last worker

  /// Operations a second of wall time.
  [[nodiscard]] double achieved_rate() const noexcept;

  /// Thread CPU time for an operation.
  [[nodiscard]] std::chrono::nanoseconds cpu_per_operation() const noexcept;
};

/// A glance at a run under way; each number is exact, though not all of the same instant.
struct load_progress {
  std::uint64_t operations = 0;
  std::uint64_t events = 0;
  std::uint64_t drm_trials = 0;
  std::uint64_t lures_recalled = 0;
  std::uint64_t late = 0;
  std::chrono::nanoseconds busy{};
  std::chrono::nanoseconds elapsed{};
  bool finished = false;  ///< all workers have ended
};

}  // namespace engram::workload
