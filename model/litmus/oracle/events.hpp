// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "litmus/oracle/relation.hpp"
#include "litmus/program.hpp"

#include <cstddef>
#include <vector>

namespace engram::model::litmus {

/// An initial store, or one step of a thread. A read-modify-write is one event.
struct event {
  const instruction* step = nullptr;  ///< null for an initial store
  std::size_t thread = 0;
  std::size_t location = 0;  ///< nothing for a fence
  std::memory_order order = std::memory_order::relaxed;
  bool reads = false;
  bool writes = false;

  bool is_fence() const { return !reads && !writes; }
  bool is_update() const { return reads && writes; }
  bool acquires() const;
  bool releases() const;
  bool is_sc() const { return order == std::memory_order::seq_cst; }
};

/// The events of a program: initial stores first, one for each location, then thread after thread.
struct event_list {
  std::vector<event> events;
  std::size_t initial = 0;  ///< how many initial stores
  relation sequenced{0};    ///< sequenced before; initial stores come before everything

  template <class Predicate>
  event_set where(Predicate holds) const {
    event_set set = 0;
    for (std::size_t i = 0; i < events.size(); ++i) {
      if (holds(events[i])) set |= only(i);
    }
    return set;
  }
};

/// How many compare-exchanges a program has: each may succeed or fail.
std::size_t count_compare_exchanges(const program& test);

/// The events of `test` where the i-th compare-exchange succeeds if bit i of `succeeding` is set.
/// Throws std::length_error beyond 32 events.
event_list list_events(const program& test, std::uint32_t succeeding);

}  // namespace engram::model::litmus
