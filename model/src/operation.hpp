// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <source_location>

namespace engram::model {

/// What a thread asks the scheduler for. Between two of these a thread runs undisturbed.
enum class op : std::uint8_t {
  load,
  store,
  rmw,
  cas,
  sc_fence,
  wait,    ///< atomic wait: returns, or blocks
  woken,   ///< a blocked atomic wait goes on
  notify,  ///< of an atomic
  lock,
  unlock,
  cond_wait,   ///< gives the lock back and waits
  cond_woken,  ///< was notified, or its time is up
  cond_notify,
  join,
  choose,
  pause,
};

struct operation {
  op kind;
  std::memory_order order = std::memory_order_relaxed;
  std::memory_order failed_order = std::memory_order_relaxed;
  bool weak = false;   ///< compare-exchange
  bool all = false;    ///< notify
  bool timed = false;  ///< wait
  bool success = false;
  const void* object = nullptr;
  const void* second = nullptr;  ///< the mutex of a condition wait
  std::uint64_t operand = 0;     ///< value, deadline, number of choices, thread to join
  std::uint64_t expected = 0;
  std::uint64_t (*combine)(std::uint64_t old, std::uint64_t operand) = nullptr;
  std::uint64_t result = 0;
  const char* site = nullptr;
  std::source_location at{};
};

constexpr bool acquires(std::memory_order order) noexcept {
  return order == std::memory_order_acquire || order == std::memory_order_acq_rel ||
         order == std::memory_order_seq_cst || order == std::memory_order_consume;
}
constexpr bool releases(std::memory_order order) noexcept {
  return order == std::memory_order_release || order == std::memory_order_acq_rel ||
         order == std::memory_order_seq_cst;
}

}  // namespace engram::model
