// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/clock.hpp>
#include <engram/mode.hpp>
#include <engram/record.hpp>
#include <engram/schema.hpp>
#include <engram/shard.hpp>

#include <cstdint>

namespace engram::inline v0 {

/// What an operation kind is called and means.
struct operation_kind_options {
  dotted_name name;
  std::string_view help{};
};

/// A kind of operation: a recall, a query. Declare it `inline constinit`; it registers itself at
/// its first use.
template <class Mode>
class basic_operation_kind {
 public:
  static constexpr bool enabled = true;
  using sync = typename Mode::sync;
  template <class M>
  using with_mode = basic_operation_kind<M>;

  constexpr explicit basic_operation_kind(operation_kind_options options) noexcept
      : options_(options) {}
  basic_operation_kind(const basic_operation_kind&) = delete;
  basic_operation_kind& operator=(const basic_operation_kind&) = delete;

  constexpr operation_descriptor descriptor() const noexcept {
    return {options_.name, options_.help};
  }
  detail::event_gate<sync>& gate() const noexcept { return gate_; }

 private:
  mutable detail::event_gate<sync> gate_;
  operation_kind_options options_;
};
template <disabled_mode Mode>
class basic_operation_kind<Mode> {
 public:
  static constexpr bool enabled = false;
  template <class M>
  using with_mode = basic_operation_kind<M>;
  constexpr explicit basic_operation_kind(operation_kind_options) noexcept {}
};

/// What an operation works on: the memory space (tenant) and the thing it starts from.
struct operation_options {
  std::uint32_t space = 0;
  std::uint64_t subject = 0;
};

/// One piece of work with a beginning and an end, to which the events emitted meanwhile on the same
/// thread belong. Construct it on the stack; its scope is the operation.
///
/// It reads the clock once for all its events, gives them its id, and leaves a begin and an end
/// record. A begin reserves the slot of its end: no loss splits the pair. Where the ring has no
/// room for both, the operation is muted, and it and all events inside are counted as dropped.
/// Operations nest; the innermost one owns an event. Destroy it on the thread that constructed it.
/// Wait-free. Cost: two clock readings and two slots; off, one load and a predicted branch.
template <class Mode>
class [[nodiscard]] basic_operation {
 public:
  using sync = typename Mode::sync;

  [[gnu::always_inline]] explicit basic_operation(const basic_operation_kind<Mode>& kind,
                                                  operation_options options = {}) noexcept {
    // relaxed: an operation that starts while the gate moves may go either way.
    const std::uint32_t gate = kind.gate().word.load(ENGRAM_MO(operation_gate, relaxed));
    if (gate == 0) [[likely]]
      return;
    self_ = begin(open_, kind, gate, options);
  }
  [[gnu::always_inline]] ~basic_operation() {
    if (self_ == nullptr) [[likely]]
      return;
    end(*self_, open_);
  }
  basic_operation(const basic_operation&) = delete;
  basic_operation& operator=(const basic_operation&) = delete;

  /// The operation's id, or 0 when it is off or muted: shard in the upper 24 bits, serial below.
  std::uint64_t id() const noexcept { return self_ == nullptr ? 0 : open_.id; }

 private:
  using shard = detail::shard<sync>;
  using open_operation = detail::open_operation<sync>;

  using kind_type = basic_operation_kind<Mode>;
  using at = detail::account_cells;
  static_assert(at::offered == 0);

  // Static, so that `self_` never leaves its register: an operation that is off touches no memory.
  [[gnu::noinline, gnu::hot]] static shard* begin(open_operation& open, const kind_type& kind,
                                                  std::uint32_t gate,
                                                  operation_options options) noexcept {
    auto& words = detail::this_thread<sync>();
    if ((gate >> 8) >= words.capacity || !detail::has_fast_ticks()) [[unlikely]] {
      return begin_slow(open, kind, gate, options);
    }
    auto& self = *words.self;
    const auto position = self.events.position();
    if (!self.events.knows_room(position, 1)) [[unlikely]] {
      return begin_slow(open, kind, gate, options);
    }
    sync::add_own(words.cells[gate >> 8], 2);
    const std::uint64_t id = self.next_operation_id();
    const std::uint64_t head = begin_head(gate, options);
    enter(open, self, id, head);
    write_begin(open, self, position, {head, detail::read_fast_ticks(), id, options.subject});
    return &self;
  }

