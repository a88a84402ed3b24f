// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/latency_histogram.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace engram::workload {
namespace {

std::chrono::nanoseconds nanoseconds(std::uint64_t ns) {
  return std::chrono::nanoseconds(static_cast<std::int64_t>(ns));
}

}  // namespace

latency_histogram& latency_histogram::operator+=(const latency_histogram& other) noexcept {
  std::transform(buckets_.begin(), buckets_.end(), other.buckets_.begin(), buckets_.begin(),
                 std::plus<>());
  count_ += other.count_;
  overflow_ += other.overflow_;
  sum_ns_ += other.sum_ns_;
  max_ns_ = std::max(max_ns_, other.max_ns_);
  return *this;
}

std::chrono::nanoseconds latency_histogram::max() const noexcept { return nanoseconds(max_ns_); }

std::chrono::nanoseconds latency_histogram::sum() const noexcept { return nanoseconds(sum_ns_); }

std::chrono::nanoseconds latency_histogram::mean() const noexcept {
  return nanoseconds(count_ == 0 ? 0 : sum_ns_ / count_);
}

std::chrono::nanoseconds latency_histogram::quantile(double q) const noexcept {
  if (count_ == 0) return nanoseconds(0);
  const double wanted = std::ceil(std::clamp(q, 0.0, 1.0) * static_cast<double>(count_));
  const std::uint64_t rank = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(wanted));
  std::uint64_t seen = 0;
  for (std::size_t bucket = 0; bucket < buckets_.size(); ++bucket) {
    seen += buckets_[bucket];
    if (seen >= rank) return nanoseconds(std::min({last_of(bucket), max_ns_, largest_ns}));
  }
  return max();
}

}  // namespace engram::workload
