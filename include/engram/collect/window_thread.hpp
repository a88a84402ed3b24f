// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/exporter.hpp>
#include <engram/collect/registry.hpp>
#include <engram/collect/windows.hpp>

#include <chrono>
#include <cstdint>
#include <memory>

namespace engram::inline v0 {

struct window_thread_options {
  /// Between two readings. Longer ones make the shortest windows longer.
  std::chrono::milliseconds interval{1000};
  /// Hears, once, when a reading had to be left out for want of memory.
  notifier notify{};
};

/// Windows and the reading that they end with.
struct window_reading {
  snapshot now;
  std::chrono::nanoseconds at{0};  ///< on the monotonic clock
  window_aggregator history;

  /// The window of this length that ends with `now`.
  window over(std::chrono::nanoseconds length) const { return history.over(length, now, at); }
};

/// Reads a registry once a second, on a thread of its own, so that windows can be had of it at any
/// moment. Its thread blocks all signals and declines cancellation.
///
/// All members are thread-safe. In the child of a fork there is no such thread: windows are empty,
/// and stopping and destroying it return at once. Cost: a scrape a second; under 1 us for
/// the cognitive catalogue.
class window_thread {
 public:
  /// Starts; the first reading is made before it returns. Throws `std::system_error` when the
  /// thread cannot be started, and `std::bad_alloc`.
  explicit window_thread(registry set, window_thread_options options = {});
  ~window_thread();
  window_thread(const window_thread&) = delete;
  window_thread& operator=(const window_thread&) = delete;

  /// Reads the metrics now; the windows end with this reading. Cost: a scrape.
  window_reading read() const;
  /// Ends the thread, which keeps what it has. Idempotent.
  void stop();
  /// CPU time of the thread so far, in nanoseconds.
  std::int64_t cpu_nanoseconds() const;

 private:
  class engine;
  std::unique_ptr<engine> engine_;
};

}  // namespace engram::inline v0
