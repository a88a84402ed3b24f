// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/exemplar_record.hpp>
#include <engram/exponential.hpp>
#include <engram/export_macro.hpp>
#include <engram/histogram_cells.hpp>
#include <engram/shard.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>

namespace engram::inline v0::detail {

/// A series whose buckets move, as its one writer sees it. A window that a value does not fit is
/// moved or made coarser by writing what it counted into the idle buffer and then naming that one
/// the live one: a flip. A reader takes window, live buffer and window again, and once more if
/// there was a flip: there are few in the life of a series. It waits for nobody, and neither does
/// the writer. The idle buffer is all zeros but during a flip.
template <class Sync>
class exponential_series {
 public:
  exponential_series(cell<Sync>* cells, const exponential_cells& layout) noexcept
      : cells_(cells), layout_(layout) {}

  /// Counts a finite number other than zero in its bucket, whatever the window, and says which cell
  /// of the live buffer that is. No signal handler of the thread may run meanwhile.
  std::uint32_t count(double value) noexcept {
    const std::size_t sign = value < 0 ? 1 : 0;
    const auto size = std::bit_cast<std::uint64_t>(value) & ~sign_mask;
    const auto index = exponential_index_of_any(size) >> (finest_scale - layout_.max_scale);
    if (!holds(window(), sign, index)) move_to(sign, index);
    auto& counted = bucket(window(), sign, index);
    Sync::add_own_release(counted, 1);
    return static_cast<std::uint32_t>(&counted - cells_) - layout_.buffer(window().flips);
  }

  /// Repairs a record that a signal handler overtook: the handler moved the window after the record
  /// had looked at it (`seen`), before or after its add. A single add that came after stands in the
  /// idle buffer, which is otherwise zero.
  void settle(double value, exponential_window seen) noexcept {
    if (((seen.flips ^ window().flips) & 1) == 0) return;
    const auto size = std::bit_cast<std::uint64_t>(value) & ~sign_mask;
    const auto index = exponential_index(size) >> (finest_scale - layout_.max_scale);
    auto& stale = bucket(seen, value < 0 ? 1 : 0, index);
    if (read(stale) == 0) return;
    Sync::add_own_release(stale, ~std::uint64_t{0});
    count(value);
  }

 private:
  static std::uint64_t read(const cell<Sync>& own) noexcept {
    return own.load(ENGRAM_MO(window_own_load, relaxed));  // relaxed: the owner wrote it
  }
  exponential_window window() const noexcept {
    return exponential_window(read(cells_[exponential_cells::window]));
  }
  bool holds(const exponential_window& at, std::size_t sign, std::int32_t index) const noexcept {
    return static_cast<std::uint32_t>((index >> at.shift) - at.base[sign]) < layout_.count;
  }
  cell<Sync>& bucket(const exponential_window& at, std::size_t sign,
                     std::int32_t index) const noexcept {
    const auto position = static_cast<std::uint32_t>((index >> at.shift) - at.base[sign]);
    return cells_[layout_.buffer(at.flips) + sign * layout_.count + position];
  }
  /// Calls `visit(sign, index, cell)` for every bucket of a window that is not empty.
  template <class Visit>
  void each(const exponential_window& at, Visit visit) const noexcept {
    for (std::uint32_t i = 0; i < layout_.buffer_size(); ++i) {
      auto& from = cells_[layout_.buffer(at.flips) + i];
      if (read(from) == 0) continue;
      const std::size_t sign = i < layout_.count ? 0 : 1;
      visit(sign, at.base[sign] + static_cast<std::int32_t>(i % layout_.count), from);
    }
  }

  void move_to(std::size_t sign, std::int32_t index) noexcept {
    const auto from = window();
    index_ranges used;
    used[sign].include(index >> from.shift);
    each(from, [&](std::size_t s, std::int32_t i, const auto&) { used[s].include(i); });
    const auto to = window_around(used, from, static_cast<std::int32_t>(layout_.count));
    each(from, [&](std::size_t s, std::int32_t i, const auto& old) {
      auto& merged = bucket(to, s, i << from.shift);
      // release: pairs with exponential_bucket; whoever reads it sees the flips before it, of which
      // the last made this buffer idle.
      merged.store(read(merged) + read(old), ENGRAM_MO(window_merge, release));
    });
    // release: pairs with exponential_window_load; whoever sees it sees all that was merged.
    cells_[exponential_cells::window].store(to.word(), ENGRAM_MO(window_flip, release));
    each(from, [](std::size_t, std::int64_t, auto& old) {
      old.store(0, ENGRAM_MO(window_clear, release));  // release: as window_merge, of this flip
    });
  }

