// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/load_report.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace engram::workload {

load_measures& load_measures::operator+=(const load_measures& other) noexcept {
  for (std::size_t type = 0; type < operation_types; ++type) {
    latency[type].from_intended += other.latency[type].from_intended;
    latency[type].service += other.latency[type].service;
  }
  busy += other.busy;
  cpu += other.cpu;
  late += other.late;
  return *this;
}

operation_latency load_measures::all() const {
  operation_latency sum;
  for (const operation_latency& one : latency) {
    sum.from_intended += one.from_intended;
    sum.service += one.service;
  }
  return sum;
}

double load_report::achieved_rate() const noexcept {
  const double seconds = std::chrono::duration<double>(elapsed).count();
  return seconds > 0 ? static_cast<double>(counts.total_operations()) / seconds : 0;
}

std::chrono::nanoseconds load_report::cpu_per_operation() const noexcept {
  const std::uint64_t operations = counts.total_operations();
  return operations == 0 ? std::chrono::nanoseconds(0)
                         : measures.cpu / static_cast<std::int64_t>(operations);
}

}  // namespace engram::workload
