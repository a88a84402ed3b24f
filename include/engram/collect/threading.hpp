// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pthread.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

/// The door to threads and blocking, as `engram/primitive.hpp` is to atomics: nothing else in the
/// library names `std::thread`, a mutex, a condition variable or a thread-local with a destructor.
namespace engram::inline v0 {

struct std_threading {
  using thread = std::thread;

  using mutex = std::mutex;
  using lock = std::unique_lock<std::mutex>;
  using condition = std::condition_variable;
  template <class Rep, class Period>
  static void sleep_for(std::chrono::duration<Rep, Period> time) {
    std::this_thread::sleep_for(time);
  }

  /// Arranges for `Guard`'s destructor to run when the calling thread ends, after the destructors
  /// of thread-locals made later and before those of thread-locals made earlier.
  template <class Guard>
  static void run_at_thread_exit() {
    static thread_local Guard guard;
    guard.arm();
  }

  /// Has `before` run before each fork, and one of the others after it.
  static void at_fork(void (*before)(), void (*in_parent)(), void (*in_child)()) noexcept {
    pthread_atfork(before, in_parent, in_child);
  }
};

}  // namespace engram::inline v0
