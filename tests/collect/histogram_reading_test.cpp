// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/histogram_reading.hpp>
#include <engram/collect/registry.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <utility>
#include <vector>

namespace engram {
namespace {

inline constexpr bounds strengths{.01, .02, .05, .1, .2, .5, 1.0};
inline constexpr bounds around_zero{-1, 0, 1};
using fine = log_linear<-10, 10, 4>;

/// The least value that a share `q` of all does not exceed.
double exact_quantile(const std::vector<double>& sorted, double q) {
  const double rank = std::ceil(q * static_cast<double>(sorted.size()));
  const auto at = static_cast<std::size_t>(std::max(rank, 1.0)) - 1;
  return sorted[std::min(at, sorted.size() - 1)];
}

/// Records `values` into cells of its own and reads them back through `use(reading, sorted)`.
template <class Mapping, class Use>
void with_reading(std::vector<double> values, Use use) {
  std::vector<detail::cell<std_sync>> cells(detail::histogram_cells::stride(Mapping::count));
  for (double value : values) {
    detail::record_into<detail::own_access<std_sync>, Mapping>(cells.data(), value);
  }
  std::vector<std::uint64_t> read;
  for (const auto& each : cells) read.push_back(each.load());
  std::sort(values.begin(), values.end());
  use(histogram_reading(layout_of<Mapping>, read), values);
}

std::vector<double> lognormal(std::size_t n, unsigned seed) {
  std::mt19937_64 random(seed);
  std::lognormal_distribution<double> shape(0, 1.5);
  std::vector<double> values(n);
  for (auto& each : values) each = shape(random);
  return values;
}

TEST(HistogramReading, QuantileIsWithinTheStatedErrorOfTheExactOne) {
  for (unsigned seed = 1; seed <= 5; ++seed) {
    with_reading<fine>(lognormal(20'000, seed), [](const auto& reading, const auto& sorted) {
      for (double q = 0; q <= 1; q += 1.0 / 512) {
        const double exact = exact_quantile(sorted, q);
        EXPECT_LE(std::abs(reading.quantile(q) - exact), exact * fine::relative_error) << q;
      }
    });
  }
}

TEST(HistogramReading, QuantileLiesInTheBucketOfTheExactOne) {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> shape(0, 1.5);
  std::vector<double> values(3'000);
  for (auto& each : values) each = shape(random);
  using mapping = explicit_bounds<strengths>;
  with_reading<mapping>(values, [](const auto& reading, const auto& sorted) {
    for (double q = 1.0 / 256; q <= 1; q += 1.0 / 256) {
      const auto bucket = mapping::index(exact_quantile(sorted, q));
      const double got = reading.quantile(q);
      EXPECT_LE(got, mapping::upper_bound(bucket)) << q;
      EXPECT_GE(got, bucket == 0 ? 0 : mapping::upper_bound(bucket - 1)) << q;
    }
  });
}

TEST(HistogramReading, QuantileNeverFallsAsTheShareGrows) {
  for (std::size_t n : {1U, 2U, 3U, 17U, 1000U}) {
    with_reading<fine>(lognormal(n, 8), [](const auto& reading, const auto& sorted) {
      double last = -std::numeric_limits<double>::infinity();
      for (double q = 0; q <= 1; q += 1.0 / 4096) {
        const double now = reading.quantile(q);
        ASSERT_GE(now, last) << q;
        ASSERT_GE(now, sorted.front());
        ASSERT_LE(now, sorted.back());
        last = now;
      }
    });
  }
}

TEST(HistogramReading, EndsOfTheQuantilesAreTheExtremes) {
  with_reading<fine>(lognormal(500, 2), [](const auto& reading, const auto& sorted) {
    EXPECT_EQ(reading.quantile(0), sorted.front());
    EXPECT_EQ(reading.quantile(1), sorted.back());
    EXPECT_EQ(reading.quantile(-3), sorted.front());
    EXPECT_EQ(reading.quantile(7), sorted.back());
  });
}

TEST(HistogramReading, QuantilesOfOneValueAreThatValue) {
  with_reading<fine>({3.3, 3.3, 3.3}, [](const auto& reading, const auto&) {
    for (double q : {0.0, 0.1, 0.5, 0.99, 1.0}) EXPECT_EQ(reading.quantile(q), 3.3);
  });
}

TEST(HistogramReading, QuantilesOfNegativeValuesAreNegative) {
  using mapping = explicit_bounds<around_zero>;
  with_reading<mapping>({-5, -4, -3, -0.5}, [](const auto& reading, const auto&) {
    EXPECT_EQ(reading.quantile(0), -5);
    EXPECT_LE(reading.quantile(0.5), -1);
    EXPECT_EQ(reading.quantile(1), -0.5);
  });
}

TEST(HistogramReading, QuantilesBeyondTheLastBoundEndAtTheGreatest) {
  using mapping = explicit_bounds<strengths>;
  with_reading<mapping>({50, 60, 70}, [](const auto& reading, const auto&) {
    EXPECT_GE(reading.quantile(0.01), 50);
    EXPECT_LE(reading.quantile(0.99), 70);
  });
}

TEST(HistogramReading, OfNothingHasNoQuantileNorOfAShareThatIsNoNumber) {
  with_reading<fine>(
      {}, [](const auto& reading, const auto&) { EXPECT_TRUE(std::isnan(reading.quantile(0.5))); });
  with_reading<fine>({1}, [](const auto& reading, const auto&) {
    EXPECT_TRUE(std::isnan(reading.quantile(std::numeric_limits<double>::quiet_NaN())));
  });
}

TEST(HistogramReading, CountSumMeanAndExtremesAgreeWithTheData) {
  with_reading<fine>(lognormal(10'000, 4), [](const auto& reading, const auto& sorted) {
    double sum = 0;
    for (double each : sorted) sum += each;
    EXPECT_EQ(reading.count(), sorted.size());
    EXPECT_NEAR(reading.sum(), sum, sum * 1e-12);
    EXPECT_NEAR(reading.mean(), sum / 10'000, sum * 1e-16 * 1e4);
    EXPECT_EQ(reading.min(), sorted.front());
    EXPECT_EQ(reading.max(), sorted.back());
  });
}

TEST(HistogramReading, BucketsHoldExactlyTheirValues) {
  with_reading<fine>(lognormal(5'000, 6), [](const auto& reading, const auto& sorted) {
    std::vector<std::uint64_t> expected(fine::count);
    for (double each : sorted) ++expected[fine::index(each)];
    EXPECT_TRUE(std::ranges::equal(reading.buckets(), expected));
    EXPECT_EQ(reading.upper_bound(0), std::ldexp(1.0, -10));
  });
}

/// A reading of buckets alone, as of a difference whose extremes nobody knows.
template <const auto& Bounds>
std::pair<double, double> extremes_of(std::vector<std::uint64_t> buckets) {
  using mapping = explicit_bounds<Bounds>;
  std::vector<std::uint64_t> cells(detail::stride_of<mapping>);
  std::ranges::copy(buckets, cells.begin() + detail::histogram_cells::buckets);
  const histogram_reading reading(layout_of<mapping>, cells);
  EXPECT_LE(reading.quantile(0.1), reading.quantile(0.9));
  return {reading.min(), reading.max()};
}

TEST(HistogramReading, WithoutExtremesPutsTheFiniteBoundsOfItsBuckets) {
  using pair = std::pair<double, double>;
  EXPECT_EQ((extremes_of<strengths>({0, 3, 0, 1, 0, 0, 0, 0})), (pair{.01, .1}));
  EXPECT_EQ((extremes_of<strengths>({1, 0, 0, 0, 0, 0, 0, 0})), (pair{0, .01}));
  EXPECT_EQ((extremes_of<strengths>({0, 0, 0, 0, 0, 0, 0, 2})), (pair{1, 1}));
  EXPECT_EQ((extremes_of<around_zero>({1, 0, 1, 0})), (pair{-1, 1}));
}

}  // namespace
}  // namespace engram
