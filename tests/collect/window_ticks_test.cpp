// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// Windows under every kind of clock, against what was really recorded.
#include <engram/collect/registry.hpp>
#include <engram/collect/windows.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

namespace engram {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

constinit basic_counter<on> hits{{.name = "test.ticks.hits"}};
constinit basic_gauge<on> level{{.name = "test.ticks.level"}};
using spread = log_linear<-4, 4>;
constinit basic_histogram<on, spread> sizes{{.name = "test.ticks.sizes"}};

/// Records at times of its own and remembers it all.
class bench_of_truth {
 public:
  /// Moves the clock on, records on the way, and ticks.
  void tick(nanoseconds step) {
    const auto events = std::uniform_int_distribution(0, 20)(random_);
    for (int i = 0; i < events; ++i) record_at(now_ + step * (i + 1) / (events + 1));
    now_ += step;
    set_level();
    windows_.tick(metrics_.scrape(), now_);
  }
  /// Ticks while the clock stands still, or stands at what was earlier.
  void tick_again(nanoseconds earlier) {
    record_at(now_);
    set_level();
    windows_.tick(metrics_.scrape(), now_ - earlier);
  }

  nanoseconds now() const { return now_; }
  nanoseconds age() const { return now_ - first_tick_; }
  const window_aggregator& windows() const { return windows_; }

  /// Checks every window against what was recorded in the time that it says it covers.
  void check() const {
    for (const auto& [name, length] : window_lengths) {
      SCOPED_TRACE(name);
      const auto read = windows_.over(length);
      if (age().count() == 0) {
        EXPECT_TRUE(read.empty());
        continue;
      }
      ASSERT_GT(read.span().count(), 0);
      check_counts(read);
      check_levels(read);
    }
  }

 private:
  struct entry {
    nanoseconds at;
    double value;
  };

