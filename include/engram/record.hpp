// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/clock.hpp>
#include <engram/ring.hpp>
#include <engram/shard.hpp>

#include <algorithm>
#include <cstdint>

namespace engram::inline v0::detail {

/// What happened to the records of one type, on one thread: eight cells of the thread's shard.
/// Identity: offered = filtered + sampled_out + dropped (each reason) + drained + still in the
/// ring.
struct account_cells {
  static constexpr std::uint32_t offered = 0;
  static constexpr std::uint32_t filtered = 1;
  static constexpr std::uint32_t sampled_out = 2;
  static constexpr std::uint32_t dropped_full = 3;     ///< the ring was full
  static constexpr std::uint32_t dropped_muted = 4;    ///< its operation had found the ring full
  static constexpr std::uint32_t dropped_no_ring = 5;  ///< the thread has no ring
  static constexpr std::uint32_t count = 8;
};

/// Type ids below this one are events; the rest are records of the stream itself.
inline constexpr std::uint32_t first_reserved_type = 0x7a;
inline constexpr std::uint64_t record_begin = 0x7c;
inline constexpr std::uint64_t record_end = 0x7d;
/// Set in the first byte of an event that belongs to no operation.
inline constexpr std::uint64_t alone_bit = 0x80;

constexpr std::uint64_t begin_head(std::uint16_t kind, std::uint32_t space) noexcept {
  return record_begin | std::uint64_t{kind} << 16 | std::uint64_t{space} << 32;
}
constexpr std::uint64_t end_head(std::uint16_t kind, std::uint32_t tag) noexcept {
  return record_end | std::uint64_t{kind} << 16 | std::uint64_t{tag} << 32;
}
constexpr std::uint64_t end_tail(std::uint32_t space, std::uint64_t events,
                                 std::uint64_t lost) noexcept {
  constexpr std::uint64_t most = 0xffff;
  return space | std::min(events, most) << 32 | std::min(lost, most) << 48;
}

/// An operation while it is open. Lives on the stack of its thread; filled when it begins, so that
/// an operation that is off writes nothing.
template <class Sync>
struct open_operation {
  ticks begin;
  std::uint64_t id;  ///< 0: muted, its own events are dropped
  open_operation* outer;
  std::uint64_t head;      ///< the first word of its begin
  std::uint64_t position;  ///< of its first event in the ring
  std::uint32_t nested;    ///< records of operations inside it
  std::uint32_t lost;      ///< drops directly inside it; stays at 65,535

  std::uint16_t kind() const noexcept { return static_cast<std::uint16_t>(head >> 16); }
  std::uint32_t space() const noexcept { return static_cast<std::uint32_t>(head >> 32); }
  std::uint32_t tag() const noexcept { return static_cast<std::uint32_t>(id); }
};

/// A thread's own part of the store. Never freed: a thread that ends leaves it, values kept, to the
/// next that starts.
template <class Sync>
struct shard {
  /// Owner: the innermost open operation, or nullptr, and its id; 0 outside operations and in muted
  /// ones.
  open_operation<Sync>* current = nullptr;
  std::uint64_t operation = 0;
  /// Owner: its events; consumer: the collector.
  ring<Sync> events;
  /// Owner: the serial of the last operation started here, in the upper 40 bits, which wrap.
  std::uint64_t operations = ~std::uint64_t{0} << 24;
  /// Fixed when the shard is made.
  std::uint32_t id = 0;
  std::uint32_t node = 0;  ///< index of the memory node that it lies on
  cell<Sync>* cells = nullptr;
  shard* next = nullptr;
  /// A ring was asked for and refused, until a collector starts that has room for it.
  typename Sync::template atomic<bool> ring_refused{false};
  /// The free list's link, under the store's lock.
  shard* next_free = nullptr;

