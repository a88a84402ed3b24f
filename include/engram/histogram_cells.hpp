// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/shard.hpp>

#include <bit>
#include <cstdint>

namespace engram::inline v0::detail {

/// A series of a histogram is a header of eight cells and then its buckets, rounded up to whole
/// lines, so that one record touches the header's line and one bucket's.
struct histogram_cells {
  static constexpr std::uint32_t sum = 0;  ///< bits of a double
  static constexpr std::uint32_t max = 1;  ///< `order_key`; zero-filled memory means "none"
  static constexpr std::uint32_t min = 2;  ///< inverted `order_key`
  static constexpr std::uint32_t nan = 3;
  static constexpr std::uint32_t positive_infinity = 4;
  static constexpr std::uint32_t negative_infinity = 5;
  static constexpr std::uint32_t buckets = 8;

  static constexpr std::uint32_t stride(std::uint32_t bucket_count) noexcept {
    return (buckets + bucket_count + 7) / 8 * 8;
  }
};

/// Bits that order as their numbers do, and that are never zero for a finite number.
[[gnu::always_inline]] constexpr std::uint64_t order_key(double value) noexcept {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  const std::uint64_t negative = bits >> 63;
  return bits ^ ((0 - negative) | 0x8000'0000'0000'0000);
}
constexpr double from_order_key(std::uint64_t key) noexcept {
  const std::uint64_t was_positive = key >> 63;
  return std::bit_cast<double>(key ^ ((was_positive - 1) | 0x8000'0000'0000'0000));
}

[[gnu::always_inline]] constexpr bool is_finite(double value) noexcept {
  constexpr std::uint64_t exponent = 0x7ff0'0000'0000'0000;
  return (std::bit_cast<std::uint64_t>(value) & exponent) != exponent;
}

constexpr std::uint32_t non_finite_cell(double value) noexcept {
  if (value != value) return histogram_cells::nan;
  return value > 0 ? histogram_cells::positive_infinity : histogram_cells::negative_infinity;
}

/// Writes cells that the calling thread owns: plain loads and stores, relaxed because each cell has
/// one writer and a scrape takes every cell as it finds it.
template <class Sync>
struct own_access {
  [[gnu::always_inline]] static void add(cell<Sync>& to, std::uint64_t n) noexcept {
    Sync::add_own(to, n);
  }
  [[gnu::always_inline]] static void add_double(cell<Sync>& to, double value) noexcept {
    const double sum = std::bit_cast<double>(to.load(ENGRAM_MO(histogram_sum_load, relaxed)));
    to.store(std::bit_cast<std::uint64_t>(sum + value), ENGRAM_MO(histogram_sum_store, relaxed));
  }
  [[gnu::always_inline]] static void raise(cell<Sync>& to, std::uint64_t key) noexcept {
    if (key > to.load(ENGRAM_MO(histogram_peak_load, relaxed))) [[unlikely]] {
      to.store(key, ENGRAM_MO(histogram_peak_store, relaxed));
    }
  }
  /// Whether a value, given its `order_key`, is the greatest or the least so far.
  [[gnu::always_inline]] static bool is_extreme(const cell<Sync>* series,
                                                std::uint64_t key) noexcept {
    using at = histogram_cells;
    return key > series[at::max].load(ENGRAM_MO(histogram_max_load, relaxed)) ||
           ~key > series[at::min].load(ENGRAM_MO(histogram_min_load, relaxed));
  }
};

/// Writes cells that threads share: those of threads that have exited. Relaxed read-modify-writes:
/// each cell is complete in itself.
template <class Sync>
struct shared_access {
  static void add(cell<Sync>& to, std::uint64_t n) noexcept { add_shared<Sync>(to, n); }
  static void add_double(cell<Sync>& to, double value) noexcept {
    std::uint64_t old = to.load(ENGRAM_MO(late_sum_load, relaxed));
    while (!to.compare_exchange_weak(old, sum_of(old, value), ENGRAM_MO(late_sum, relaxed),
                                     ENGRAM_MO(late_sum_failed, relaxed))) {
    }
  }
  static void raise(cell<Sync>& to, std::uint64_t key) noexcept {
    std::uint64_t old = to.load(ENGRAM_MO(late_peak_load, relaxed));
    while (key > old && !to.compare_exchange_weak(old, key, ENGRAM_MO(late_peak, relaxed),
                                                  ENGRAM_MO(late_peak_failed, relaxed))) {
    }
  }

 private:
  static std::uint64_t sum_of(std::uint64_t bits, double value) noexcept {
    return std::bit_cast<std::uint64_t>(std::bit_cast<double>(bits) + value);
  }
};

/// Apart, so that a record call stays small.
template <class Access, class Cell>
[[gnu::cold, gnu::noinline]] void count_non_finite(Cell* series, double value) noexcept {
  Access::add(series[non_finite_cell(value)], 1);
}

/// Remembers a value, given its `order_key`, if it is the greatest or the least so far.
template <class Access, class Cell>
[[gnu::always_inline]] inline void raise_extremes(Cell* series, std::uint64_t key) noexcept {
  Access::raise(series[histogram_cells::max], key);
  Access::raise(series[histogram_cells::min], ~key);
}

/// Everything of a record but its bucket.
template <class Access, class Cell>
[[gnu::always_inline]] inline void record_value(Cell* series, double value) noexcept {
  Access::add_double(series[histogram_cells::sum], value);
  raise_extremes<Access>(series, order_key(value));
}

}  // namespace engram::inline v0::detail
