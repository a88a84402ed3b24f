// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/registry.hpp>
#include <engram/collect/windows.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <cstdint>

namespace engram {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

enum class side : std::uint8_t { left, right };
consteval auto label_set(side) { return labels{"side", {"left", "right"}}; }
inline constexpr bounds powers{1, 2, 4, 8};

TEST(Windows, AreEmptyUntilThereAreTwoReadings) {
  static constinit basic_counter<on> hits{{.name = "test.windows.first"}};
  static constinit basic_gauge<on> level{{.name = "test.windows.first_level"}};
  const registry metrics{hits, level};
  window_aggregator windows;
  EXPECT_TRUE(windows.over(1s).empty());
  hits.add(7);
  windows.tick(metrics.scrape(), 5s);
  const auto none = windows.over(10s);
  EXPECT_TRUE(none.empty());
  EXPECT_EQ(none[hits]().count, 0U);
  EXPECT_EQ(none[hits]().rate, 0);
  EXPECT_EQ(none[level]().samples, 0U);
  EXPECT_TRUE(std::isnan(none[level]().last));
}

TEST(Windows, ReachBackToTheFirstTickUntilTheyAreFull) {
  static constinit basic_counter<on, side> hits{{.name = "test.windows.young"}};
  const registry metrics{hits};
  window_aggregator windows;
  for (int second = 0; second <= 4; ++second) {
    windows.tick(metrics.scrape(), std::chrono::seconds(100 + second));
    hits.add(side::right, 3);
  }
  EXPECT_EQ(windows.over(1s).span(), nanoseconds(1s));
  for (const auto& [name, length] : window_lengths) {
    if (length == 1s) continue;
    const auto young = windows.over(length);
    EXPECT_EQ(young.span(), nanoseconds(4s)) << name;
    EXPECT_EQ(young[hits](side::right).count, 12U) << name;
    EXPECT_EQ(young[hits](side::right).rate, 3) << name;
    EXPECT_EQ(young[hits](side::left).count, 0U) << name;
  }
}

TEST(Windows, EndWithAReadingThatIsNotKeptToo) {
  static constinit basic_counter<on> hits{{.name = "test.windows.fresh"}};
  const registry metrics{hits};
  window_aggregator windows;
  windows.tick(metrics.scrape(), 0s);
  hits.add(10);
  windows.tick(metrics.scrape(), 1s);
  hits.add(5);
  const auto fresh = windows.over(1s, metrics.scrape(), 1500ms);
  EXPECT_EQ(fresh.span(), nanoseconds(1500ms));  // 0.5 s and 1.5 s are as near: the longer
  EXPECT_EQ(fresh[hits]().count, 15U);
  EXPECT_EQ(fresh[hits]().rate, 10);
  EXPECT_EQ(windows.over(1s)[hits]().count, 10U);
  EXPECT_EQ(windows.kept(), 2U);
}

TEST(Windows, OfAHistogramAreItsDifference) {
  static constinit basic_histogram<on, explicit_bounds<powers>> sizes{
      {.name = "test.windows.sizes"}};
  const registry metrics{sizes};
  window_aggregator windows;
  sizes.record(100);
  windows.tick(metrics.scrape(), 0s);
  for (int i = 0; i < 98; ++i) sizes.record(1.5);
  sizes.record(3);
  sizes.record(7);
  windows.tick(metrics.scrape(), 2s);
  const auto read = windows.over(1s)[sizes]();
  EXPECT_EQ(read.count, 100U);
  EXPECT_EQ(read.rate, 50);
  EXPECT_EQ(read.sum, 157);
  EXPECT_EQ(read.mean, 1.57);
  EXPECT_EQ(read.min, 1.5);  // new, so exact
  EXPECT_EQ(read.max, 8);    // not new: the bound of its bucket
  EXPECT_GT(read.p50, 1);
  EXPECT_LE(read.p50, 2);
  EXPECT_LE(read.p90, 2);
  EXPECT_GT(read.p99, 2);
  EXPECT_LE(read.p99, 4);
}

TEST(Windows, OfAnExponentialHistogramAreItsDifferenceThoughItsScaleFell) {
  static constinit basic_histogram<on, exponential<8, 4>> sizes{{.name = "test.windows.moving"}};
  const registry metrics{sizes};
  window_aggregator windows;
  for (int i = 0; i < 50; ++i) sizes.record(1.01);
  windows.tick(metrics.scrape(), 0s);
  for (const double value : {1.01, 40.0, 1000.0}) sizes.record(value);
  windows.tick(metrics.scrape(), 1s);
  const auto read = windows.over(1s)[sizes]();
  EXPECT_EQ(read.count, 3U);
  EXPECT_EQ(read.rate, 3);
  EXPECT_NEAR(read.sum, 1041.01, 1e-9);
  EXPECT_EQ(read.max, 1000);
  EXPECT_GT(read.p50, 20);
  EXPECT_LT(read.p50, 80);
}

TEST(Windows, OfAQuietHistogramHoldNothing) {
  static constinit basic_histogram<on, explicit_bounds<powers>> sizes{
      {.name = "test.windows.quiet"}};
  const registry metrics{sizes};
  window_aggregator windows;
  sizes.record(3);
  windows.tick(metrics.scrape(), 0s);
  windows.tick(metrics.scrape(), 1s);
  const auto read = windows.over(1s)[sizes]();
  EXPECT_EQ(read.count, 0U);
  EXPECT_EQ(read.rate, 0);
  EXPECT_TRUE(std::isnan(read.mean));
  EXPECT_TRUE(std::isnan(read.max));
  EXPECT_TRUE(std::isnan(read.p99));
}

TEST(Windows, OfLevelsAreTheirSamples) {
  static constinit basic_gauge<on, side> level{{.name = "test.windows.level"}};
  static constinit basic_up_down_counter<on> open{{.name = "test.windows.open"}};
  const registry metrics{level, open};
  window_aggregator windows;
  for (const double value : {50.0, 2.0, -4.0, 8.0}) {
    level.set(side::right, value);
    open.add(static_cast<std::int64_t>(value));
    windows.tick(metrics.scrape(), std::chrono::seconds(windows.kept()));
  }
  // The first sample is before the window.
  const auto read = windows.over(10s)[level](side::right);
  EXPECT_EQ(read.samples, 3U);
  EXPECT_EQ(read.last, 8);
  EXPECT_EQ(read.min, -4);
  EXPECT_EQ(read.max, 8);
  EXPECT_EQ(read.mean, 2);
  const auto many = windows.over(10s)[open]();
  EXPECT_EQ(many.last, 56);
  EXPECT_EQ(many.min, 48);
  EXPECT_EQ(many.max, 56);
  EXPECT_EQ(many.mean, 52);
}

TEST(Windows, LeaveSamplesThatAreNoNumbersOut) {
  static constinit basic_gauge<on> level{{.name = "test.windows.nan"}};
  const registry metrics{level};
  window_aggregator windows;
  for (const double value : {0.0, 1.0, 3.0, double{NAN}}) {
    level.set(value);
    windows.tick(metrics.scrape(), std::chrono::seconds(windows.kept()));
  }
  const auto read = windows.over(10s)[level]();
  EXPECT_EQ(read.samples, 2U);
  EXPECT_TRUE(std::isnan(read.last));
  EXPECT_EQ(read.mean, 2);
  EXPECT_EQ(read.max, 3);
}

TEST(Windows, OfASeriesThatAppearsLateCountFromZero) {
  static constinit basic_counter<on> early{{.name = "test.windows.early"}};
  static constinit basic_counter<on> late{{.name = "test.windows.late"}};
  static constinit basic_up_down_counter<on> late_level{{.name = "test.windows.late_level"}};
  const auto metrics = registry::everything();
  window_aggregator windows;
  early.add(1);
  windows.tick(metrics.scrape(), 0s);
  late.add(4);
  late_level.add(9);
  windows.tick(metrics.scrape(), 1s);
  windows.tick(metrics.scrape(), 2s);
  EXPECT_EQ(windows.over(10s)[late]().count, 4U);
  EXPECT_EQ(windows.over(10s)[late]().rate, 2);
  EXPECT_EQ(windows.over(1s)[late]().count, 0U);
  EXPECT_EQ(windows.over(10s)[late_level]().samples, 2U);
  EXPECT_EQ(windows.over(10s)[late_level]().min, 9);
}

TEST(Windows, OfInstrumentsThatAreCompiledOutAreEmpty) {
  const basic_counter<off> hits{{.name = "test.windows.off"}};
  const basic_gauge<off> level{{.name = "test.windows.off_level"}};
  window_aggregator windows;
  windows.tick({}, 0s);
  windows.tick({}, 1s);
  EXPECT_EQ(windows.over(1s)[hits]().count, 0U);
  EXPECT_EQ(windows.over(1s)[level]().samples, 0U);
}

TEST(Windows, StartAnewInANewProcess) {
  metric_entry entry;
  entry.descriptor = {.name = "test.windows.forked",
                      .help = {},
                      .unit = {},
                      .kind = metric_kind::counter,
                      .series = 1,
                      .stride = 1,
                      .dimensions = {},
                      .buckets = nullptr};
  window_aggregator windows;
  windows.tick({{&entry}, {1'000}, 0}, 0s);
  windows.tick({{&entry}, {2'000}, 0}, 1s);
  const snapshot child({&entry}, {5}, 1);
  EXPECT_TRUE(windows.over(10s, child, 2s).empty());
  windows.tick(child, 2s);
  EXPECT_TRUE(windows.over(10s).empty());
  EXPECT_EQ(windows.kept(), 1U);
  windows.tick({{&entry}, {7}, 1}, 3s);
  EXPECT_EQ(windows.over(10s).span(), nanoseconds(1s));
  EXPECT_EQ(windows.over(10s).change().series(entry, 0)[0], 2U);
}

TEST(Windows, CopiesGoTheirOwnWays) {
  static constinit basic_counter<on> hits{{.name = "test.windows.copies"}};
  const registry metrics{hits};
  window_aggregator one;
  one.tick(metrics.scrape(), 0s);
  auto other = one;
  hits.add(3);
  one.tick(metrics.scrape(), 1s);
  EXPECT_TRUE(other.over(1s).empty());
  hits.add(4);
  other.tick(metrics.scrape(), 2s);
  EXPECT_EQ(one.over(1s)[hits]().count, 3U);
  EXPECT_EQ(other.over(1s)[hits]().count, 7U);
}

}  // namespace
}  // namespace engram
