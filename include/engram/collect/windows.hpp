// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/snapshot.hpp>

#include <array>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace engram::inline v0 {

/// A length of time to look back over.
struct window_length {
  std::string_view name;
  std::chrono::seconds time;
};
/// The windows that every reader is offered.
inline constexpr std::array<window_length, 4> window_lengths{{{"1s", std::chrono::seconds(1)},
                                                              {"10s", std::chrono::seconds(10)},
                                                              {"1m", std::chrono::seconds(60)},
                                                              {"5m", std::chrono::seconds(300)}}};

/// A counter over a window.
struct counter_window {
  std::uint64_t count = 0;
  double rate = 0;  ///< count a second
};
/// A gauge or an up-down counter over a window: what its samples were, one a tick. NaN where there
/// were none; samples that are NaN count for `last` alone.
struct level_window {
  std::uint64_t samples = 0;
  double last, min, max, mean;
};
/// A histogram over a window. NaN where nothing was recorded, apart from the rate.
struct histogram_window {
  std::uint64_t count = 0;
  double rate = 0;  ///< count a second
  double sum = 0;
  double mean, min, max, p50, p90, p99;
};

namespace detail {
class level_samples;
struct moment;
}  // namespace detail

/// What happened between two readings. A plain value.
class window {
 public:
  window() = default;

  /// Whether there is nothing to tell: fewer than two readings, or time stood still.
  bool empty() const noexcept { return span_.count() == 0; }
  /// The time that it really covers. All its rates are over this.
  std::chrono::nanoseconds span() const noexcept { return span_; }
  /// What was recorded in that time; of gauges their level at its end.
  const snapshot& change() const noexcept { return change_; }

  /// `window[instrument](labels...)`: a series over the window; `window[family](values...)` too,
  /// but for up-down counters.
  template <class Instrument>
  auto operator[](const Instrument& instrument) const {
    return [this, &instrument](auto... labels) {
      using value = decltype(change_[instrument](labels...));
      if constexpr (std::same_as<value, std::uint64_t>) {
        return counter(change_[instrument](labels...));
      } else if constexpr (!std::same_as<value, std::int64_t> && !std::same_as<value, double>) {
        return histogram(change_[instrument](labels...));
      } else if constexpr (Instrument::enabled) {
        return level(instrument.descriptor().name, detail::series_index(labels...));
      } else {
        return level({}, 0);
      }
    };
  }

  /// A series as the walk over `change()` finds it.
  counter_window counter(std::uint64_t count) const noexcept { return {count, rate(count)}; }
  template <class Reading>
  histogram_window histogram(const Reading& read) const {
    return {.count = read.count(),
            .rate = rate(read.count()),
            .sum = read.sum(),
            .mean = read.mean(),
            .min = read.min(),
            .max = read.max(),
            .p50 = read.quantile(.5),
            .p90 = read.quantile(.9),
            .p99 = read.quantile(.99)};
  }
  /// The series of a gauge or an up-down counter, by the metric's name and its index in it.
  level_window level(std::string_view metric, std::uint32_t index) const noexcept;

 private:
  friend class window_aggregator;

  double rate(std::uint64_t count) const noexcept {
    return empty() ? 0 : static_cast<double>(count) / std::chrono::duration<double>(span_).count();
  }

  std::chrono::nanoseconds span_{0};
  snapshot change_;
  std::shared_ptr<const detail::level_samples> levels_;
};

/// Rolling windows over whatever a registry reads, as differences of snapshots. It is handed one
/// about once a second and keeps at most 31: ten a second apart, ten 6 s, ten 30 s. Recording pays
/// nothing for it.
///
/// A window starts at the kept snapshot whose age is nearest to its length. With a tick a second
/// the spans are 1 s, 10 s, 57 to 63 s and 285 to 315 s, once there has been so much time; until
/// then they reach back to the first tick. Ticks that are missing or late, and ticks that come more
/// often, change which spans there are; what a window holds is exact for the span that it names:
/// all that was recorded between its two readings, and all samples of levels taken after the first
/// and up to the second.
///
/// A tick at the time of the last one, or before it, takes its place. Metrics and label sets that
/// appear late were zero before. In the child of a fork, windows begin anew.
///
/// A copy is cheap and shares the snapshots. Not thread-safe: `window_thread` is. Memory: 8 bytes a
/// cell and 40 more a series of a gauge or an up-down counter, for each of the 31
/// (`docs/design/windows.md`). Cost of a tick: that of its snapshot, and 5 ns for each such series.
class window_aggregator {
 public:
  using nanoseconds = std::chrono::nanoseconds;

  /// Takes in a cumulative reading, made `at` this time after any fixed moment. Its exemplars are
  /// not kept.
  void tick(snapshot reading, nanoseconds at);

  /// The window that ends with the last tick.
  window over(nanoseconds length) const;
  /// The window that ends with a reading made since, which is not kept.
  window over(nanoseconds length, const snapshot& reading, nanoseconds at) const;

  /// How many snapshots it holds.
  std::size_t kept() const noexcept;
  /// Memory of what it holds, in bytes. What label sets are called is shared and not counted.
  std::size_t bytes() const noexcept;

 private:
  using moment = std::shared_ptr<const detail::moment>;
  static constexpr std::size_t tiers = 3;
  struct ending {
    const snapshot& reading;
    nanoseconds at;
    const detail::level_samples& levels;
  };

  void keep(moment past);
  template <class Visit>
  void each_kept(Visit visit) const;
  const detail::moment* start_of(nanoseconds length, nanoseconds end) const;
  window between(nanoseconds length, const ending& end) const;

  moment newest_;
  std::array<std::vector<moment>, tiers> kept_;  // each from old to new
};

}  // namespace engram::inline v0
