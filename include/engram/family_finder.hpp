// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/label_set_key.hpp>
#include <engram/metric.hpp>
#include <engram/series_table.hpp>
#include <engram/shard.hpp>

#include <cstdint>
#include <type_traits>

namespace engram::inline v0::detail {

template <class Sync>
using table_word = typename Sync::template atomic<series_table<Sync>*>;

/// A label set's cells, for a thread that is about to write them.
template <class Sync>
struct set_place {
  reached<Sync> at;
  std::uint32_t set = 0;
};

/// Finds a label set's cells off the hot path: registers the family, attaches the thread, makes
/// room for the label set, and counts where there is none.
template <class Sync>
class family_finder {
 public:
  using table_type = series_table<Sync>;

  family_finder(const metric_descriptor& metric, const family_limits& limits,
                table_word<Sync>& table) noexcept
      : hooks_(installed_hooks<Sync>()) {
    if (hooks_ == nullptr) return;
    hooks_->register_family(metric, limits, table);
    // relaxed: registering took the store's lock, under which the table was made.
    table_ = table.load(ENGRAM_MO(family_reload, relaxed));
  }
  explicit family_finder(table_type* table) noexcept
      : hooks_(installed_hooks<Sync>()), table_(hooks_ == nullptr ? nullptr : table) {}

  table_type* table() const noexcept { return table_; }

  /// The place of a label set; without cells when nothing can be recorded.
  set_place<Sync> place(const label_set_key& key) const noexcept {
    if (table_ == nullptr) return {};
    const std::uint32_t set = set_of(key);
    const std::uint32_t why = key.fits() ? family_cells::no_room : family_cells::too_long;
    return place_of(set, set == table_->overflow() ? why : nothing);
  }
  /// The place of a set as it was in a life; when that is over for good, the overflow's.
  set_place<Sync> place(std::uint32_t set, std::uint32_t life) const noexcept {
    if (table_ == nullptr) return {};
    if (table_->is_in(set, life) || hooks_->revive_label_set(*table_, set, life)) {
      return place_of(set, nothing);
    }
    return place_of(table_->overflow(), family_cells::stale);
  }

 private:
  static constexpr std::uint32_t nothing = family_cells::count;

  std::uint32_t set_of(const label_set_key& key) const noexcept {
    if (!key.fits()) return table_->overflow();
    const std::uint32_t known = table_->find(key);
    if (known != table_type::none) return known;
    return table_->full() ? table_->overflow() : hooks_->resolve_label_set(*table_, key);
  }
  set_place<Sync> place_of(std::uint32_t set, std::uint32_t lost) const noexcept {
    set_place<Sync> found{reach_thread<Sync>(*hooks_), set};
    if (found.at.cells == nullptr) return {};
    if (lost != nothing) add_reached<Sync>(found.at, table_->account() + lost, 1);
    found.at.cells += table_->first_cell(set);
    return found;
  }

  const hooks<Sync>* hooks_;
  table_type* table_ = nullptr;
};

template <class Sync, class Write>
[[gnu::always_inline]] inline void write_reached(const reached<Sync>& at, std::uint32_t offset,
                                                 Write write) noexcept {
  if (at.cells == nullptr) return;
  at.shared ? write(at.cells + offset, std::true_type{})
            : write(at.cells + offset, std::false_type{});
}

/// A label set that was looked up once. It counts in the life it was bound in; afterwards what it
/// records goes to the overflow.
template <class Sync>
class bound_set {
 public:
  constexpr bound_set() noexcept = default;
  /// Binds a label set; to nothing while nothing is installed.
  bound_set(const family_finder<Sync>& finder, const label_set_key& key) noexcept {
    const auto found = finder.place(key);
    if (found.at.cells == nullptr) return;
    table_ = finder.table();
    set_ = found.set;
    first_cell_ = table_->first_cell(set_);
    life_word_ = &table_->life(set_);
    // Between two lives it is a moment before its end: even, it is the one that was looked up.
    life_ = life_word_->load(ENGRAM_MO(bind_life, relaxed)) & ~1U;  // relaxed: see is_in
  }

  /// Calls `write(cells, shared)` with the cells of one of its series.
  template <class Write>
  [[gnu::always_inline]] void write(std::uint32_t offset, Write write) const noexcept {
    auto& words = this_thread<Sync>();
    const std::uint32_t index = first_cell_ + offset;
    // relaxed: cells pass on long after their life has ended.
    if (index < words.capacity && life_word_->load(ENGRAM_MO(handle_life, relaxed)) == life_)
        [[likely]] {
      write(words.cells + index, std::false_type{});
    } else {
      write_slow(offset, write);
    }
  }

 private:
  template <class Write>
  [[gnu::cold, gnu::noinline]] void write_slow(std::uint32_t offset, Write write) const noexcept {
    if (table_ == nullptr) return;
    const auto found = family_finder<Sync>(table_).place(set_, life_);
    write_reached(found.at, offset, write);
  }

  series_table<Sync>* table_ = nullptr;
  const typename series_table<Sync>::life_word* life_word_ = nullptr;
  std::uint32_t first_cell_ = unregistered_slot;
  std::uint32_t set_ = 0;
  std::uint32_t life_ = 0;
};

}  // namespace engram::inline v0::detail
