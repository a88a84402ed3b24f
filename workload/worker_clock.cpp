// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/worker_clock.hpp"

#include <pthread.h>
#include <sys/prctl.h>

#include <chrono>
#include <ctime>
#include <string>

namespace engram::workload {
namespace {

constexpr long nanoseconds_per_second = 1'000'000'000;

}  // namespace

std::chrono::nanoseconds thread_cpu_time() noexcept {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

void sleep_until(load_clock::time_point wake) noexcept {
  const auto since_boot = std::chrono::nanoseconds(wake.time_since_epoch()).count();
  const timespec at{.tv_sec = since_boot / nanoseconds_per_second,
                    .tv_nsec = since_boot % nanoseconds_per_second};
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, nullptr);
}

void prepare_worker_thread(unsigned worker) noexcept {
  prctl(PR_SET_TIMERSLACK, 1UL);
  const std::string name = "engram-load-" + std::to_string(worker);
  pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
}

}  // namespace engram::workload
