// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/latency_histogram.hpp"

#include "workload/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace engram::workload {
namespace {

using std::chrono::nanoseconds;
using std::chrono::seconds;

/// Durations over seven decades, as a mix of fast and stalled operations gives.
std::vector<std::int64_t> log_uniform(int count) {
  std::vector<std::int64_t> values;
  random_stream random(11, 0);
  for (int i = 0; i < count; ++i) {
    values.push_back(static_cast<std::int64_t>(std::exp(random.uniform() * std::log(6e10))));
  }
  return values;
}

TEST(LatencyHistogram, QuantilesAreExactToThreeSignificantDigits) {
  std::vector<std::int64_t> values = log_uniform(20'001);
  latency_histogram histogram;
  for (const std::int64_t value : values) histogram.record(nanoseconds(value));
  std::sort(values.begin(), values.end());
  for (const double q : {0.0, 0.001, 0.1, 0.5, 0.9, 0.99, 0.999, 1.0}) {
    const double rank = std::max(1.0, std::ceil(q * static_cast<double>(values.size())));
    const auto exact = static_cast<double>(values[static_cast<std::size_t>(rank) - 1]);
    const auto found = static_cast<double>(histogram.quantile(q).count());
    EXPECT_GE(found, exact) << q;
    EXPECT_LE(found, exact * 1.001) << q;
  }
}

TEST(LatencyHistogram, ShortDurationsAreExactToTheNanosecond) {
  for (const std::int64_t ns : {0, 1, 999, 1023, 1024, 1025, 2047}) {
    latency_histogram histogram;
    histogram.record(nanoseconds(ns));
    histogram.record(nanoseconds(1'000'000));
    EXPECT_EQ(histogram.quantile(0.5), nanoseconds(ns));
  }
}

TEST(LatencyHistogram, DurationsBeyondAMinuteAreCountedNotDiscarded) {
  latency_histogram histogram;
  histogram.record(seconds(60));
  histogram.record(seconds(61));
  histogram.record(seconds(3600));
  EXPECT_EQ(histogram.count(), 3U);
  EXPECT_EQ(histogram.overflow(), 2U);
  EXPECT_EQ(histogram.max(), seconds(3600));
  EXPECT_EQ(histogram.quantile(0.3), seconds(60));
  EXPECT_EQ(histogram.quantile(0.99), seconds(3600));
}

TEST(LatencyHistogram, NegativeDurationsCountAsZero) {
  latency_histogram histogram;
  histogram.record(nanoseconds(-5));
  EXPECT_EQ(histogram.count(), 1U);
  EXPECT_EQ(histogram.quantile(1), nanoseconds(0));
}

TEST(LatencyHistogram, MergedHistogramsEqualOneThatRecordedAll) {
  latency_histogram left;
  latency_histogram right;
  latency_histogram all;
  int i = 0;
  for (const std::int64_t value : log_uniform(5'000)) {
    (++i % 3 == 0 ? left : right).record(nanoseconds(value));
    all.record(nanoseconds(value));
  }
  left += right;
  EXPECT_EQ(left.count(), all.count());
  EXPECT_EQ(left.sum(), all.sum());
  EXPECT_EQ(left.max(), all.max());
  for (const double q : {0.01, 0.5, 0.99}) EXPECT_EQ(left.quantile(q), all.quantile(q));
}

TEST(LatencyHistogram, EmptyHistogramHasNoQuantiles) {
  const latency_histogram histogram;
  EXPECT_EQ(histogram.quantile(0.5), nanoseconds(0));
  EXPECT_EQ(histogram.mean(), nanoseconds(0));
}

}  // namespace
}  // namespace engram::workload
