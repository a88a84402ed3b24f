// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace engram::workload {

/// Counts durations up to 60 s with three significant digits: buckets are exact below 1,024 ns, and
/// 1/1024 of an octave wide above. A longer duration is counted as overflow and still takes part
/// in quantiles, as the maximum: nothing is ever discarded. A negative one counts as zero.
///
/// Belongs to one thread; `+=` merges. About 210 KB, of which a run touches little.
class latency_histogram {
 public:
  static constexpr std::uint64_t largest_ns = 60'000'000'000U;

  latency_histogram() : buckets_(index(largest_ns) + 1) {}

  void record(std::chrono::nanoseconds duration) noexcept {
    const std::int64_t ticks = duration.count();
    const std::uint64_t ns = ticks < 0 ? 0 : static_cast<std::uint64_t>(ticks);
    ++count_;
    sum_ns_ += ns;
    max_ns_ = ns > max_ns_ ? ns : max_ns_;
    if (ns > largest_ns) {
      ++overflow_;
    } else {
      ++buckets_[index(ns)];
    }
  }

  latency_histogram& operator+=(const latency_histogram& other) noexcept;

  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  [[nodiscard]] std::uint64_t overflow() const noexcept { return overflow_; }
  [[nodiscard]] std::chrono::nanoseconds max() const noexcept;
  [[nodiscard]] std::chrono::nanoseconds sum() const noexcept;
  [[nodiscard]] std::chrono::nanoseconds mean() const noexcept;

  /// The smallest duration that a share `q` (0..1) of the recorded ones does not exceed, rounded up
  /// to the end of its bucket (less than 0.1 %), never beyond `max()`. Zero if nothing was
  /// recorded.
  [[nodiscard]] std::chrono::nanoseconds quantile(double q) const noexcept;

 private:
  static constexpr unsigned digits = 10;  // 2^10 buckets an octave

  static constexpr std::size_t index(std::uint64_t ns) noexcept {
    if (ns < (1U << digits)) return ns;
    const auto octave = static_cast<unsigned>(std::bit_width(ns)) - 1 - digits;
    return (std::size_t{octave} << digits) + (ns >> octave);
  }

  /// The largest value of a bucket.
  static constexpr std::uint64_t last_of(std::size_t index) noexcept {
    if (index < (1U << digits)) return index;
    const std::size_t octave = (index >> digits) - 1;
    const std::uint64_t mantissa = index - (octave << digits);
    return ((mantissa + 1) << octave) - 1;
  }

  std::vector<std::uint64_t> buckets_;
  std::uint64_t count_ = 0;
  std::uint64_t overflow_ = 0;
  std::uint64_t sum_ns_ = 0;
  std::uint64_t max_ns_ = 0;
};

}  // namespace engram::workload
