// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engram/run_config.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace engram::tool {

/// How much telemetry a run has: every level is the same engine code.
enum class telemetry_level : std::uint8_t {
  absent,    ///< not there
  disabled,  ///< compiled out
  off,       ///< compiled in, nothing installed
  metrics,   ///< metrics alone
  full,      ///< metrics and events
};

/// What `engram run` does beyond its configuration.
struct run_options {
  telemetry_level telemetry = telemetry_level::full;
  std::uint64_t operations = 0;     ///< ends the run after so many; 0: the duration ends it
  std::chrono::nanoseconds hold{};  ///< how long to serve metrics after the load has ended
  bool overlay = false;             ///< published association strengths over WordNet's edges
  bool json = false;                ///< the summary as JSON
  bool quiet = false;               ///< no progress
  std::string port_file{};          ///< where to write the endpoint's port; empty: nowhere
};

/// Runs the workload and prints its summary to the standard output; progress, notices and errors go
/// to the standard error. Returns an `exit_status`.
int run(const run_config& config, const run_options& options);

}  // namespace engram::tool
