// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/threading.hpp>

#include <chrono>

namespace engram::inline v0::detail {

/// Where one thread sleeps until another wakes it or time is up.
class parker {
 public:
  /// Returns early when `wake` was called since the last return.
  template <class Rep, class Period>
  void sleep_for(std::chrono::duration<Rep, Period> longest) {
    std_threading::lock lock(mutex_);
    woken_.wait_for(lock, longest, [this] { return called_; });
    called_ = false;
  }
  void wake() {
    {
      const std_threading::lock lock(mutex_);
      called_ = true;
    }
    woken_.notify_all();
  }

 private:
  std_threading::mutex mutex_;
  std_threading::condition woken_;
  bool called_ = false;
};

}  // namespace engram::inline v0::detail
