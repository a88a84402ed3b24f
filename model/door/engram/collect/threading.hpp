// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// Stands in the place of the library's own header of this name, as `engram/primitive.hpp` beside it
// does.

#include <engram/primitive.hpp>

#include <model/thread.hpp>

#include <chrono>
#include <mutex>

namespace engram::inline v0 {

struct std_threading {
  using thread = model::thread;
  using mutex = model::mutex;
  using lock = std::unique_lock<model::mutex>;
  using condition = model::condition;
  template <class Rep, class Period>
  static void sleep_for(std::chrono::duration<Rep, Period> time) {
    mutex own;
    condition never;
    lock held(own);
    never.wait_for(held, time, [] { return false; });
  }

  template <class Guard>
  static void run_at_thread_exit() {
    struct armed {
      bool is = false;
    };
    auto& once = model::per_thread<armed>::get();
    if (!std::exchange(once.is, true)) {
      model::hooks::at_thread_exit([] { const Guard guard; });
    }
  }
  /// Executions do not fork.
  static void at_fork(void (*)(), void (*)(), void (*)()) noexcept {}
};

}  // namespace engram::inline v0