  /// Owner: makes an operation, or none, the innermost.
  void set_current(open_operation<Sync>* innermost) noexcept {
    current = innermost;
    operation = innermost == nullptr ? 0 : innermost->id;
  }
  /// Owner: the tag of the innermost operation, 0 as its id is.
  std::uint32_t tag() const noexcept { return static_cast<std::uint32_t>(operation); }
  /// Shard in the upper 24 bits, serial in the lower 40. Serials are odd, so that the low half of
  /// an id is never 0; they come back after 2^39 operations of a thread.
  [[gnu::always_inline]] std::uint64_t next_operation_id() noexcept {
    operations += std::uint64_t{2} << 24;
    return std::uint64_t{id} << 40 | operations >> 24;
  }
};

/// Gets the calling thread its ring, at its first event. False when the budget for rings is spent.
template <class Sync>
[[gnu::cold, gnu::noinline]] bool provide_ring(shard<Sync>& self) noexcept {
  // relaxed: a hint that saves a lock; the store decides.
  const bool refused = self.ring_refused.load(ENGRAM_MO(ring_refused_load, relaxed));
  if (self.events.capacity() != 0 || refused) return false;
  const auto* table = installed_hooks<Sync>();
  if (table == nullptr) return false;
  table->provide_ring(self);
  return self.events.capacity() != 0;
}

/// Counts `n` records of a type as offered and dropped, for a reason of `account_cells`.
template <class Sync>
[[gnu::always_inline]] inline void count_drop(const shard<Sync>& self, cell<Sync>* account,
                                              std::uint32_t reason, std::uint64_t n) noexcept {
  Sync::add_own(account[account_cells::offered], n);
  Sync::add_own(account[reason], n);
  if (self.current != nullptr && self.current->lost != 0xffff) ++self.current->lost;
}

/// Why a record finds no room.
template <class Sync>
inline std::uint32_t drop_reason(const shard<Sync>& self) noexcept {
  return self.events.capacity() == 0 ? account_cells::dropped_no_ring : account_cells::dropped_full;
}

/// Registers the type, attaches the thread. Returns the gate to go on with, or 0: the record is
/// counted as dropped where a thread that has exited offered it, and ignored where nothing is
/// installed.
template <class Sync, class Enrol>
[[gnu::cold, gnu::noinline]] std::uint32_t reach_account_slow(std::uint32_t gate,
                                                              std::uint32_t records,
                                                              Enrol enrol) noexcept {
  const auto* table = installed_hooks<Sync>();
  if (table == nullptr) return 0;
  if (gate == unregistered_gate) gate = enrol(*table);
  if (gate == 0 || gate == unregistered_gate) return 0;
  const auto place = reach_thread<Sync>(*table);
  if (place.cells == nullptr) return 0;
  if (!place.shared) return gate;
  auto* account = place.cells + (gate >> 8);
  add_shared<Sync>(account[account_cells::offered], records);
  add_shared<Sync>(account[account_cells::dropped_no_ring], records);
  return 0;
}

/// Where records of one type are accounted for and go to.
template <class Sync>
struct account_place {
  cell<Sync>* account;  ///< nullptr: nothing more to do
  shard<Sync>* self;
  std::uint32_t id;
};

/// Finds the caller's accounting cells of a type for `records` records. `enrol` registers the type
/// and returns its gate. One compare answers for an unregistered type and for a fresh thread alike.
template <class Sync, class Enrol>
[[gnu::always_inline]] inline account_place<Sync> reach_account(std::uint32_t gate,
                                                                std::uint32_t records,
                                                                Enrol enrol) noexcept {
  auto& words = this_thread<Sync>();
  if ((gate >> 8) >= words.capacity) [[unlikely]] {
    gate = reach_account_slow<Sync>(gate, records, enrol);
    if (gate == 0) return {nullptr, nullptr, 0};
  }
  return {words.cells + (gate >> 8), words.self, gate & 0xff};
}

}  // namespace engram::inline v0::detail