  cell<Sync>* cells_;
  exponential_cells layout_;
};

/// What the cells of the greatest and the least hold: an `order_key`, or where there are only
/// positive numbers their bits, which order by themselves and cost the record call less. Zeros are
/// then left to `exponential_cells::zero`.
template <class Mapping>
[[gnu::always_inline]] constexpr std::uint64_t extreme_key(double value) noexcept {
  return Mapping::negative ? order_key(value) : std::bit_cast<std::uint64_t>(value);
}

/// What the record call leaves out: numbers that are not positive and normal, and those outside the
/// window.
template <class Sync, class Mapping>
[[gnu::cold, gnu::noinline]] void record_rare(cell<Sync>* cells, double value) noexcept {
  constexpr const auto& layout = exponential_cells_of<Mapping>;
  if (!is_finite(value)) return count_non_finite<own_access<Sync>>(cells, value);
  if (value < 0 && !layout.negative) return Sync::add_own(cells[layout.out_of_domain()], 1);
  value += 0.0;  // there is one zero
  if (value == 0) {
    Sync::add_own(cells[exponential_cells::zero], 1);
  } else {
    const typename Sync::no_signals quiet;
    const auto bucket = exponential_series<Sync>(cells, layout).count(value);
    exemplify<Sync, Mapping>(cells, bucket, value);
  }
  own_access<Sync>::add_double(cells[exponential_cells::sum], value);
  raise_extremes<own_access<Sync>>(cells, extreme_key<Mapping>(value));
}

/// Whether a handler of this thread moved the window since it was `seen`. Nobody else can have.
template <class Sync>
[[gnu::always_inline]] inline bool is_overtaken(const cell<Sync>* cells,
                                                std::uint64_t seen) noexcept {
  if constexpr (!Sync::own_adds_are_whole) return false;
  return cells[exponential_cells::window].load(ENGRAM_MO(window_again, relaxed)) != seen;
}

/// The rare end of a record: a new greatest or least value, or a signal handler that overtook it.
template <class Sync, class Mapping>
[[gnu::cold, gnu::noinline]] void end_record(cell<Sync>* cells, double value,
                                             std::uint64_t seen) noexcept {
  if (is_overtaken<Sync>(cells, seen)) {
    const typename Sync::no_signals quiet;
    exponential_series<Sync>(cells, exponential_cells_of<Mapping>)
        .settle(value, exponential_window(seen));
  }
  raise_extremes<own_access<Sync>>(cells, extreme_key<Mapping>(value));
}

/// Records into cells that the calling thread owns. Wait-free.
template <class Sync, class Mapping>
[[gnu::always_inline]] inline void record_exponential(cell<Sync>* cells, double value) noexcept {
  using at = exponential_cells;
  constexpr const auto& layout = exponential_cells_of<Mapping>;
  cells = Sync::in_register(cells);
  auto size = std::bit_cast<std::uint64_t>(value);
  const std::size_t sign = Mapping::negative ? size >> 63 : 0;
  if constexpr (Mapping::negative) size &= ~sign_mask;
  // Only positive normal numbers have an exponent between the least and the greatest.
  if (static_cast<std::uint32_t>(size >> 52) - 1 >= 0x7fe) [[unlikely]]
    return record_rare<Sync, Mapping>(cells, value);
  // relaxed: this thread wrote it.
  const std::uint64_t word = cells[at::window].load(ENGRAM_MO(window_own, relaxed));
  const exponential_window window(word);
  const std::int32_t index = exponential_index(size) >> (finest_scale - Mapping::max_scale);
  const std::uint64_t position =
      static_cast<std::uint32_t>((index >> window.shift) - window.base[sign]);
  if (position >= Mapping::count) [[unlikely]]
    return record_rare<Sync, Mapping>(cells, value);
  const std::uint64_t bucket = sign * Mapping::count + position;
  Sync::add_own_release(cells[layout.buffer(window.flips) + bucket], 1);
  own_access<Sync>::add_double(cells[at::sum], value);
  exemplify<Sync, Mapping>(cells, bucket, value);
  if (own_access<Sync>::is_extreme(cells, extreme_key<Mapping>(value)) ||
      is_overtaken<Sync>(cells, word)) [[unlikely]] {
    end_record<Sync, Mapping>(cells, value, word);
  }
}

/// Serialises records of threads that have exited into exponential histograms: they share cells,
/// and a window has one writer. A module that is attached to a host shares the host's cells, and so
/// the host's mutex.
template <class Sync>
struct ENGRAM_API late_writers {
  typename Sync::mutex own;
  typename Sync::mutex* hosts = nullptr;  ///< set before the hooks are

  typename Sync::mutex& mutex() noexcept { return hosts != nullptr ? *hosts : own; }
};

template <class Sync, class Mapping>
[[gnu::cold, gnu::noinline]] void record_late_exponential(cell<Sync>* cells,
                                                          double value) noexcept {
  const typename Sync::no_signals quiet;  // a handler must not wait for the thread it interrupts
  scoped_lock lock(Sync::template per_process<late_writers<Sync>>::get().mutex());
  record_exponential<Sync, plain_mapping<Mapping>>(cells, value);
}

}  // namespace engram::inline v0::detail
