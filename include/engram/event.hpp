// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/clock.hpp>
#include <engram/mode.hpp>
#include <engram/record.hpp>
#include <engram/schema.hpp>
#include <engram/shard.hpp>

#include <bit>
#include <concepts>
#include <cstdint>
#include <type_traits>

namespace engram::inline v0 {
namespace detail {

/// An event type at run time: its gate, and how to register it.
template <class Sync>
struct event_type {
  event_gate<Sync> gate{};
  event_descriptor (*describe)() noexcept = nullptr;
};

template <enabled_mode Mode, described_event Event>
struct [[gnu::abi_tag("engram_on")]] event_type_of : event_type<typename Mode::sync> {
  constexpr event_type_of() noexcept {
    this->describe = []() noexcept { return schema<Event>.descriptor(); };
  }
};

/// The run-time part of an event type: one for each type and mode in the process.
template <enabled_mode Mode, described_event Event>
[[gnu::always_inline]] inline event_type<typename Mode::sync>& type_of_event() noexcept {
  return Mode::sync::template per_process<event_type_of<Mode, Event>>::get();
}

template <class Sync>
[[gnu::always_inline]] inline account_place<Sync> reach_event(std::uint32_t gate,
                                                              event_type<Sync>& type) noexcept {
  return reach_account<Sync>(gate, 1, [&](const auto& table) {
    table.register_event(type.describe(), type.gate);
    return type.gate.word.load(ENGRAM_MO(event_gate_reload, relaxed));
  });
}

/// The event's strength is below its type's threshold.
template <class Sync>
[[gnu::noinline]] void count_filtered(std::uint32_t gate, event_type<Sync>& type) noexcept {
  const auto place = reach_event(gate, type);
  if (place.account == nullptr) return;
  Sync::add_own(place.account[account_cells::offered], 1);
  Sync::add_own(place.account[account_cells::filtered], 1);
}

/// Whether an event is below its type's threshold: one that was packed before its type registered,
/// and so before there was a threshold to compare with.
template <class Sync>
bool is_weak_packed(event_type<Sync>& type, const slot_image& words) noexcept {
  const auto row = type.describe();
  if (row.strength >= row.fields.size()) return false;
  const auto offset = row.fields[row.strength].offset;
  const auto bits = static_cast<std::uint32_t>(words[offset / 8] >> (offset % 8 * 8));
  // relaxed: a threshold that moves may catch this event or the next.
  return std::bit_cast<float>(bits) <
         type.gate.min_strength.load(ENGRAM_MO(first_strength, relaxed));
}

/// What `put_event` does when the type is not registered, the thread has no shard or no ring, or
/// ticks are not the processor's own.
template <class Sync>
[[gnu::cold, gnu::noinline]] void put_event_slow(std::uint32_t gate, event_type<Sync>& type,
                                                 std::uint64_t a, std::uint64_t b, std::uint64_t c,
                                                 std::uint64_t d) noexcept {
  const auto place = reach_event(gate, type);
  if (place.account == nullptr) return;
  auto& self = *place.self;
  if (gate == unregistered_gate && is_weak_packed<Sync>(type, {a, b, c, d})) {
    Sync::add_own(place.account[account_cells::offered], 1);
    Sync::add_own(place.account[account_cells::filtered], 1);
    return;
  }
  if (self.current != nullptr && self.tag() == 0) {
    return count_drop<Sync>(self, place.account, account_cells::dropped_muted, 1);
  }
  if (!self.events.has_room(self.events.position()) && !provide_ring(self)) {
    return count_drop<Sync>(self, place.account, drop_reason(self), 1);
  }
  Sync::add_own(place.account[account_cells::offered], 1);
  const auto at = self.events.position();
  if (self.current != nullptr) {
    self.events.reserve(at).write(a | place.id | std::uint64_t{self.tag()} << 32, b, c, d);
  } else {
    const ticks now = read_ticks();
    self.events.reserve(at).write(a | place.id | alone_bit | now << 32, b | now >> 32, c, d);
  }
  self.events.commit(at);
}

template <class Sync>
void put_event(std::uint32_t gate, event_type<Sync>& type, std::uint64_t a, std::uint64_t b,
               std::uint64_t c, std::uint64_t d) noexcept;

/// Counts an event of an open operation, which may be muted, as dropped.
template <class Sync>
[[gnu::noinline]] void drop_inside(const shard<Sync>& self, cell<Sync>* account) noexcept {
  count_drop<Sync>(self, account,
                   self.tag() == 0 ? account_cells::dropped_muted : account_cells::dropped_full, 1);
}

/// An event that finds no room where the producer last saw some: a look at the consumer decides.
template <class Sync>
[[gnu::noinline]] void put_event_full(std::uint32_t gate, event_type<Sync>& type, std::uint64_t a,
                                      std::uint64_t b, std::uint64_t c, std::uint64_t d) noexcept {
  auto& words = this_thread<Sync>();
  auto& self = *words.self;
  if (self.events.find_room(self.events.position())) [[unlikely]]
    return put_event(gate, type, a, b, c, d);
  if (self.events.capacity() == 0) [[unlikely]]
    return put_event_slow(gate, type, a, b, c, d);
  auto* account = words.cells + (gate >> 8);
  if (self.current != nullptr) [[unlikely]]
    return drop_inside(self, account);
  Sync::add_own(account[account_cells::offered], 1);
  Sync::add_own(account[account_cells::dropped_full], 1);
}

/// An event outside operations, with a time of its own, or in a muted one. There is room for it.
template <class Sync>
[[gnu::noinline, gnu::hot]] void put_event_outside(std::uint32_t gate, event_type<Sync>& type,
                                                   std::uint64_t a, std::uint64_t b,
                                                   std::uint64_t c, std::uint64_t d) noexcept {
  auto& words = this_thread<Sync>();
  auto& self = *words.self;
  if (self.current != nullptr || !has_fast_ticks()) [[unlikely]] {
    return put_event_slow(gate, type, a, b, c, d);
  }
  const auto at = self.events.position();
  self.events.fetch_ahead(at);
  Sync::add_own(words.cells[gate >> 8], 1);
  const ticks now = read_fast_ticks();
  self.events.reserve(at).write(a | (gate & 0xff) | alone_bit | now << 32, b | now >> 32, c, d);
  self.events.commit(at);
}

/// The event in words: where the typed calls of all event types meet. One copy in a program, so
/// that a call site stays small. All that is rare leaves by a tail call, so that nothing is saved
/// on the way.
template <class Sync>
[[gnu::noinline, gnu::hot]] void put_event(std::uint32_t gate, event_type<Sync>& type,
                                           std::uint64_t a, std::uint64_t b, std::uint64_t c,
                                           std::uint64_t d) noexcept {
  static_assert(account_cells::offered == 0);
  auto& words = this_thread<Sync>();
  if ((gate >> 8) >= words.capacity) [[unlikely]] {
    return put_event_slow(gate, type, a, b, c, d);
  }
  auto& self = *words.self;
  const auto at = self.events.position();
  if (!self.events.knows_room(at)) [[unlikely]]
    return put_event_full(gate, type, a, b, c, d);
  const std::uint32_t tag = self.tag();
  if (tag == 0) return put_event_outside(gate, type, a, b, c, d);
  self.events.fetch_ahead(at);
  Sync::add_own(words.cells[gate >> 8], 1);
  self.events.reserve(at).write(a | (gate & 0xff) | std::uint64_t{tag} << 32, b, c, d);
  self.events.commit(at);
}

template <described_event Event, class Sync>
[[gnu::always_inline]] inline bool is_weak(const Event& event, event_gate<Sync>& gate) noexcept {
  if constexpr (schema<Event>.has_strength()) {
    // relaxed: a threshold that moves may catch this event or the next.
    return schema<Event>.strength_of(event, schema<Event>.strength()) <
           gate.min_strength.load(ENGRAM_MO(min_strength, relaxed));
  }
  return false;
}

template <class Mode, described_event Event>
[[gnu::always_inline]] inline void emit_on(std::uint32_t gate, const Event& event) noexcept {
  auto& type = type_of_event<Mode, Event>();
  if (is_weak(event, type.gate)) [[unlikely]] {
    count_filtered(gate, type);
    return;
  }
  const auto words = payload(event);
  put_event(gate, type, words[0], words[1], words[2], words[3]);
}

}  // namespace detail

/// Emits an event: into the calling thread's ring, under the innermost open operation if there is
/// one, else with a time of its own. Wait-free; the first of a thread, and of a
/// type, takes a lock and allocates; a full ring refuses the event and counts it. Off, it costs one
/// load and a predicted branch. Thread-safe. The event type needs a `schema`.
template <class Mode = default_mode, described_event Event>
[[gnu::always_inline]] inline void emit([[maybe_unused]] const Event& event) noexcept {
  if constexpr (Mode::enabled) {
    // relaxed: an event emitted while the gate moves may go either way.
    const auto gate =
        detail::type_of_event<Mode, Event>().gate.word.load(ENGRAM_MO(event_gate, relaxed));
    if (gate == 0) [[likely]]
      return;
    detail::emit_on<Mode>(gate, event);
  }
}

/// Emits what `build()` returns, calling it only when the event's type is on: for events that are
/// costly to build. Takes `build` by value: by reference, a closure that is compiled out would
/// still change the registers that Clang gives to a loop around it.
template <class Mode = default_mode, std::invocable Build>
  requires described_event<std::invoke_result_t<Build>>
[[gnu::always_inline]] inline void emit([[maybe_unused]] Build build) noexcept {
  if constexpr (Mode::enabled) {
    using event = std::invoke_result_t<Build>;
    const auto gate =
        detail::type_of_event<Mode, event>().gate.word.load(ENGRAM_MO(event_gate_lazy, relaxed));
    if (gate == 0) [[likely]]
      return;
    detail::emit_on<Mode>(gate, build());
  }
}

}  // namespace engram::inline v0
