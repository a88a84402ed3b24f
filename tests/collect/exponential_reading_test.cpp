// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/exponential_series.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace engram {
namespace {

using signed_mapping = exponential<160, 8, true>;
using testing::series_of;
using testing::spread;

/// The least value that a share `q` of all does not exceed.
double exact_quantile(const std::vector<double>& sorted, double q) {
  const double rank = std::ceil(q * static_cast<double>(sorted.size()));
  const auto at = static_cast<std::size_t>(std::max(rank, 1.0)) - 1;
  return sorted[std::min(at, sorted.size() - 1)];
}

/// Reads `values` back through `use(reading, sorted)`.
template <class Mapping, class Use>
void with_reading(std::vector<double> values, Use use) {
  const auto cells = series_of<Mapping>(values);
  std::ranges::sort(values);
  use(exponential_reading(layout_of<Mapping>, cells), values);
}

/// Values of both signs, and zeros.
std::vector<double> of_both_signs(double octaves, std::size_t n, unsigned seed) {
  auto values = spread(octaves, n, seed);
  for (std::size_t i = 0; i < n; i += 3) values[i] = -values[i];
  for (std::size_t i = 0; i < n; i += 10) values[i] = 0;
  return values;
}

TEST(ExponentialReading, QuantileIsWithinTheStatedErrorOfTheExactOne) {
  for (double octaves : {0.5, 4.0, 30.0, 300.0}) {
    with_reading<exponential<>>(
        spread(octaves, 20'000, 3), [](const auto& reading, const auto& sorted) {
          for (double q = 0; q <= 1; q += 1.0 / 512) {
            const double exact = exact_quantile(sorted, q);
            EXPECT_LE(std::abs(reading.quantile(q) - exact), exact * reading.relative_error());
          }
        });
  }
}

TEST(ExponentialReading, QuantilesOfBothSignsAreWithinTheStatedError) {
  with_reading<signed_mapping>(of_both_signs(10, 9'000, 4), [](const auto& reading,
                                                               const auto& sorted) {
    for (double q = 0; q <= 1; q += 1.0 / 512) {
      const double exact = exact_quantile(sorted, q);
      EXPECT_LE(std::abs(reading.quantile(q) - exact), std::abs(exact) * reading.relative_error())
          << q;
    }
  });
}

TEST(ExponentialReading, QuantileNeverFallsAsTheShareGrows) {
  for (std::size_t n : {1U, 2U, 3U, 17U, 1000U}) {
    for (double octaves : {0.01, 3.0, 1000.0}) {
      with_reading<signed_mapping>(of_both_signs(octaves, n, 8),
                                   [](const auto& reading, const auto& sorted) {
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
}

TEST(ExponentialReading, EndsOfTheQuantilesAreTheExtremes) {
  with_reading<signed_mapping>(of_both_signs(6, 500, 2),
                               [](const auto& reading, const auto& sorted) {
                                 EXPECT_EQ(reading.quantile(0), sorted.front());
                                 EXPECT_EQ(reading.quantile(1), sorted.back());
                                 EXPECT_EQ(reading.quantile(-3), sorted.front());
                                 EXPECT_EQ(reading.quantile(7), sorted.back());
                               });
}

TEST(ExponentialReading, OfNothingHasNoQuantileNorOfAShareThatIsNoNumber) {
  with_reading<exponential<>>({}, [](const auto& reading, const auto&) {
    EXPECT_EQ(reading.count(), 0U);
    EXPECT_TRUE(std::isnan(reading.quantile(0.5)));
    EXPECT_TRUE(std::isnan(reading.min()));
    EXPECT_TRUE(std::isnan(reading.max()));
    EXPECT_TRUE(std::isnan(reading.mean()));
    EXPECT_TRUE(reading.positive().counts.empty());
    EXPECT_TRUE(counts_at_powers_of_two(reading).empty());
  });
  with_reading<exponential<>>({1}, [](const auto& reading, const auto&) {
    EXPECT_TRUE(std::isnan(reading.quantile(std::numeric_limits<double>::quiet_NaN())));
  });
}

TEST(ExponentialReading, ZerosAreQuantilesOfTheirShare) {
  with_reading<exponential<>>({0, 0, 0, 8}, [](const auto& reading, const auto&) {
    EXPECT_EQ(reading.quantile(0.5), 0);
    EXPECT_EQ(reading.quantile(0.75), 0);
    EXPECT_EQ(reading.quantile(1), 8);
    EXPECT_EQ(reading.min(), 0);
  });
  with_reading<exponential<>>({0}, [](const auto& reading, const auto&) {
    EXPECT_EQ(reading.max(), 0);
    EXPECT_EQ(reading.quantile(0.3), 0);
  });
}

TEST(ExponentialReading, WithoutExtremesPutsTheBoundsOfItsBuckets) {
  auto cells = series_of<signed_mapping>({-8, 0, 2, 3});
  cells[detail::histogram_cells::max] = 0;
  cells[detail::histogram_cells::min] = 0;
  const exponential_reading reading(layout_of<signed_mapping>, cells);
  EXPECT_EQ(reading.min(), -8);
  EXPECT_GE(reading.max(), 3);
  EXPECT_LE(reading.max(), 3 * (1 + reading.relative_error()));
  auto positive = series_of<exponential<>>({4, 8});
  positive[detail::histogram_cells::max] = 0;
  positive[detail::histogram_cells::min] = 0;
  const exponential_reading other(layout_of<exponential<>>, positive);
  EXPECT_EQ(other.max(), 8);
  EXPECT_LT(other.min(), 4);
  EXPECT_GE(other.min(), 4 / (1.001 + other.relative_error()));
  EXPECT_LE(other.quantile(0.25), other.quantile(0.9));
}

TEST(ExponentialReading, ErrorsAreThoseOfTheScale) {
  const auto error_at = [](int scale) {
    auto cells = series_of<exponential<>>({1});
    detail::exponential_window window;
    window.shift = static_cast<std::uint32_t>(8 - scale);
    cells[detail::exponential_cells::window] = window.word();
    return exponential_reading(layout_of<exponential<>>, cells).relative_error();
  };
  EXPECT_NEAR(error_at(8), 0.00271, 1e-5);
  EXPECT_NEAR(error_at(3), 0.0905, 1e-4);
  EXPECT_EQ(error_at(0), 1);
  EXPECT_EQ(error_at(-1), 3);
}

TEST(CountsAtPowersOfTwo, AreExact) {
  const auto values = of_both_signs(20, 5'000, 9);
  with_reading<signed_mapping>(values, [](const auto& reading, const auto& sorted) {
    const auto all = counts_at_powers_of_two(reading);
    ASSERT_GE(all.size(), 40U);
    for (const auto& [bound, count] : all) {
      // One that equals a negative bound lies in the bucket above it.
      const auto within = std::ranges::count_if(
          sorted, [upto = bound](double value) { return upto < 0 ? value < upto : value <= upto; });
      EXPECT_EQ(count, static_cast<std::uint64_t>(within)) << bound;
    }
    EXPECT_TRUE(std::ranges::is_sorted(all, {}, &cumulative_count::upper_bound));
    EXPECT_EQ(all.back().count, reading.count());
  });
}

TEST(CountsAtPowersOfTwo, StayBoundsAsTheScaleFalls) {
  auto values = spread(2, 100, 1);
  std::vector<double> bounds;
  for (int round = 0; round < 12; ++round) {
    with_reading<exponential<>>(values, [&](const auto& reading, const auto&) {
      std::vector<double> now;
      for (const auto& each : counts_at_powers_of_two(reading)) now.push_back(each.upper_bound);
      ASSERT_GE(reading.scale(), 0);
      EXPECT_TRUE(std::ranges::includes(now, bounds));
      bounds = now;
    });
    values.push_back(std::exp2(round * 6));
  }
}

TEST(CountsAtPowersOfTwo, AreFewerBelowScaleZeroAndNeverInfinite) {
  constexpr double smallest = std::numeric_limits<double>::denorm_min();
  const std::vector<double> values{smallest, 1.0, std::numeric_limits<double>::max()};
  with_reading<exponential<4>>(values, [](const auto& reading, const auto&) {
    EXPECT_EQ(reading.scale(), -10);
    const auto all = counts_at_powers_of_two(reading);
    ASSERT_EQ(all.size(), 2U);  // the others are no doubles
    EXPECT_EQ(all[0].upper_bound, 0x1p-1024);
    EXPECT_EQ(all[0].count, 1U);
    EXPECT_EQ(all[1].upper_bound, 1);
    EXPECT_EQ(all[1].count, 2U);
  });
}

}  // namespace
}  // namespace engram
