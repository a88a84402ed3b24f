// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/primitive.hpp>

#include <cstdint>

namespace engram::inline v0::detail {

/// What others may read of a server's thread. Thread-safe.
class http_figures {
 public:
  // relaxed throughout: numbers to look at, which order nothing.
  void connection_opened() noexcept { open_.fetch_add(1, ENGRAM_MO(http_open, relaxed)); }
  void connection_closed() noexcept { open_.fetch_sub(1, ENGRAM_MO(http_close, relaxed)); }
  std::uint32_t connections() const noexcept {
    return open_.load(ENGRAM_MO(http_connections, relaxed));
  }
  /// The thread's own CPU time, once it has ended, in nanoseconds.
  void set_cpu(std::int64_t nanoseconds) noexcept {
    cpu_.store(nanoseconds, ENGRAM_MO(http_cpu_store, relaxed));
  }
  std::int64_t cpu() const noexcept { return cpu_.load(ENGRAM_MO(http_cpu_load, relaxed)); }

 private:
  std_sync::atomic<std::uint32_t> open_{0};
  std_sync::atomic<std::int64_t> cpu_{0};
};

}  // namespace engram::inline v0::detail
