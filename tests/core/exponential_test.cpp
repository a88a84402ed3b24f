// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/exponential.hpp>

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

namespace engram {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double smallest = std::numeric_limits<double>::denorm_min();
constexpr double largest = std::numeric_limits<double>::max();

std::int32_t index_at(int scale, double value) {
  return detail::exponential_index_of_any(std::bit_cast<std::uint64_t>(value)) >> (8 - scale);
}

/// Any positive finite double: every exponent is as likely as any other.
double any_positive(std::mt19937_64& random) {
  for (;;) {
    const auto value = std::bit_cast<double>(random() >> 1);
    if (std::isfinite(value) && value > 0) return value;
  }
}

/// The definition in the arithmetic of long double, which is good to 2^-57 of an index here: where
/// the logarithm is nearer to an integer than that, nothing is said.
void expect_by_logarithm(double value, std::int32_t index) {
  const long double position = std::log2(static_cast<long double>(value)) * 256;
  const long double nearest = std::round(position);
  if (std::abs(position - nearest) < 1e-12L * std::abs(position) + 1e-12L) {
    ASSERT_TRUE(index == static_cast<std::int32_t>(nearest) - 1 ||
                index == static_cast<std::int32_t>(nearest))
        << value;
  } else {
    ASSERT_EQ(index, static_cast<std::int32_t>(std::ceil(position)) - 1) << value;
  }
}

TEST(Exponential, IndexAgreesWithTheLogarithm) {
  std::mt19937_64 random(5);
  std::uniform_real_distribution<double> near_one(0.25, 4);
  for (int i = 0; i < 2'000'000; ++i) {
    const double value = i % 2 == 0 ? any_positive(random) : near_one(random);
    expect_by_logarithm(value, index_at(8, value));
  }
}

TEST(Exponential, APowerOfTwoBelongsToTheBucketThatItEnds) {
  for (int exponent = -1074; exponent <= 1023; ++exponent) {
    const double power = std::ldexp(1.0, exponent);
    for (int scale = 0; scale <= 8; ++scale) {
      EXPECT_EQ(index_at(scale, power), (exponent << scale) - 1) << exponent;
      EXPECT_EQ(exponential_upper_bound(scale, (exponent << scale) - 1), power) << exponent;
    }
    for (int scale = -10; scale < 0; ++scale) {
      EXPECT_EQ(index_at(scale, power), (exponent - 1) >> -scale) << exponent;
    }
    if (exponent < -1022) continue;  // the next subnormal number is far
    EXPECT_EQ(index_at(8, std::nextafter(power, infinity)), exponent * 256) << exponent;
  }
}

TEST(Exponential, EveryBoundBelongsToItsBucketAndItsNeighbourToTheNextAtEveryScale) {
  for (int scale = -10; scale <= 8; ++scale) {
    const auto first = index_at(scale, smallest);
    const auto last = index_at(scale, largest);
    for (std::int32_t i = first; i < last; ++i) {
      const double bound = exponential_upper_bound(scale, i);
      const double next = std::nextafter(bound, infinity);
      if (bound > 0) {
        ASSERT_LE(index_at(scale, bound), i) << scale;
      }
      ASSERT_GT(index_at(scale, next), i) << scale;
      // Where doubles lie closer than bounds, the bucket is the very one.
      if (bound >= std::numeric_limits<double>::min()) {
        ASSERT_EQ(index_at(scale, bound), i) << scale;
        ASSERT_EQ(index_at(scale, next), i + 1) << scale;
      }
    }
    EXPECT_EQ(exponential_upper_bound(scale, last), infinity);
  }
}

TEST(Exponential, BoundsOfSubnormalNumbersAgreeWithTheLogarithm) {
  std::mt19937_64 random(11);
  for (int i = 0; i < 200'000; ++i) {
    const auto value = std::bit_cast<double>((random() >> 12) >> (i % 52));
    if (value > 0) expect_by_logarithm(value, index_at(8, value));
  }
  EXPECT_EQ(index_at(8, smallest), -1074 * 256 - 1);
}

TEST(Exponential, IndexNeverFallsAsTheValueGrows) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 500'000; ++i) {
    const double value = any_positive(random);
    const double next = std::nextafter(value, infinity);
    if (next == infinity) continue;
    ASSERT_LE(index_at(8, value), index_at(8, next));
    ASSERT_LE(index_at(8, next) - index_at(8, value), value < 1e-300 ? 256 : 1);
  }
}

TEST(Exponential, AnyFiniteNumberFitsFourBucketsAtTheCoarsestScale) {
  EXPECT_GE(index_at(-10, smallest), -2);
  EXPECT_LE(index_at(-10, largest), 0);
}

TEST(Exponential, UpperBoundsAreTheTablesPowersScaled) {
  EXPECT_EQ(exponential_upper_bound(0, 3), 16);
  EXPECT_EQ(exponential_upper_bound(-2, 0), 16);
  EXPECT_EQ(exponential_upper_bound(8, 255), 2);
  EXPECT_EQ(exponential_upper_bound(1, 0), std::nextafter(std::sqrt(2.0), 0));
  EXPECT_EQ(exponential_upper_bound(1, -1), 1);
  EXPECT_EQ(exponential_upper_bound(0, 1023), infinity);
  EXPECT_EQ(exponential_upper_bound(0, -2000), 0);
}

TEST(ExponentialWindow, IsAWordAndBack) {
  std::mt19937_64 random(3);
  EXPECT_EQ(detail::exponential_window(0), detail::exponential_window());
  for (int i = 0; i < 100'000; ++i) {
    detail::exponential_window window;
    window.shift = static_cast<std::uint32_t>(random() % 19);
    window.flips = static_cast<std::uint32_t>(random() % 65'536);
    for (auto& base : window.base) {
      base = static_cast<std::int32_t>(random() % 600'000) - 300'000;
    }
    ASSERT_EQ(detail::exponential_window(window.word()), window);
  }
}

TEST(ExponentialWindow, IsNoCoarserThanItsRangesNeed) {
  detail::index_ranges used;
  used[0].include(-3);
  used[0].include(4);
  EXPECT_EQ(detail::steps_to_fit(used, 8), 0U);
  EXPECT_EQ(detail::steps_to_fit(used, 7), 1U);
  EXPECT_EQ(detail::steps_to_fit(used, 4), 2U);  // -2..2 are still five
  used[1].include(0);
  used[1].include(100);
  EXPECT_EQ(detail::steps_to_fit(used, 8), 4U);
  EXPECT_EQ(detail::steps_to_fit({}, 4), 0U);
}

TEST(ExponentialWindow, LeavesRoomOnBothSides) {
  detail::index_ranges used;
  used[0].include(100);
  const auto window = detail::window_around(used, {}, 160);
  EXPECT_EQ(window.base[0], 100 - 79);
  EXPECT_EQ(window.flips, 1U);
  EXPECT_EQ(window.shift, 0U);
}

}  // namespace
}  // namespace engram
