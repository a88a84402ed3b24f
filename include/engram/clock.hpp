// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/primitive.hpp>

#include <cstdint>

namespace engram::inline v0 {

/// Monotonic ticks of a clock that is cheap to read: the processor's time-stamp counter where it is
/// invariant, nanoseconds of CLOCK_MONOTONIC elsewhere. Their rate is the collector's business:
/// ticks become wall time only at export.
using ticks = std::uint64_t;

namespace detail {

inline ticks monotonic_nanoseconds() noexcept { return std_sync::monotonic_nanoseconds(); }

/// Whether the time-stamp counter cannot be trusted on this machine. Set once, before anything
/// records.
struct ENGRAM_API clock_choice {
  std_sync::atomic<bool> steady{false};
};
inline clock_choice& chosen_clock() noexcept { return std_sync::per_process<clock_choice>::get(); }

/// Whether ticks are the processor's own counter, so that reading them is one instruction.
[[gnu::always_inline]] inline bool has_fast_ticks() noexcept {
#if defined(__x86_64__)
  // relaxed: set before the first record and never changed.
  return !chosen_clock().steady.load(ENGRAM_MO(clock_choice, relaxed));
#elif defined(__aarch64__)
  return true;
#else
  return false;
#endif
}
/// Reads the processor's counter. Only where `has_fast_ticks()`.
[[gnu::always_inline]] inline ticks read_fast_ticks() noexcept {
#if defined(__x86_64__)
  return __builtin_ia32_rdtsc();
#elif defined(__aarch64__)
  ticks now = 0;
  asm volatile("mrs %0, cntvct_el0" : "=r"(now));
  return now;
#else
  return monotonic_nanoseconds();
#endif
}
}  // namespace detail

/// Reads the tick clock. Thread-safe. About 10 ns, most of it the processor's own: four fifths of
/// what an event costs, which is why the events of an operation share one reading.
[[gnu::always_inline]] inline ticks read_ticks() noexcept {
  return detail::has_fast_ticks() ? detail::read_fast_ticks() : detail::monotonic_nanoseconds();
}

}  // namespace engram::inline v0
