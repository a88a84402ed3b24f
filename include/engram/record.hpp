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
/// Identity: offered = filtered + sampled_out + dropped (each reason) + drained + still in the ring.
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
constexpr std::uint64_t end_tail(std::uint32_t space, std::uint32_t events,
                                 std::uint32_t lost) noexcept {
  constexpr std::uint32_t most = 0xffff;
  return space | std::uint64_t{std::min(events, most)} << 32 |
         std::uint64_t{std::min(lost, most)} << 48;
}

/// An operation while it is open. Lives on the stack of its thread.
template <class Sync>
struct open_operation {
  ticks begin = 0;
  std::uint64_t id = 0;
  open_operation* outer = nullptr;
  cell<Sync>* account = nullptr;
  std::uint32_t space = 0;
  std::uint32_t events = 0;
  std::uint32_t lost = 0;
  std::uint16_t kind = 0;
  bool muted = false;

  std::uint32_t tag() const noexcept { return static_cast<std::uint32_t>(id); }
};

/// A thread's own part of the store. Never freed: a thread that ends leaves it, values kept, to the
/// next that starts.
template <class Sync>
struct shard {
  /// Owner: its events; consumer: the collector.
  ring<Sync> events;
  /// Owner: the innermost open operation, or nullptr.
  open_operation<Sync>* current = nullptr;
  /// Owner: operations started here; the serial of the last.
  std::uint64_t operations = 0;
  /// Fixed when the shard is made.
  std::uint32_t id = 0;
  cell<Sync>* cells = nullptr;
  shard* next = nullptr;
  /// Owner: a ring was asked for and refused.
  bool ring_refused = false;
  /// Whether a thread owns it. Its owner's last store before it exits; whoever sees it false sees all
  /// that the owner recorded.
  typename Sync::template atomic<bool> owned{true};
  /// The free list's link, under the store's lock.
  shard* next_free = nullptr;

  /// Shard in the upper 24 bits, serial in the lower 40.
  std::uint64_t next_operation_id() noexcept {
    ++operations;
    return std::uint64_t{id} << 40 | (operations & 0xff'ffff'ffff);
  }
};

template <class Sync>
[[gnu::always_inline]] inline void count_offered(cell<Sync>* account, std::uint64_t n) noexcept {
  Sync::add_own(account[account_cells::offered], n);
}

template <class Sync>
[[gnu::cold, gnu::noinline]] typename ring<Sync>::slot* reserve_first_slot(
    shard<Sync>& self, std::uint64_t more) noexcept {
  if (self.events.capacity() != 0 || self.ring_refused) return nullptr;
  const auto* table = installed_hooks<Sync>();
  if (table == nullptr) return nullptr;
  table->provide_ring(self);
  return self.events.reserve(more);
}

/// The next slot of the caller's ring, with room for `more` beyond it; nullptr when the ring is full or
/// the budget for rings is spent. The first call of a thread gets it its ring.
template <class Sync>
[[gnu::always_inline]] inline typename ring<Sync>::slot* reserve_slot(
    shard<Sync>& self, std::uint64_t more = 0) noexcept {
  auto* slot = self.events.reserve(more);
  return slot != nullptr ? slot : reserve_first_slot(self, more);
}

template <class Sync>
[[gnu::cold, gnu::noinline]] void count_drop(shard<Sync>& self, cell<Sync>* account, bool muted,
                                             std::uint64_t n) noexcept {
  const auto reason = muted                         ? account_cells::dropped_muted
                      : self.events.capacity() == 0 ? account_cells::dropped_no_ring
                                                    : account_cells::dropped_full;
  Sync::add_own(account[reason], n);
  if (self.current != nullptr) ++self.current->lost;
}

/// Registers the type, attaches the thread. Returns the gate to go on with, or 0: the record is counted
/// as dropped where a thread that has exited offered it, and ignored where nothing is installed.
template <class Sync, class Enrol>
[[gnu::cold, gnu::noinline]] std::uint32_t reach_account_slow(std::uint32_t gate, std::uint32_t records,
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

/// Finds the caller's accounting cells of a type for `records` records. `enrol` registers the type and
/// returns its gate. One compare answers for an unregistered type and for a fresh thread alike.
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
