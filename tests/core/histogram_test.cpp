// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "core/small_store.hpp"

#include <engram/collect/registry.hpp>
#include <engram/histogram.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <thread>
#include <vector>

namespace engram {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

enum class phase : std::uint8_t { encode, recall };
consteval auto label_set(phase) { return labels{"phase", {"encode", "recall"}}; }

inline constexpr bounds few{1, 2, 5};
using few_bounds = explicit_bounds<few>;

TEST(Histogram, CountsSumsAndRemembersTheExtremes) {
  static constinit basic_histogram<on, few_bounds> sizes{{.name = "test.histogram.basic"}};
  const registry metrics{sizes};
  for (double value : {1.0, 1.5, 2.0, 4.0, 100.0, -3.0}) sizes.record(value);
  const auto now = metrics.scrape();
  const auto read = now[sizes]();
  EXPECT_EQ(read.count(), 6U);
  EXPECT_EQ(read.sum(), 105.5);
  EXPECT_DOUBLE_EQ(read.mean(), 105.5 / 6);
  EXPECT_EQ(read.min(), -3.0);
  EXPECT_EQ(read.max(), 100.0);
  const std::vector<std::uint64_t> buckets(read.buckets().begin(), read.buckets().end());
  EXPECT_EQ(buckets, (std::vector<std::uint64_t>{2, 2, 1, 1}));
}

TEST(Histogram, NaNAndInfinitiesAreCountedApart) {
  static constinit basic_histogram<on, few_bounds> sizes{{.name = "test.histogram.odd"}};
  const registry metrics{sizes};
  for (double value : {2.0, infinity, infinity, -infinity, not_a_number, -not_a_number,
                       std::numeric_limits<double>::signaling_NaN()}) {
    sizes.record(value);
  }
  const auto now = metrics.scrape();
  const auto read = now[sizes]();
  EXPECT_EQ(read.count(), 1U);
  EXPECT_EQ(read.sum(), 2.0);
  EXPECT_EQ(read.min(), 2.0);
  EXPECT_EQ(read.max(), 2.0);
  EXPECT_EQ(read.nan(), 3U);
  EXPECT_EQ(read.positive_infinity(), 2U);
  EXPECT_EQ(read.negative_infinity(), 1U);
}

TEST(Histogram, EmptyOneHasNoMeanAndNoExtremes) {
  static constinit basic_histogram<on, few_bounds> sizes{{.name = "test.histogram.empty"}};
  const registry metrics{sizes};
  const auto now = metrics.scrape();
  const auto read = now[sizes]();
  EXPECT_EQ(read.count(), 0U);
  EXPECT_EQ(read.sum(), 0);
  EXPECT_TRUE(std::isnan(read.mean()));
  EXPECT_TRUE(std::isnan(read.min()));
  EXPECT_TRUE(std::isnan(read.max()));
}

TEST(Histogram, ExtremesHoldForTheWholeRangeOfDoubles) {
  static constinit basic_histogram<on, few_bounds, phase> sizes{{.name = "test.histogram.range"}};
  const registry metrics{sizes};
  sizes.record(phase::encode, std::numeric_limits<double>::lowest());
  sizes.record(phase::encode, -std::numeric_limits<double>::denorm_min());
  sizes.record(phase::recall, std::numeric_limits<double>::max());
  sizes.record(phase::recall, 0.0);
  const auto now = metrics.scrape();
  EXPECT_EQ(now[sizes](phase::encode).min(), std::numeric_limits<double>::lowest());
  EXPECT_EQ(now[sizes](phase::encode).max(), -std::numeric_limits<double>::denorm_min());
  EXPECT_EQ(now[sizes](phase::recall).min(), 0.0);
  EXPECT_EQ(now[sizes](phase::recall).max(), std::numeric_limits<double>::max());
}

TEST(Histogram, KeepsSeriesApart) {
  static constinit basic_histogram<on, log_linear<-4, 4>, phase> sizes{
      {.name = "test.histogram.series"}};
  const registry metrics{sizes};
  sizes.record(phase::encode, 0.5);
  sizes.record(phase::recall, 2.0);
  sizes.record(phase::recall, 3.0);
  sizes.record(static_cast<phase>(9), 7.0);
  const auto now = metrics.scrape();
  EXPECT_EQ(now[sizes](phase::encode).sum(), 0.5);
  EXPECT_EQ(now[sizes](phase::recall).sum(), 5.0);
  EXPECT_EQ(now[sizes](phase::recall).count(), 2U);
  EXPECT_EQ(now[sizes](static_cast<phase>(200)).sum(), 7.0);
}

TEST(Histogram, FoldsWhatAllThreadsRecorded) {
  static constinit basic_histogram<on, few_bounds> sizes{{.name = "test.histogram.threads"}};
  const registry metrics{sizes};
  std::vector<std::thread> threads;
  for (int n = 1; n <= 6; ++n) {
    threads.emplace_back([n] {
      for (int i = 0; i < 500; ++i) sizes.record(n);
    });
  }
  for (auto& each : threads) each.join();
  const auto now = metrics.scrape();
  const auto read = now[sizes]();
  EXPECT_EQ(read.count(), 3000U);
  EXPECT_EQ(read.sum(), 10500.0);
  EXPECT_EQ(read.min(), 1);
  EXPECT_EQ(read.max(), 6);
}

TEST(Histogram, WarmingRecordsNothing) {
  static constinit basic_histogram<on, few_bounds, phase> sizes{{.name = "test.histogram.warm"}};
  sizes.warm(phase::encode);
  const registry metrics{sizes};
  sizes.warm(phase::encode);
  sizes.warm(static_cast<phase>(50));
  const auto now = metrics.scrape();
  EXPECT_EQ(now[sizes](phase::encode).count(), 0U);
  EXPECT_TRUE(std::isnan(now[sizes](phase::encode).max()));
}

/// Records from a destructor that runs after the thread gave its shard back.
struct farewell {
  const basic_histogram<on, few_bounds>* to = nullptr;
  ~farewell() {
    if (to == nullptr) return;
    for (double value : {-1.0, 4.0, 9.0, not_a_number}) to->record(value);
  }
};
thread_local farewell early_made;

TEST(Histogram, RecordsAfterTheThreadGaveItsShardBackAreNotLost) {
  static constinit basic_histogram<on, few_bounds> sizes{{.name = "test.histogram.late"}};
  const registry metrics{sizes};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      early_made.to = &sizes;
      sizes.record(2.0);
    });
  }
  for (auto& each : threads) each.join();
  const auto now = metrics.scrape();
  const auto read = now[sizes]();
  EXPECT_EQ(read.count(), 16U);
  EXPECT_EQ(read.sum(), 56.0);
  EXPECT_EQ(read.min(), -1.0);
  EXPECT_EQ(read.max(), 9.0);
  EXPECT_EQ(read.nan(), 4U);
}

