// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/delta.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace engram {
namespace {

enum class side : std::uint8_t { left, right };
consteval auto label_set(side) { return labels{"side", {"left", "right"}}; }
inline constexpr bounds powers{1, 2, 4, 8};
using distribution = basic_histogram<on, explicit_bounds<powers>>;

TEST(Delta, HoldsWhatWasRecordedSinceTheLastReading) {
  static constinit basic_counter<on, side> hits{{.name = "test.delta.hits"}};
  delta_reader deltas{registry{hits}};
  hits.add(side::left, 3);
  EXPECT_EQ(deltas.read()[hits](side::left), 3U);
  hits.add(side::left, 4);
  hits.add(side::right, 1);
  const auto second = deltas.read();
  EXPECT_EQ(second[hits](side::left), 4U);
  EXPECT_EQ(second[hits](side::right), 1U);
  EXPECT_EQ(deltas.read()[hits](side::left), 0U);
}

TEST(Delta, APeekLeavesTheBaselineWhereItIs) {
  static constinit basic_counter<on> hits{{.name = "test.delta.peeked"}};
  delta_reader deltas{registry{hits}};
  hits.add(3);
  EXPECT_EQ(deltas.peek()[hits](), 3U);
  hits.add(4);
  EXPECT_EQ(deltas.peek()[hits](), 7U);
  EXPECT_EQ(deltas.read()[hits](), 7U);
  EXPECT_EQ(deltas.peek()[hits](), 0U);
}

TEST(Delta, AResetIsAReadersOwnBaselineAndNobodyElsesBusiness) {
  static constinit basic_counter<on> hits{{.name = "test.delta.reset"}};
  const registry metrics{hits};
  delta_reader one{metrics};
  delta_reader other{metrics};
  hits.add(5);
  one.reset();
  hits.add(2);
  EXPECT_EQ(one.read()[hits](), 2U);
  EXPECT_EQ(other.read()[hits](), 7U);
  EXPECT_EQ(metrics.scrape()[hits](), 7U);
}

TEST(Delta, OfACounterThatWrapsIsTheDifferenceModulo2To64) {
  static constinit basic_counter<on> hits{{.name = "test.delta.wrap"}};
  delta_reader deltas{registry{hits}};
  hits.add(std::numeric_limits<std::uint64_t>::max() - 9);
  deltas.reset();
  hits.add(25);
  EXPECT_EQ(registry{hits}.scrape()[hits](), 15U);
  EXPECT_EQ(deltas.read()[hits](), 25U);
}

TEST(Delta, OfAnUpDownCounterIsSigned) {
  static constinit basic_up_down_counter<on> open{{.name = "test.delta.open"}};
  delta_reader deltas{registry{open}};
  open.add(5);
  EXPECT_EQ(deltas.read()[open](), 5);
  open.add(-7);
  EXPECT_EQ(deltas.read()[open](), -7);
  EXPECT_EQ(registry{open}.scrape()[open](), -2);
}

TEST(Delta, OfAGaugeIsItsLevel) {
  static constinit basic_gauge<on> level{{.name = "test.delta.level"}};
  delta_reader deltas{registry{level}};
  level.set(2.5);
  EXPECT_EQ(deltas.read()[level](), 2.5);
  EXPECT_EQ(deltas.read()[level](), 2.5);
  level.set(-1);
  EXPECT_EQ(deltas.read()[level](), -1);
}

TEST(Delta, OfMetricsThatRegisterBetweenTwoReadingsCountsFromZero) {
  static constinit basic_counter<on> early{{.name = "test.delta.early"}};
  static constinit basic_counter<on> late{{.name = "test.delta.late"}};
  static constinit distribution late_sizes{{.name = "test.delta.late_sizes"}};
  delta_reader deltas{registry::everything()};
  early.add(1);
  EXPECT_EQ(deltas.read()[early](), 1U);
  late.add(3);
  late_sizes.record(3);
  const auto second = deltas.read();
  EXPECT_EQ(second[late](), 3U);
  EXPECT_EQ(second[late_sizes]().count(), 1U);
  late.add(2);
  EXPECT_EQ(deltas.read()[late](), 2U);
}

TEST(Delta, OfAHistogramHoldsItsBucketsItsSumAndWhatIsInNoBucket) {
  static constinit distribution sizes{{.name = "test.delta.sizes"}};
  delta_reader deltas{registry{sizes}};
  sizes.record(0.5);
  sizes.record(NAN);
  deltas.reset();
  for (const double value : {1.5, 3.0, 3.0, 100.0}) sizes.record(value);
  sizes.record(NAN);
  sizes.record(-INFINITY);
  const auto delta = deltas.read();
  const auto read = delta[sizes]();
  EXPECT_EQ(std::vector(read.buckets().begin(), read.buckets().end()),
            (std::vector<std::uint64_t>{0, 1, 2, 0, 1}));
  EXPECT_EQ(read.count(), 4U);
  EXPECT_EQ(read.sum(), 107.5);
  EXPECT_EQ(read.nan(), 1U);
  EXPECT_EQ(read.negative_infinity(), 1U);
  EXPECT_EQ(read.positive_infinity(), 0U);
}

/// The least and the greatest of a delta whose values follow `earlier`.
template <class Earlier, class Values>
std::array<double, 2> extremes(const distribution& sizes, const Earlier& earlier,
                               const Values& values) {
  delta_reader deltas{registry{sizes}};
  for (const double value : earlier) sizes.record(value);
  deltas.reset();
  for (const double value : values) sizes.record(value);
  const auto delta = deltas.read();
  return {delta[sizes]().min(), delta[sizes]().max()};
}

TEST(Delta, KnowsExtremesThatAreNewExactly) {
  static constinit distribution sizes{{.name = "test.delta.new_extremes"}};
  EXPECT_EQ(extremes(sizes, std::array{3.0}, std::array{1.25, 5.5}), (std::array{1.25, 5.5}));
}

TEST(Delta, BoundsExtremesThatAreNotNewByTheirBuckets) {
  static constinit distribution sizes{{.name = "test.delta.old_extremes"}};
  EXPECT_EQ(extremes(sizes, std::array{0.5, 100.0}, std::array{1.25, 5.5}), (std::array{1.0, 8.0}));
}

TEST(Delta, BoundsExtremesInTheOutermostBucketsByThoseOfAllTime) {
  static constinit distribution sizes{{.name = "test.delta.outer_extremes"}};
  EXPECT_EQ(extremes(sizes, std::array{-3.0, 100.0}, std::array{0.5, 50.0}),
            (std::array{-3.0, 100.0}));
}

TEST(Delta, OfNothingHasNoExtremesAndNoQuantiles) {
  static constinit distribution sizes{{.name = "test.delta.no_extremes"}};
  const auto none = extremes(sizes, std::array{1.0, 3.0}, std::array<double, 0>{});
  EXPECT_TRUE(std::isnan(none[0]));
  EXPECT_TRUE(std::isnan(none[1]));
}

TEST(Delta, QuantilesAreThoseOfTheInterval) {
  static constinit distribution sizes{{.name = "test.delta.quantiles"}};
  delta_reader deltas{registry{sizes}};
  for (int i = 0; i < 1'000; ++i) sizes.record(0.5);
  deltas.reset();
  for (int i = 0; i < 10; ++i) sizes.record(3);
  const auto delta = deltas.read();
  const auto read = delta[sizes]();
  for (const double q : {0.0, 0.01, 0.5, 1.0}) {
    EXPECT_GE(read.quantile(q), 2);
    EXPECT_LE(read.quantile(q), 4);
  }
}

/// Snapshots as a scrape finds them when it meets a record half done.
class half_done : public ::testing::Test {
 protected:
  using at = detail::histogram_cells;
  half_done() {
    entry_.descriptor = sizes_.descriptor();
    cells_.resize(entry_.descriptor.stride);
  }
  snapshot now() const { return {{&entry_}, cells_}; }
  histogram_reading read(const snapshot& from) const {
    return {*entry_.descriptor.buckets, from.series(entry_, 0)};
  }
  static constexpr std::uint64_t key(double value) { return detail::order_key(value); }

  distribution sizes_{{.name = "test.delta.half_done"}};
  metric_entry entry_;
  std::vector<std::uint64_t> cells_;
};

TEST_F(half_done, ExtremesLieInTheBucketsThoughTheRecordHasNotRaisedThemYet) {
  cells_[at::buckets + 1] = 1;  // 1.5
  cells_[at::max] = key(1.5);
  cells_[at::min] = ~key(1.5);
  const auto before = now();
  cells_[at::buckets + 3] = 1;  // 5: its bucket, nothing else yet
  const auto high = now().since(before);
  EXPECT_EQ(read(high).max(), 8);
  EXPECT_EQ(read(high).min(), 4);
  cells_[at::buckets + 3] = 0;
  cells_[at::buckets + 0] = 1;
  const auto low = now().since(before);
  EXPECT_EQ(read(low).max(), 1);
  EXPECT_EQ(read(low).min(), 1);
  cells_[at::buckets + 0] = 0;
  cells_[at::max] = key(4);  // the bound below that bucket is no value of it
  cells_[at::buckets + 3] = 1;
  const auto on_bound = now().since(before);
  EXPECT_EQ(read(on_bound).max(), 8);
  cells_[at::buckets + 3] = 0;
  cells_[at::max] = key(1.5);
  cells_[at::buckets + 4] = 1;
  const auto beyond = now().since(before);
  EXPECT_EQ(read(beyond).max(), 8);
  EXPECT_EQ(read(beyond).min(), 8);
}

TEST_F(half_done, TheRestIsInTheNextDeltaAndNothingIsCountedTwice) {
  cells_[at::buckets + 3] = 1;
  const auto first = now();
  cells_[at::sum] = std::bit_cast<std::uint64_t>(5.0);
  cells_[at::max] = key(5);
  cells_[at::min] = ~key(5);
  const auto second = now().since(first);
  EXPECT_EQ(read(second).count(), 0U);
  EXPECT_EQ(read(second).sum(), 5);
  EXPECT_TRUE(std::isnan(read(second).max()));
}

/// Adds numbers up without the error of adding them up, as far as a test can see.
class exact_sum {
 public:
  void add(double value) {
    const double sum = sum_ + value;
    const double part = sum - sum_;
    lost_ += (sum_ - (sum - part)) + (value - part);
    sum_ = sum;
  }
  double value() const { return sum_ + lost_; }

 private:
  double sum_ = 0;
  double lost_ = 0;
};

TEST(Delta, SumsThatAreNoWholeNumbersAddUpWithinTheirRounding) {
  static constinit distribution sizes{{.name = "test.delta.rounding"}};
  const registry metrics{sizes};
  delta_reader deltas{metrics};
  exact_sum added;
  double magnitude = 0;
  for (int i = 1; i <= 1'000; ++i) {
    sizes.record(1.0 / i);
    sizes.record(-0.7 / i);
    const auto delta = deltas.read();
    added.add(delta[sizes]().sum());
    magnitude += std::abs(delta[sizes]().sum());
  }
  const auto whole = metrics.scrape();
  EXPECT_NEAR(added.value(), whole[sizes]().sum(), std::ldexp(magnitude, -53));
}

}  // namespace
}  // namespace engram
