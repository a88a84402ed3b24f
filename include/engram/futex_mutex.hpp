// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/memory_order.hpp>

#include <cstdint>

namespace engram::inline v0 {

/// A lock for set-up paths: constant-initialised, trivially destructible, 4 bytes. Threads that
/// wait sleep in the kernel. Thread-safe; not recursive.
template <class Sync>
class futex_mutex {
 public:
  void lock() noexcept {
    // acquire, with unlock's release: what the last holder wrote is seen.
    while (state_.exchange(1, ENGRAM_MO(mutex_lock, acquire)) != 0) {
      state_.wait(1, ENGRAM_MO(mutex_wait, relaxed));  // relaxed: the exchange decides
    }
  }
  void unlock() noexcept {
    state_.store(0, ENGRAM_MO(mutex_unlock, release));  // release: pairs with lock's acquire
    state_.notify_one();
  }
  /// Opens the lock in the child of a fork, whose holder exists only in the parent.
  void reset_after_fork() noexcept { state_.store(0, ENGRAM_MO(mutex_fork, relaxed)); }

 private:
  typename Sync::template atomic<std::uint32_t> state_{0};
};

/// Holds a mutex of any policy for a scope.
template <class Mutex>
class [[nodiscard]] scoped_lock {
 public:
  explicit scoped_lock(Mutex& mutex) noexcept : mutex_(mutex) { mutex_.lock(); }
  ~scoped_lock() { mutex_.unlock(); }
  scoped_lock(const scoped_lock&) = delete;
  scoped_lock& operator=(const scoped_lock&) = delete;

 private:
  Mutex& mutex_;
};

}  // namespace engram::inline v0