TEST(Histogram, OrderKeysOrderAsTheirNumbersDo) {
  const std::vector<double> ascending{std::numeric_limits<double>::lowest(),      -1e10, -1.0,
                                      -std::numeric_limits<double>::denorm_min(), -0.0,  0.0,
                                      std::numeric_limits<double>::denorm_min(),  1.0,   1e10,
                                      std::numeric_limits<double>::max()};
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    const auto key = detail::order_key(ascending[i]);
    EXPECT_NE(key, 0U);
    EXPECT_NE(~key, 0U);
    EXPECT_EQ(std::bit_cast<std::uint64_t>(detail::from_order_key(key)),
              std::bit_cast<std::uint64_t>(ascending[i]));
    if (i > 0) {
      EXPECT_LT(detail::order_key(ascending[i - 1]), key);
    }
  }
}

TEST(Histogram, SeriesBeginOnLines) {
  for (std::uint32_t buckets = 1; buckets < 100; ++buckets) {
    const auto stride = detail::histogram_cells::stride(buckets);
    EXPECT_EQ(stride % 8, 0U);
    EXPECT_GE(stride, detail::histogram_cells::buckets + buckets);
    EXPECT_LT(stride, detail::histogram_cells::buckets + buckets + 8);
  }
}

}  // namespace
}  // namespace engram
