// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/exponential_reading.hpp>
#include <engram/collect/series.hpp>
#include <engram/histogram_cells.hpp>
#include <engram/metric.hpp>

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace engram::inline v0::detail {

/// A histogram's bucket as the classic formats have it.
struct classic_bucket {
  double upper_bound;        ///< inclusive
  std::uint64_t cumulative;  ///< values up to it
};
/// All of them, the last one unbounded, of a series with these cells. Those of an exponential
/// histogram are at powers of two around its values.
void read_classic_buckets(const metric_descriptor& metric, std::span<const std::uint64_t> cells,
                          std::vector<classic_bucket>& buckets);

/// Whether a metric is a histogram whose buckets move, and whether it is one that keeps exemplars.
bool is_exponential(const metric_descriptor& metric) noexcept;
bool keeps_exemplars(const metric_descriptor& metric) noexcept;

/// The sum of a histogram's series.
double sum_of(std::span<const std::uint64_t> cells) noexcept;

/// Whether a value below zero was recorded into a histogram's series.
bool has_negatives(const std::uint64_t* series) noexcept;

/// Whether a series stands for something unexpected that has not happened.
bool left_out(const metric_descriptor& metric, const series_reading& series) noexcept;

/// Buckets of a native histogram: runs of buckets that follow each other, and each bucket's count
/// as its difference to the one before.
struct native_buckets {
  struct span {
    std::int32_t
        offset;  ///< of the first: index of its first bucket; else: from the last one's end
    std::uint32_t length;
  };
  std::vector<span> spans{};
  std::vector<std::int64_t> deltas{};
};

/// The schemas there are: a bucket's width is a factor of 2^(2^-schema).
inline constexpr int least_schema = -4;
inline constexpr int greatest_schema = 8;

/// The buckets of one sign, from OpenTelemetry's indices at `scale` to Prometheus' at `schema`,
/// which are greater by one. Where the schema is coarser, buckets are merged; where it is finer, as
/// the least one may be, a bucket becomes the last of those that it consists of.
native_buckets native_buckets_of(const exponential_reading::window& side, int scale, int schema);

/// A series of an exponential histogram as a native one.
struct native_histogram {
  int schema = 0;
  std::uint64_t zero_count = 0;
  native_buckets positive{};
  native_buckets negative{};
};
native_histogram read_native(const exponential_reading& reading);

/// What is counted as zero. Only zero is; but a threshold of 0 and no value yet would be taken for
/// a classic histogram.
inline constexpr double zero_threshold = std::numeric_limits<double>::denorm_min();

/// Calls `visit(what, count)` for what a series recorded into no bucket and no sum, where any was.
template <class Visit>
void each_unplaced(const metric_descriptor& metric, std::span<const std::uint64_t> cells,
                   Visit visit) {
  const auto say = [&visit](std::string_view what, std::uint64_t count) {
    if (count != 0) visit(what, count);
  };
  say("nan", cells[histogram_cells::nan]);
  say("positive_infinity", cells[histogram_cells::positive_infinity]);
  say("negative_infinity", cells[histogram_cells::negative_infinity]);
  if (is_exponential(metric)) {
    say("out_of_domain", exponential_reading(*metric.buckets, cells).out_of_domain());
  }
}

}  // namespace engram::inline v0::detail
