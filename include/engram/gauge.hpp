// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/config.hpp>
#include <engram/metric.hpp>
#include <engram/mode.hpp>
#include <engram/shard.hpp>

#include <array>
#include <bit>
#include <cstdint>

namespace engram::inline v0 {

/// A level that is set, by whoever knows it: the last writer wins.
///
/// `set` releases and `value` acquires: whoever reads a value also sees everything that its writer
/// had written before. The value is kept in the object itself, from its start, so a level set
/// before anything is installed is not lost. The object must outlive the last scrape: give it
/// static storage. One cache line for each series, since many threads may write it.
///
/// Thread-safe and wait-free. Cost of `set`: a relaxed load and one store.
template <class Mode, class... Labels>
class basic_gauge {
 public:
  static constexpr bool enabled = true;
  using sync = typename Mode::sync;
  template <class M>
  using with_mode = basic_gauge<M, Labels...>;

  constexpr explicit basic_gauge(metric_options options) noexcept : options_(options) {}
  basic_gauge(const basic_gauge&) = delete;
  basic_gauge& operator=(const basic_gauge&) = delete;

  /// Sets the level of `labels`. Infinities and NaN are levels too.
  [[gnu::always_inline]] void set(Labels... labels, double level) noexcept {
    // release, with value's and the scrape's acquire: what the writer did before is seen.
    at(labels...).store(std::bit_cast<std::uint64_t>(level), ENGRAM_MO(gauge_store, release));
    // relaxed: only whether the metric is known already.
    if (slot_.load(ENGRAM_MO(gauge_slot, relaxed)) == detail::unregistered_slot) [[unlikely]] {
      announce();
    }
  }
  /// The level of `labels` last set; 0 before.
  double value(Labels... labels) const noexcept {
    // acquire: pairs with set's release.
    return std::bit_cast<double>(at(labels...).load(ENGRAM_MO(gauge_load, acquire)));
  }

  constexpr metric_descriptor descriptor() const noexcept {
    return {.name = options_.name,
            .help = options_.help,
            .unit = options_.unit,
            .kind = metric_kind::gauge,
            .series = series,
            .stride = stride,
            .dimensions = detail::dimensions_of<Labels...>,
            .buckets = nullptr};
  }
  /// Makes the gauge visible to scrapes. Idempotent.
  [[gnu::cold, gnu::noinline]] void announce() const noexcept {
    if (const auto* table = detail::installed_hooks<sync>()) {
      table->register_gauge(descriptor(), levels_.data(), slot_);
    }
  }
  detail::slot_word<sync>& slot() const noexcept { return slot_; }

 private:
  static constexpr std::uint32_t series = detail::series_count<Labels...>;
  static constexpr std::uint32_t stride = cache_line / sizeof(std::uint64_t);
  using level_cell = detail::cell<sync>;

  level_cell& at(Labels... labels) noexcept {
    return levels_[detail::series_index(labels...) * stride];
  }
  const level_cell& at(Labels... labels) const noexcept {
    return levels_[detail::series_index(labels...) * stride];
  }

  alignas(cache_line) std::array<level_cell, std::size_t{series} * stride> levels_{};
  alignas(cache_line) mutable detail::slot_word<sync> slot_{detail::unregistered_slot};
  metric_options options_;
};

/// A gauge that is compiled out.
template <disabled_mode Mode, class... Labels>
class basic_gauge<Mode, Labels...> {
 public:
  static constexpr bool enabled = false;
  template <class M>
  using with_mode = basic_gauge<M, Labels...>;
  constexpr explicit basic_gauge(metric_options) noexcept {}
  constexpr void set(Labels..., double) noexcept {}
  constexpr double value(Labels...) const noexcept { return 0; }
};

template <class... Labels>
using gauge = basic_gauge<default_mode, Labels...>;

}  // namespace engram::inline v0
