// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/accounting.hpp>
#include <engram/collect/snapshot.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace engram::tool {

/// What one call of each kind costs on this machine, in nanoseconds: the fastest of several loops.
struct call_costs {
  double counter = 0;
  double histogram = 0;
  double event = 0;      ///< within an operation
  double operation = 0;  ///< its begin and its end
};

/// Times the calls, on instruments of its own, with a collector that throws the events away. Takes
/// about 20 ms. No collector may be running.
call_costs measure_calls();

/// One part of what telemetry cost a run.
struct cost_part {
  std::string what;
  std::uint64_t times;  ///< calls; 0 for what was measured as CPU time
  std::chrono::nanoseconds cpu;
};

/// CPU time that threads of telemetry used, as they measured it themselves.
struct background_cost {
  std::chrono::nanoseconds collector{};
  std::chrono::nanoseconds endpoint{};
  std::chrono::nanoseconds windows{};
};

/// What telemetry cost, part by part: calls times what one costs, and CPU time of its threads.
/// `events` is nullptr when nothing was traced.
std::vector<cost_part> costs_of(const call_costs& calls, const snapshot& metrics,
                                const accounting* events, background_cost background);

}  // namespace engram::tool
