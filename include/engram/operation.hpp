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

/// A kind of operation: a recall, a query. Declare it `inline constinit`; it registers itself at its
/// first use.
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
/// record. A begin reserves the slot of its end: no loss splits the pair. Where the ring has no room
/// for both, the operation is muted, and it and all events inside are counted as dropped. Operations
/// nest; the innermost one owns an event. Destroy it on the thread that constructed it.
/// Wait-free. Cost: two clock readings and two slots; off, one load and a predicted branch.
template <class Mode>
class [[nodiscard]] basic_operation {
 public:
  using sync = typename Mode::sync;

  [[gnu::always_inline]] explicit basic_operation(const basic_operation_kind<Mode>& kind,
                                                  operation_options options = {}) noexcept {
    // relaxed: an operation that starts while the gate moves may go either way.
    const std::uint32_t gate = kind.gate().word.load(ENGRAM_MO(operation_gate, relaxed));
    if (gate == 0) [[likely]] return;
    self_ = begin(open_, kind, gate, options);
  }
  [[gnu::always_inline]] ~basic_operation() {
    if (self_ == nullptr) [[likely]] return;
    end(*self_, open_);
  }
  basic_operation(const basic_operation&) = delete;
  basic_operation& operator=(const basic_operation&) = delete;

  /// The operation's id, or 0 when it is off: shard in the upper 24 bits, serial below.
  std::uint64_t id() const noexcept { return self_ == nullptr ? 0 : open_.id; }

 private:
  using shard = detail::shard<sync>;
  using open_operation = detail::open_operation<sync>;

  // Static, so that `self_` never leaves its register: an operation that is off touches no memory.
  [[gnu::noinline]] static shard* begin(open_operation& open,
                                        const basic_operation_kind<Mode>& kind, std::uint32_t gate,
                                        operation_options options) noexcept {
    const auto place = detail::reach_account<sync>(gate, 2, [&](const auto& table) {
      table.register_operation(kind.descriptor(), kind.gate());
      return kind.gate().word.load(ENGRAM_MO(operation_gate_reload, relaxed));
    });
    if (place.account == nullptr) return nullptr;
    auto& self = *place.self;
    open.outer = self.current;
    open.account = place.account;
    open.id = self.next_operation_id();
    open.tag = static_cast<std::uint32_t>(open.id);
    open.space = options.space;
    open.lost = 0;
    open.nested = 0;
    open.kind = static_cast<std::uint16_t>(place.id);
    write_begin(self, open, options.subject);
    self.set_current(&open);
    return &self;
  }
  [[gnu::always_inline]] static void write_begin(shard& self, open_operation& open,
                                                 std::uint64_t subject) noexcept {
    const auto at = self.events.position();
    if (!self.events.has_room(at, 1) && !(detail::provide_ring(self))) {
      open.tag = 0;
      detail::count_drop<sync>(self, open.account, detail::drop_reason(self), 2);
      return;
    }
    sync::add_own(open.account[detail::account_cells::offered], 2);
    open.begin = read_ticks();
    self.events.reserve(at).write(detail::begin_head(open.kind, open.space), open.begin, open.id,
                                  subject);
    self.events.commit(at);
    self.events.keep();
    open.position = at + 1;
  }
  [[gnu::noinline]] static void end(shard& self, const open_operation& open) noexcept {
    self.set_current(open.outer);
    if (open.tag == 0) return;
    self.events.unkeep();
    const auto at = self.events.position();  // kept at the beginning: there is room
    const std::uint64_t inside = at - open.position;
    if (open.outer != nullptr) open.outer->nested += static_cast<std::uint32_t>(inside + 2);
    self.events.reserve(at).write(detail::end_head(open.kind, open.tag), read_ticks(), open.begin,
                                  detail::end_tail(open.space, inside - open.nested, open.lost));
    self.events.commit(at);
  }

  shard* self_ = nullptr;
  open_operation open_;  // NOLINT(cppcoreguidelines-pro-type-member-init): begin fills it
};

/// An operation that is compiled out: no state, no destructor.
template <disabled_mode Mode>
class [[maybe_unused]] basic_operation<Mode> {
 public:
  constexpr explicit basic_operation(const basic_operation_kind<Mode>&,
                                     operation_options = {}) noexcept {}
  constexpr std::uint64_t id() const noexcept { return 0; }
};

using operation_kind = basic_operation_kind<default_mode>;
using operation = basic_operation<default_mode>;

}  // namespace engram::inline v0
