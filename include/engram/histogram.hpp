// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/index_mapping.hpp>
#include <engram/metric.hpp>
#include <engram/mode.hpp>
#include <engram/shard.hpp>

#include <bit>
#include <cstdint>

namespace engram::inline v0 {
namespace detail {

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

template <class Access, class Mapping, class Cell>
[[gnu::always_inline]] inline void record_into(Cell* series, double value) noexcept {
  using at = histogram_cells;
  if (!is_finite(value)) [[unlikely]] {
    return count_non_finite<Access>(series, value);
  }
  Access::add(series[at::buckets + Mapping::index(value)], 1);
  Access::add_double(series[at::sum], value);
  const std::uint64_t key = order_key(value);
  Access::raise(series[at::max], key);
  Access::raise(series[at::min], ~key);
}

}  // namespace detail

/// A distribution: how many values fell into each bucket, their sum, least and greatest.
///
/// The count is the sum of the buckets, so a reading never contradicts itself. NaN and the
/// infinities are counted apart and are in no bucket and no sum. `Mapping` is `log_linear` or
/// `explicit_bounds`; `Labels` are enums, each combination a series.
///
/// Thread-safe and wait-free; every cell is written by its own thread with relaxed loads and
/// stores. Cost of `record`: 2-3 ns (`bench/histogram_bench.cpp`). Quantiles come from a snapshot:
/// `snapshot[histogram](label...).quantile(.99)`.
template <class Mode, class Mapping, class... Labels>
class basic_histogram {
 public:
  static constexpr bool enabled = true;
  using sync = typename Mode::sync;
  template <class M>
  using with_mode = basic_histogram<M, Mapping, Labels...>;

  constexpr explicit basic_histogram(metric_options options) noexcept : options_(options) {}
  basic_histogram(const basic_histogram&) = delete;
  basic_histogram& operator=(const basic_histogram&) = delete;

  /// Records a value into the series of `labels`.
  [[gnu::always_inline]] void record(Labels... labels, double value) const noexcept {
    auto& words = detail::this_thread<sync>();
    const std::uint32_t offset = detail::series_index(labels...) * stride;
    // relaxed: the slot is a number that orders nothing; each thread's cells are its own.
    const std::uint32_t index = slot_.load(ENGRAM_MO(histogram_slot, relaxed)) + offset;
    if (index < words.capacity) [[likely]] {
      detail::record_into<detail::own_access<sync>, Mapping>(words.cells + index, value);
    } else {
      record_slow(offset, value);
    }
  }

  /// Touches the series of `labels` in the calling thread's cells, so that its next record meets
  /// neither a page fault nor cold lines. Registers the metric and attaches the thread if need be.
  void warm(Labels... labels) const noexcept {
    const auto place = detail::reach<sync>(descriptor(), slot_);
    if (place.cells == nullptr) return;
    auto* series = place.cells + detail::series_index(labels...) * stride;
    for (std::uint32_t i = 0; i < stride; i += 8) {
      // Adding nothing is a write: a prefetch does not reach a page that was never touched.
      place.shared ? detail::add_shared<sync>(series[i], 0) : sync::add_own(series[i], 0);
    }
  }

  constexpr metric_descriptor descriptor() const noexcept {
    return {.name = options_.name,
            .help = options_.help,
            .unit = options_.unit,
            .kind = metric_kind::histogram,
            .series = detail::series_count<Labels...>,
            .stride = stride,
            .dimensions = detail::dimensions_of<Labels...>,
            .buckets = &layout_of<Mapping>};
  }
  detail::slot_word<sync>& slot() const noexcept { return slot_; }

 private:
  static constexpr std::uint32_t stride = detail::histogram_cells::stride(Mapping::count);
  static_assert(std::uint64_t{detail::series_count<Labels...>} * stride <= 1U << 20,
                "labels have more combinations than a shard has cells for");

  [[gnu::cold, gnu::noinline]] void record_slow(std::uint32_t offset, double value) const noexcept {
    const auto place = detail::reach<sync>(descriptor(), slot_);
    if (place.cells == nullptr) return;
    auto* series = place.cells + offset;
    place.shared ? detail::record_into<detail::shared_access<sync>, Mapping>(series, value)
                 : detail::record_into<detail::own_access<sync>, Mapping>(series, value);
  }

  mutable detail::slot_word<sync> slot_{detail::unregistered_slot};
  metric_options options_;
};

/// A histogram that is compiled out.
template <disabled_mode Mode, class Mapping, class... Labels>
class basic_histogram<Mode, Mapping, Labels...> {
 public:
  static constexpr bool enabled = false;
  template <class M>
  using with_mode = basic_histogram<M, Mapping, Labels...>;
  constexpr explicit basic_histogram(metric_options) noexcept {}
  constexpr void record(Labels..., double) const noexcept {}
  constexpr void warm(Labels...) const noexcept {}
};

template <class Mapping, class... Labels>
using histogram = basic_histogram<default_mode, Mapping, Labels...>;

}  // namespace engram::inline v0
