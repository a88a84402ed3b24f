// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

/// The door to threads and blocking, as `engram/primitive.hpp` is to atomics: nothing else in the
/// library names `std::thread`, a mutex, a condition variable or a thread-local with a destructor.
namespace engram::inline v0 {

struct std_threading {
  using thread = std::thread;

  /// Where one thread sleeps until another wakes it or time is up.
  class parker {
   public:
    /// Returns early when `wake` was called since the last return.
    template <class Rep, class Period>
    void sleep_for(std::chrono::duration<Rep, Period> longest) {
      std::unique_lock lock(mutex_);
      woken_.wait_for(lock, longest, [this] { return called_; });
      called_ = false;
    }
    void wake() {
      {
        std::lock_guard lock(mutex_);
        called_ = true;
      }
      woken_.notify_all();
    }

   private:
    std::mutex mutex_;
    std::condition_variable woken_;
    bool called_ = false;
  };

  using mutex = std::mutex;
  using lock = std::unique_lock<std::mutex>;
  using condition = std::condition_variable;

  /// Arranges for `Guard`'s destructor to run when the calling thread ends, after the destructors
  /// of thread-locals made later and before those of thread-locals made earlier.
  template <class Guard>
  static void run_at_thread_exit() {
    static thread_local Guard guard;
    guard.arm();
  }
};

}  // namespace engram::inline v0
