// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/engram.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

/// A store for tests of the core: one shard for the calling thread, a ring as small as a test
/// wants, and a drain that the test calls. Nothing runs beside the test.
namespace engram::testing {

struct small_sync : std_sync {};

/// Instruments of this mode record into the `small_store` that lives, and nowhere else.
struct small_mode {
  static constexpr bool enabled = true;
  using sync = small_sync;
};

class small_store {
 public:
  using cell = detail::cell<small_sync>;
  using gate = detail::event_gate<small_sync>;
  using accounts = detail::account_cells;

  /// `ring_slots` is a power of two, or 0 for a store that has no rings.
  explicit small_store(std::uint64_t ring_slots) : slots_(ring_slots), storage_(ring_slots) {
    current = this;
    static constexpr detail::hooks<small_sync> table{
        .register_metric =
            [](const metric_descriptor& metric, detail::slot_word<small_sync>& slot) noexcept {
              if (slot.load() != detail::unregistered_slot) return;
              slot.store(current->used_);
              current->used_ += (metric.cells() + 7) / 8 * 8;
            },
        .register_gauge = [](const metric_descriptor&, const cell*,
                             detail::slot_word<small_sync>&) noexcept {},
        .register_family = [](const metric_descriptor&, const detail::family_limits&,
                              detail::table_word<small_sync>&) noexcept {},  // it has none
        .resolve_label_set =
            [](detail::series_table<small_sync>& family, const detail::label_set_key&) noexcept {
              return family.overflow();
            },
        .revive_label_set = [](detail::series_table<small_sync>&, std::uint32_t,
                               std::uint32_t) noexcept { return false; },
        .register_event = [](const event_descriptor&,
                             gate& each) noexcept { current->enrol(each); },
        .register_operation = [](const operation_descriptor&,
                                 gate& each) noexcept { current->enrol(each); },
        .attach_thread =
            [](detail::thread_words<small_sync>& words) noexcept {
              words = {current->cells_.data(), static_cast<std::uint32_t>(current->cells_.size()),
                       detail::thread_state::live, &current->shard_};
            },
        .provide_ring = [](detail::shard<small_sync>& self) noexcept { current->provide(self); },
        .late_cells = []() noexcept { return current->late_.data(); }};
    shard_.id = 7;
    shard_.cells = cells_.data();
    detail::install_hooks<small_sync>(&table);
  }
  ~small_store() {
    for (auto* each : gates_) each->word.store(detail::unregistered_gate);
    for (auto* each : gates_) each->min_strength.store(0);
    words() = {};
    detail::install_hooks<small_sync>(nullptr);
    current = nullptr;
  }
  small_store(const small_store&) = delete;
  small_store& operator=(const small_store&) = delete;

  detail::shard<small_sync>& shard() noexcept { return shard_; }
  static detail::thread_words<small_sync>& words() noexcept {
    return detail::this_thread<small_sync>();
  }

  /// Takes the records that wait, at most `most` of them.
  std::vector<slot_image> drain(std::uint64_t most = ~std::uint64_t{0}) {
    std::vector<slot_image> all;
    const auto waiting = shard_.events.capacity() == 0 ? 0 : shard_.events.peek();
    for (std::uint64_t i = 0; i < waiting && i < most; ++i) all.push_back(shard_.events.at(i));
    shard_.events.release(all.size());
    return all;
  }
  /// An accounting cell of the type that a gate belongs to.
  std::uint64_t account(const gate& of, std::uint32_t which) const {
    return cells_[gate_slot(of) + which].load();
  }
  std::uint64_t late_account(const gate& of, std::uint32_t which) const {
    return late_[gate_slot(of) + which].load();
  }
  /// What types that register from now on are filtered by.
  float first_threshold = 0;
  std::uint64_t late_cell(std::uint32_t slot) const { return late_[slot].load(); }
  std::uint64_t own_cell(std::uint32_t slot) const { return cells_[slot].load(); }

 private:
  static inline small_store* current = nullptr;

  std::uint32_t gate_slot(const gate& of) const {
    for (std::size_t i = 0; i < gates_.size(); ++i) {
      if (gates_[i] == &of) return gate_slots_[i];
    }
    return 0;
  }
  void enrol(gate& each) {
    if (gate_slot(each) != 0) return;
    gates_.push_back(&each);
    each.min_strength.store(first_threshold);
    gate_slots_.push_back(used_);
    each.word.store(used_ << 8 | static_cast<std::uint32_t>(gates_.size()));
    used_ += accounts::count;
  }
  void provide(detail::shard<small_sync>& self) {
    slots_ == 0 ? self.ring_refused.store(true, std::memory_order_relaxed)
                : self.events.adopt(storage_.data(), slots_);
  }

  std::uint64_t slots_;
  std::vector<ring<small_sync>::slot> storage_;
  std::array<cell, 4096> cells_{};
  std::array<cell, 4096> late_{};
  detail::shard<small_sync> shard_;
  std::uint32_t used_ = 8;
  std::vector<gate*> gates_;
  std::vector<std::uint32_t> gate_slots_;
};

}  // namespace engram::testing
