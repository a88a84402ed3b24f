// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/metric.hpp>

#include <cstdint>
#include <span>

namespace engram::inline v0 {

/// One series of a histogram as it was when it was read. A view: the snapshot must outlive it.
class histogram_reading {
 public:
  histogram_reading(const bucket_layout& layout, std::span<const std::uint64_t> cells) noexcept
      : layout_(&layout), cells_(cells) {}

  /// Values recorded, the sum of all buckets. Cost: one pass over the buckets.
  std::uint64_t count() const noexcept;
  /// Their sum. Finite unless it overflows.
  double sum() const noexcept;
  /// Their mean; NaN when nothing was recorded.
  double mean() const noexcept;
  /// The least and the greatest; NaN when nothing was recorded. Where the cells of a difference of
  /// two readings do not say: the outer finite bound of the first and of the last bucket in use,
  /// for the lower one of the first bucket 0 unless its upper one is negative.
  double min() const noexcept;
  double max() const noexcept;
  /// An estimate of the value that a share `q` of all values does not exceed; NaN when nothing was
  /// recorded, or for a `q` that is NaN. `q` is taken into [0, 1]; 0 gives the least, 1 the
  /// greatest. It lies in the same bucket as the exact quantile, between `min` and `max`, and never
  /// falls as `q` grows. Cost: one pass over the buckets, under 1 us for 100 of them.
  double quantile(double q) const noexcept;

  /// Recorded, but in no bucket and no sum.
  std::uint64_t nan() const noexcept;
  std::uint64_t positive_infinity() const noexcept;
  std::uint64_t negative_infinity() const noexcept;

  /// Values in each bucket; the last bucket is unbounded.
  std::span<const std::uint64_t> buckets() const noexcept;
  /// The greatest value that bucket `i` holds; +infinity for the last.
  double upper_bound(std::uint32_t i) const noexcept { return layout_->upper_bound(i); }

 private:
  const bucket_layout* layout_;
  std::span<const std::uint64_t> cells_;
};

}  // namespace engram::inline v0