  /// Registers the kind, attaches the thread, gets it a ring; mutes an operation that finds no
  /// room.
  [[gnu::cold, gnu::noinline]] static shard* begin_slow(open_operation& open, const kind_type& kind,
                                                        std::uint32_t gate,
                                                        operation_options options) noexcept {
    const auto place = detail::reach_account<sync>(gate, 2, [&](const auto& table) {
      table.register_operation(kind.descriptor(), kind.gate());
      return kind.gate().word.load(ENGRAM_MO(operation_gate_reload, relaxed));
    });
    if (place.account == nullptr) return nullptr;
    auto& self = *place.self;
    const std::uint64_t id = self.next_operation_id();
    const std::uint64_t head = begin_head(place.id, options);
    if (!self.events.has_room(self.events.position(), 1) && !detail::provide_ring(self)) {
      detail::count_drop<sync>(self, place.account, detail::drop_reason(self), 2);
      enter(open, self, muted, head);
      return &self;
    }
    sync::add_own(place.account[at::offered], 2);
    enter(open, self, id, head);
    write_begin(open, self, self.events.position(), {head, read_ticks(), id, options.subject});
    return &self;
  }

  static constexpr std::uint64_t muted = 0;

  [[gnu::always_inline]] static std::uint64_t begin_head(
      std::uint32_t gate, const operation_options& options) noexcept {
    return detail::begin_head(static_cast<std::uint16_t>(gate & 0xff), options.space);
  }
  /// Makes an operation the innermost.
  [[gnu::always_inline]] static void enter(open_operation& open, shard& self, std::uint64_t id,
                                           std::uint64_t head) noexcept {
    open.id = id;
    open.outer = self.current;
    open.head = head;
    open.nested = 0;
    open.lost = 0;
    self.current = &open;
    self.operation = id;
  }
  [[gnu::always_inline]] static void write_begin(open_operation& open, shard& self,
                                                 std::uint64_t position,
                                                 const slot_image& words) noexcept {
    open.begin = words[1];
    open.position = position + 1;
    self.events.reserve(position).write(words[0], words[1], words[2], words[3]);
    self.events.commit(position);
    self.events.keep();
  }

  [[gnu::noinline, gnu::hot]] static void end(shard& self, const open_operation& open) noexcept {
    if (open.id == muted || !detail::has_fast_ticks()) [[unlikely]]
      return end_slow(self, open);
    write_end(self, open, detail::read_fast_ticks());
  }
  [[gnu::cold, gnu::noinline]] static void end_slow(shard& self,
                                                    const open_operation& open) noexcept {
    if (open.id != muted) return write_end(self, open, read_ticks());
    // What ran inside a muted operation may have been recorded, and is not the outer one's own.
    leave(self, open.outer, open.nested);
  }
  [[gnu::always_inline]] static void write_end(shard& self, const open_operation& open,
                                               ticks now) noexcept {
    self.events.unkeep();
    const auto position = self.events.position();  // kept at the beginning: there is room
    const std::uint64_t inside = position - open.position;
    self.events.reserve(position).write(detail::end_head(open.kind(), open.tag()), now, open.begin,
                                        detail::end_tail(open.space(), inside - open.nested,
                                                         static_cast<std::uint16_t>(open.lost)));
    self.events.commit(position);
    leave(self, open.outer, inside + 2);
  }
  /// Makes the outer operation the innermost again, and tells it what was recorded meanwhile.
  [[gnu::always_inline]] static void leave(shard& self, open_operation* outer,
                                           std::uint64_t records) noexcept {
    self.set_current(outer);
    if (outer != nullptr) outer->nested += static_cast<std::uint32_t>(records);
  }

  shard* self_ = nullptr;
  open_operation open_;  // NOLINT(cppcoreguidelines-pro-type-member-init): begin fills it
};

/// An operation that is compiled out: no state, no destructor. Its constructors take references:
/// for one that takes the options by value, Clang numbers the registers of a loop around it
/// otherwise.
template <disabled_mode Mode>
class [[maybe_unused]] basic_operation<Mode> {
 public:
  constexpr explicit basic_operation(const basic_operation_kind<Mode>&) noexcept {}
  constexpr explicit basic_operation(const basic_operation_kind<Mode>&,
                                     const operation_options&) noexcept {}
  constexpr std::uint64_t id() const noexcept { return 0; }
};

using operation_kind = basic_operation_kind<default_mode>;
using operation = basic_operation<default_mode>;

}  // namespace engram::inline v0
