// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pthread.h>

#include <csignal>
#include <cstdint>
#include <ctime>

namespace engram::inline v0::detail {

/// What a thread's CPU clock says, in nanoseconds; -1 when the thread is gone.
inline std::int64_t read_cpu_clock(clockid_t clock) noexcept {
  std::timespec used{};
  if (clock_gettime(clock, &used) != 0) return -1;
  return std::int64_t{used.tv_sec} * 1'000'000'000 + used.tv_nsec;
}

/// While it lives, threads that are started block all signals: those are the program's own
/// business.
class signals_blocked {
 public:
  signals_blocked() noexcept {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before_);
  }
  ~signals_blocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  signals_blocked(const signals_blocked&) = delete;
  signals_blocked& operator=(const signals_blocked&) = delete;

 private:
  sigset_t before_{};
};

/// Has the calling thread decline `pthread_cancel`, which code that it calls for a user might ask
/// for: its exit would leave those who wait for it waiting.
inline void decline_cancellation() noexcept {
  pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, nullptr);
}

}  // namespace engram::inline v0::detail
