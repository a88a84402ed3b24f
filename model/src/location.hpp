// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clock.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace engram::model {

/// A value that a location had, or may still have for somebody.
struct stored {
  std::uint64_t value = 0;
  std::uint32_t event = 0;  ///< index in the execution; 0 for what was there before
  bool rmw = false;         ///< read its predecessor: nothing may come between the two
  /// When each thread first read or wrote it; `never`.
  vector_clock seen = vector_clock::all(never);
  view released;       ///< what an acquiring reader learns
  vector_clock cause;  ///< the storing event's causal clock
};

/// Who made or destroyed an object, and when; without a thread: before everything.
struct moment {
  int thread = -1;
  std::uint32_t stamp = 0;
};

/// The last events of each thread on an object, for the reduction; 0: none.
using last_events = std::array<std::uint32_t, max_threads>;

/// An atomic object, a mutex or a condition variable of one execution.
struct location {
  const void* address = nullptr;
  std::uint32_t number = 0;
  moment made;
  bool is_destroyed = false;
  vector_clock accessed;  ///< the stamp of each thread's last access

  // ---- atomics
  std::vector<stored> order;  ///< modification order
  bool has_sc = false;
  bool has_weaker = false;
  last_events loads{};
  last_events stores{};
  vector_clock all_accesses;  ///< causal clocks joined; for SC-only locations
  vector_clock all_writes;
  bool watched = false;  ///< somebody has waited on it
  std::uint32_t last_wait_event = 0;
  vector_clock waits;
  std::uint32_t waiters = 0;  ///< threads blocked in a wait

  // ---- mutexes
  int owner = -1;
  std::uint32_t last_lock = 0;
  view unlocked;
  vector_clock unlock_cause;

  void reset(const void* at, std::uint32_t as) {
    auto kept = std::move(order);
    kept.clear();
    *this = location{};
    order = std::move(kept);
    address = at;
    number = as;
  }
};

/// Plain data of one execution.
struct plain {
  const void* address = nullptr;
  moment made;
  std::uint64_t before = 0;  ///< its bytes at first sight, to be put back
  std::uint8_t size = 0;
  bool global = false;  ///< was there before the execution
  moment written;
  vector_clock read;
};

/// The first place in modification order that a thread knowing `coherence` may still read.
std::size_t oldest_readable(const location& at, const vector_clock& coherence) noexcept;

/// Whether a new store may be put at `place`, so that it comes before what is there now.
bool may_insert(const location& at, std::size_t place) noexcept;

}  // namespace engram::model
