// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace engram::workload {

/// The clock of intended start times: CLOCK_MONOTONIC.
using load_clock = std::chrono::steady_clock;

/// CPU time of the calling thread. A system call, about 200 ns.
[[nodiscard]] std::chrono::nanoseconds thread_cpu_time() noexcept;

/// Sleeps until `wake`; never spins, so that waiting costs no CPU time that could be mistaken for
/// work. May return early after a signal.
void sleep_until(load_clock::time_point wake) noexcept;

/// Prepares the calling thread for punctual sleeping (the smallest timer slack) and names it.
void prepare_worker_thread(unsigned worker) noexcept;

}  // namespace engram::workload
