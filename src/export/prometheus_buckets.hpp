// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/series.hpp>
#include <engram/metric.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace engram::inline v0::detail {

/// A histogram's bucket as the classic formats have it.
struct classic_bucket {
  double upper_bound;        ///< inclusive
  std::uint64_t cumulative;  ///< values up to it
};
/// All of them, the last one unbounded, of a series with these cells.
void read_classic_buckets(const metric_descriptor& metric, std::span<const std::uint64_t> cells,
                          std::vector<classic_bucket>& buckets);

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

/// The buckets of one sign. `counts[i]` are the values in `(base^(offset + i), base^(offset + i +
/// 1)]`, `base` being 2^(2^-scale): OpenTelemetry's index, Prometheus' is greater by one. Buckets
/// are merged by `narrower` powers of two.
native_buckets native_buckets_of(std::int32_t offset, std::span<const std::uint64_t> counts,
                                 int narrower);

}  // namespace engram::inline v0::detail
