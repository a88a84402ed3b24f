// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/exemplar_record.hpp>
#include <engram/exponential_record.hpp>
#include <engram/histogram_cells.hpp>
#include <engram/index_mapping.hpp>
#include <engram/metric.hpp>
#include <engram/mode.hpp>
#include <engram/shard.hpp>

#include <cstdint>

namespace engram::inline v0 {
namespace detail {

template <class Access, class Mapping, class Cell>
[[gnu::always_inline]] inline void record_into(Cell* series, double value) noexcept {
  using at = histogram_cells;
  if (!is_finite(value)) [[unlikely]] {
    return count_non_finite<Access>(series, value);
  }
  Access::add(series[at::buckets + Mapping::index(value)], 1);
  record_value<Access>(series, value);
}

/// One copy of it for a mapping that keeps exemplars: call sites stay small.
template <class Sync, class Mapping>
[[gnu::hot, gnu::noinline]] void record_exemplary(cell<Sync>* series, double value) noexcept {
  if constexpr (exponential_mapping<Mapping>) {
    record_exponential<Sync, Mapping>(series, value);
  } else {
    if (!is_finite(value)) [[unlikely]]
      return count_non_finite<own_access<Sync>>(series, value);
    const std::uint32_t bucket = Mapping::index(value);
    Sync::add_own(series[histogram_cells::buckets + bucket], 1);
    exemplify<Sync, Mapping>(series, bucket, value);
    record_value<own_access<Sync>>(series, value);
  }
}

/// What the owner of a series does, and what threads do that share one.
template <class Sync, class Mapping>
[[gnu::always_inline]] inline void record_own(cell<Sync>* series, double value) noexcept {
  if constexpr (exemplary_mapping<Mapping>) {
    record_exemplary<Sync, Mapping>(series, value);
  } else if constexpr (exponential_mapping<Mapping>) {
    record_exponential<Sync, Mapping>(series, value);
  } else {
    record_into<own_access<Sync>, Mapping>(series, value);
  }
}
template <class Sync, class Mapping>
inline void record_shared(cell<Sync>* series, double value) noexcept {
  if constexpr (exponential_mapping<Mapping>) {
    record_late_exponential<Sync, Mapping>(series, value);
  } else {
    record_into<shared_access<Sync>, Mapping>(series, value);
  }
}

/// Cells of one series.
template <class Mapping>
inline constexpr std::uint32_t stride_of =
    plain_stride<Mapping> + layout_of<Mapping>.exemplar_cells();

}  // namespace detail

/// A distribution: how many values fell into each bucket, their sum, least and greatest.
///
/// The count is the sum of the buckets, so a reading never contradicts itself. NaN and the
/// infinities are counted apart and are in no bucket and no sum. `Mapping` is `log_linear`,
/// `explicit_bounds` or `exponential`; `Labels` are enums, each combination a series.
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
      detail::record_own<sync, Mapping>(words.cells + index, value);
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
      place.shared ? detail::add_shared<sync>(series[i], 0) : sync::add_own_release(series[i], 0);
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
  static constexpr std::uint32_t stride = detail::stride_of<Mapping>;
  static_assert(std::uint64_t{detail::series_count<Labels...>} * stride <= 1U << 20,
                "labels have more combinations than a shard has cells for");

  [[gnu::cold, gnu::noinline]] void record_slow(std::uint32_t offset, double value) const noexcept {
    const auto place = detail::reach<sync>(descriptor(), slot_);
    if (place.cells == nullptr) return;
    auto* series = place.cells + offset;
    place.shared ? detail::record_shared<sync, Mapping>(series, value)
                 : detail::record_own<sync, Mapping>(series, value);
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