  void record_at(nanoseconds at) {
    const double value = std::exp(std::normal_distribution(0.0, 1.0)(random_));
    hits.add(2);
    sizes.record(value);
    values_.push_back({at, value});
  }
  void set_level() {
    const double value = std::normal_distribution(0.0, 10.0)(random_);
    level.set(value);
    levels_.push_back({now_, value});
  }
  std::vector<double> since(const std::vector<entry>& all, nanoseconds start) const {
    std::vector<double> found;
    for (const auto& each : all) {
      if (each.at > start) found.push_back(each.value);
    }
    std::ranges::sort(found);
    return found;
  }
  void check_counts(const window& read) const {
    const auto expected = since(values_, now_ - read.span());
    const auto counted = read[hits]();
    EXPECT_EQ(counted.count, 2 * expected.size());
    const double seconds = std::chrono::duration<double>(read.span()).count();
    EXPECT_DOUBLE_EQ(counted.rate, static_cast<double>(counted.count) / seconds);
    const auto got = read[sizes]();
    ASSERT_EQ(got.count, expected.size());
    if (expected.empty()) return;
    double sum = 0;
    for (const double value : expected) sum += value;
    EXPECT_NEAR(got.sum, sum, 1e-9 * sum);
    EXPECT_DOUBLE_EQ(got.mean, got.sum / static_cast<double>(got.count));
    EXPECT_LE(got.min, expected.front());
    EXPECT_EQ(spread::index(got.max), spread::index(expected.back()));
    EXPECT_GE(got.max, expected.back());
    check_quantile(expected, .5, got.p50);
    check_quantile(expected, .9, got.p90);
    check_quantile(expected, .99, got.p99);
  }
  static void check_quantile(const std::vector<double>& sorted, double q, double got) {
    const auto rank = std::ceil(q * static_cast<double>(sorted.size()));
    const double exact = sorted[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
    EXPECT_EQ(spread::index(got), spread::index(exact)) << q << ": " << got << " for " << exact;
  }
  void check_levels(const window& read) const {
    const auto expected = since(levels_, now_ - read.span());
    const auto got = read[level]();
    ASSERT_EQ(got.samples, expected.size());
    EXPECT_EQ(got.last, levels_.back().value);
    EXPECT_EQ(got.min, expected.front());
    EXPECT_EQ(got.max, expected.back());
    double sum = 0;
    for (const double value : expected) sum += value;
    EXPECT_NEAR(got.mean, sum / static_cast<double>(expected.size()), 1e-9);
  }

  registry metrics_{hits, level, sizes};
  std::mt19937 random_{7};
  nanoseconds now_{1h};
  nanoseconds first_tick_{now_};
  std::vector<entry> values_;
  std::vector<entry> levels_;
  window_aggregator windows_;

 public:
  bench_of_truth() {
    set_level();
    windows_.tick(metrics_.scrape(), now_);
  }
};

void expect_span(const bench_of_truth& truth, nanoseconds length, nanoseconds margin) {
  const auto span = truth.windows().over(length).span();
  const auto wanted = std::min(length, truth.age());
  EXPECT_LE(std::chrono::abs(span - wanted), margin)
      << span.count() << " ns for " << wanted.count() << " at the age of " << truth.age().count();
}

TEST(WindowTicks, OneASecondGiveTheSpansThatAreSaid) {
  bench_of_truth truth;
  for (int second = 1; second <= 900; ++second) {
    truth.tick(1s);
    truth.check();
    expect_span(truth, 1s, 0s);
    expect_span(truth, 10s, 0s);
    expect_span(truth, 60s, 3s);
    expect_span(truth, 300s, 15s);
    EXPECT_LE(truth.windows().kept(), 31U);
  }
  EXPECT_EQ(truth.windows().kept(), 31U);
}

TEST(WindowTicks, ThatAreNeverQuiteOnTimeGiveNearlyTheSame) {
  bench_of_truth truth;
  std::mt19937 random(11);
  std::uniform_int_distribution<std::int64_t> off_by(-20'000'000, 20'000'000);
  nanoseconds late{0};
  for (int second = 1; second <= 900; ++second) {
    const nanoseconds next(off_by(random));
    truth.tick(1s + next - late);
    late = next;
    if (second % 7 == 0) truth.check();
    expect_span(truth, 1s, 50ms);
    expect_span(truth, 10s, 50ms);
    expect_span(truth, 60s, 3100ms);
    expect_span(truth, 300s, 15100ms);
  }
  truth.check();
}

TEST(WindowTicks, ThatAreMissingMakeSpansLongerAndNothingWrong) {
  bench_of_truth truth;
  for (int second = 1; second <= 20; ++second) truth.tick(1s);
  truth.tick(45s);
  truth.check();
  EXPECT_EQ(truth.windows().over(1s).span(), nanoseconds(45s));
  EXPECT_EQ(truth.windows().over(10s).span(), nanoseconds(45s));
  truth.tick(1s);
  truth.check();
  EXPECT_EQ(truth.windows().over(1s).span(), nanoseconds(1s));
  EXPECT_EQ(truth.windows().over(10s).span(), nanoseconds(1s));
  truth.tick(1h);
  truth.check();
  EXPECT_EQ(truth.windows().over(300s).span(), nanoseconds(1h));
}

TEST(WindowTicks, AtRandomIntervalsAreExactForTheSpansTheySay) {
  bench_of_truth truth;
  std::mt19937 random(3);
  std::exponential_distribution<double> interval(1);
  for (int i = 0; i < 1'500; ++i) {
    const auto step = std::chrono::duration<double>(interval(random));
    truth.tick(std::max(nanoseconds(1), std::chrono::duration_cast<nanoseconds>(step)));
    if (i % 11 == 0) truth.check();
    EXPECT_LE(truth.windows().kept(), 31U);
  }
  truth.check();
}

TEST(WindowTicks, ThatComeFarTooOftenKeepNoMoreAndLoseNoSample) {
  bench_of_truth truth;
  for (int i = 1; i <= 8'000; ++i) {
    truth.tick(50ms);
    if (i % 97 == 0) truth.check();
    EXPECT_LE(truth.windows().kept(), 31U);
    expect_span(truth, 1s, 800ms);
  }
  expect_span(truth, 300s, 15s);
}

TEST(WindowTicks, OfAClockThatStandsStillTakeThePlaceOfTheLast) {
  bench_of_truth truth;
  truth.tick_again(0s);
  truth.check();
  for (int second = 1; second <= 30; ++second) {
    truth.tick(1s);
    const auto kept = truth.windows().kept();
    for (int again = 0; again < 3; ++again) {
      truth.tick_again(0s);
      truth.check();
    }
    truth.tick_again(5s);  // as one that steps back
    truth.check();
    EXPECT_EQ(truth.windows().kept(), kept);
  }
}

TEST(WindowTicks, OfAnHourTakeTheMemoryThatTheFormulaSays) {
  constexpr std::uint32_t counters = 1'000;
  constexpr std::uint32_t levels = 100;
  metric_entry many{.descriptor = {.name = "test.ticks.many",
                                   .help = {},
                                   .unit = {},
                                   .kind = metric_kind::counter,
                                   .series = counters,
                                   .stride = 1,
                                   .dimensions = {},
                                   .buckets = nullptr}};
  metric_entry some = many;
  some.descriptor.name = "test.ticks.some";
  some.descriptor.kind = metric_kind::up_down_counter;
  some.descriptor.series = levels;
  some.slot = counters;
  window_aggregator windows;
  std::size_t most = 0;
  for (int second = 0; second < 3'600; ++second) {
    const std::vector<std::uint64_t> cells(counters + levels);
    windows.tick({{&many, &some}, cells}, std::chrono::seconds(second));
    most = std::max(most, windows.bytes());
  }
  constexpr std::size_t cells = counters + levels;
  constexpr std::size_t metrics = 2;
  EXPECT_LE(most, 31 * (8 * cells + 40 * levels + 24 * metrics + 240));
  EXPECT_GE(most, 31 * (8 * cells + 40 * levels));
  EXPECT_EQ(windows.kept(), 31U);
}

}  // namespace
}  // namespace engram
