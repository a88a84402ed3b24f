// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/export_macro.hpp>
#include <engram/metric.hpp>
#include <engram/primitive.hpp>

#include <cstdint>
#include <limits>

namespace engram::inline v0 {

struct event_descriptor;
struct operation_descriptor;

namespace detail {

/// Progress: recording is wait-free. A thread owns a *shard*: a flat range of 64-bit cells that it
/// alone writes and that anyone may read, and a ring of events. A metric owns a *slot*, the same
/// range of indices in every shard. The first record of a metric or of a thread takes the cold path
/// through `hooks`; growth never moves a cell, because a shard's whole range of addresses is
/// reserved when it starts and its pages appear when they are touched.
template <class Sync>
using cell = typename Sync::template atomic<std::uint64_t>;

template <class Sync>
struct ENGRAM_API shard;

/// Where a thread stands with the store.
enum class thread_state : std::uint32_t {
  fresh,   ///< has no shard yet
  live,    ///< owns a shard
  exited,  ///< gave its shard back; later records go to the shared late cells
};

/// All that a hot path needs to know of its thread: 24 bytes of thread-local storage.
/// Invariant: `capacity` is 0 unless `state` is live; then `cells[0, capacity)` are this thread's.
template <class Sync>
struct ENGRAM_API thread_words {
  cell<Sync>* cells = nullptr;
  std::uint32_t capacity = 0;
  thread_state state = thread_state::fresh;
  shard<Sync>* self = nullptr;
};

template <class Sync>
[[gnu::always_inline]] inline thread_words<Sync>& this_thread() noexcept {
  return Sync::template per_thread<thread_words<Sync>>::get();
}

/// A slot before its metric registered. Beyond every capacity, so that the hot path's bounds check
/// answers for an unregistered metric and for a fresh thread alike; with any label added it neither
/// wraps nor comes into range.
inline constexpr std::uint32_t unregistered_slot = 0x8000'0000;

/// A gate before its event type registered. Not zero: zero is "off", which is tested for first.
inline constexpr std::uint32_t unregistered_gate = 0xffff'ffff;

template <class Sync>
using slot_word = typename Sync::template atomic<std::uint32_t>;

/// What decides about a record before it is built.
template <class Sync>
struct event_gate {
  /// 0 off; `unregistered_gate`; else the type's accounting slot << 8 | its id.
  slot_word<Sync> word{unregistered_gate};
  typename Sync::template atomic<float> min_strength{-std::numeric_limits<float>::infinity()};
};

template <class Sync>
class series_table;
class label_set_key;
struct family_limits;

/// What the collector installs under the core. A core under which nothing is installed is inert:
/// its calls take the cold path and return (about 4 ns). Every function may be called by any thread
/// at any time, never blocks for long, and never throws.
template <class Sync>
struct ENGRAM_API hooks {
  /// Gives the metric its cells, if it has none, and publishes them through `slot`.
  void (*register_metric)(const metric_descriptor&, slot_word<Sync>& slot) noexcept;
  /// Makes a gauge's own cells, `series` of them, visible to scrapes.
  void (*register_gauge)(const metric_descriptor&, const cell<Sync>* cells,
                         slot_word<Sync>& slot) noexcept;
  /// Gives a metric with string labels its table, if it has none, and publishes it.
  void (*register_family)(const metric_descriptor&, const family_limits&,
                          typename Sync::template atomic<series_table<Sync>*>& table) noexcept;
  /// Gives a label set its place in the table; the overflow's when there is no room.
  std::uint32_t (*resolve_label_set)(series_table<Sync>&, const label_set_key&) noexcept;
  /// Whether a set is in this life, or was until it expired and is again.
  bool (*revive_label_set)(series_table<Sync>&, std::uint32_t set, std::uint32_t life) noexcept;
  void (*register_event)(const event_descriptor&, event_gate<Sync>&) noexcept;
  void (*register_operation)(const operation_descriptor&, event_gate<Sync>&) noexcept;
  /// Gives a fresh thread its shard.
  void (*attach_thread)(thread_words<Sync>&) noexcept;
  /// Gives the calling thread's shard a ring, budget permitting: threads that emit nothing need
  /// none.
  void (*provide_ring)(shard<Sync>&) noexcept;
  /// Cells that all threads share, for records of threads that have exited or got no shard.
  cell<Sync>* (*late_cells)() noexcept;
};

template <class Sync>
using hooks_word = typename Sync::template atomic<const hooks<Sync>*>;

/// The hooks that are installed, or nullptr.
template <class Sync>
[[gnu::always_inline]] inline const hooks<Sync>* installed_hooks() noexcept {
  // acquire, with install_hooks's release: the choice of the clock is seen, which was made before.
  return Sync::template per_process<hooks_word<Sync>>::get().load(ENGRAM_MO(hooks_load, acquire));
}

template <class Sync>
inline void install_hooks(const hooks<Sync>* table) noexcept {
  // release: pairs with installed_hooks's acquire.
  Sync::template per_process<hooks_word<Sync>>::get().store(table, ENGRAM_MO(hooks_store, release));
}

/// A place to record at: the caller's own cells, or cells it shares with other threads.
template <class Sync>
struct reached {
  cell<Sync>* cells = nullptr;  ///< nullptr: record nothing
  bool shared = false;
};

/// Attaches the calling thread if it is fresh, and says where it may record.
template <class Sync>
reached<Sync> reach_thread(const hooks<Sync>& table) noexcept {
  auto& words = this_thread<Sync>();
  if (words.state == thread_state::fresh) table.attach_thread(words);
  if (words.state == thread_state::live) return {words.cells, false};
  return {table.late_cells(), true};
}

/// The cold path of every record call: registers the metric, attaches the thread.
/// Returns the metric's first cell, or nothing when the core is inert or the metric was refused.
template <class Sync>
[[gnu::cold, gnu::noinline]] reached<Sync> reach(const metric_descriptor& metric,
                                                 slot_word<Sync>& slot) noexcept {
  const hooks<Sync>* table = installed_hooks<Sync>();
  if (table == nullptr) return {};
  table->register_metric(metric, slot);
  // relaxed: a slot is a number; the cells it names are zero or this thread's own.
  const std::uint32_t index = slot.load(ENGRAM_MO(slot_reload, relaxed));
  if (index == unregistered_slot) return {};
  auto place = reach_thread<Sync>(*table);
  if (place.cells != nullptr) place.cells += index;
  return place;
}

/// Adds to a cell that other threads may be adding to.
template <class Sync>
inline void add_shared(cell<Sync>& to, std::uint64_t n) noexcept {
  to.fetch_add(n, ENGRAM_MO(late_add, relaxed));  // relaxed: a sum orders nothing
}

template <class Sync>
inline void add_reached(reached<Sync> place, std::uint32_t index, std::uint64_t n) noexcept {
  if (place.cells == nullptr) return;
  place.shared ? add_shared<Sync>(place.cells[index], n) : Sync::add_own(place.cells[index], n);
}

}  // namespace detail
}  // namespace engram::inline v0
