// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/index_mapping.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

namespace engram {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

inline constexpr bounds strengths{.01, .02, .05, .1, .2, .5, 1.0};
inline constexpr bounds around_zero{-10, -2.5, -1e-3, 0, 1e-3, 1, 1e6};
inline constexpr bounds negative_only{-8, -4, -1, -.125};
inline constexpr bounds zero_only{0};
inline constexpr bounds one_only{1};
inline constexpr bounds wide{1e-300, 1e-100, 1, 1e100, 1e300};
inline constexpr bounds close{1.0, 1.001, 1.002, 1.004, 1.008};
inline constexpr bounds smallest{5e-324, 1e-310};

/// What the header promises: the first bound that the value does not exceed.
template <class Bounds>
std::uint32_t by_search(const Bounds& bounds, double value) {
  const auto at = std::lower_bound(bounds.values.begin(), bounds.values.end(), value);
  return static_cast<std::uint32_t>(at - bounds.values.begin());
}

/// Values at which an index can go wrong: the bounds and their neighbours, zeros, the ends of the
/// range.
template <class Bounds>
std::vector<double> edges_of(const Bounds& bounds) {
  std::vector<double> all{0.0,
                          -0.0,
                          std::numeric_limits<double>::denorm_min(),
                          -std::numeric_limits<double>::denorm_min(),
                          std::numeric_limits<double>::min(),
                          -std::numeric_limits<double>::min(),
                          std::numeric_limits<double>::max(),
                          std::numeric_limits<double>::lowest()};
  for (double bound : bounds.values) {
    all.insert(all.end(), {bound, std::nextafter(bound, infinity), std::nextafter(bound, -infinity),
                           bound * 2, bound / 2, -bound});
  }
  return all;
}

/// Values spread over the range of the bounds.
template <class Bounds>
double near(const Bounds& bounds, std::mt19937_64& random) {
  const auto i = random() % bounds.values.size();
  std::uniform_real_distribution<double> factor(-.5, 2.5);
  return bounds.values[i] * factor(random) + (bounds.values[i] == 0 ? factor(random) : 0);
}

/// Any finite double at all: every exponent is as likely as any other.
double any_finite(std::mt19937_64& random) {
  double value = infinity;
  while (!std::isfinite(value)) value = std::bit_cast<double>(random());
  return value;
}

template <const auto& Bounds>
void expect_exact(int samples) {
  using mapping = explicit_bounds<Bounds>;
  for (double value : edges_of(Bounds)) {
    EXPECT_EQ(mapping::index(value), by_search(Bounds, value)) << value;
  }
  std::mt19937_64 random(17);
  for (int i = 0; i < samples; ++i) {
    for (double value : {near(Bounds, random), any_finite(random)}) {
      ASSERT_EQ(mapping::index(value), by_search(Bounds, value)) << value;
    }
  }
}

TEST(ExplicitBounds, AgreeWithABinarySearch) {
  expect_exact<strengths>(1'000'000);
  expect_exact<around_zero>(500'000);
  expect_exact<negative_only>(300'000);
  expect_exact<zero_only>(100'000);
  expect_exact<one_only>(100'000);
  expect_exact<wide>(300'000);
  expect_exact<close>(500'000);
  expect_exact<smallest>(100'000);
}

TEST(ExplicitBounds, BoundaryValueBelongsToTheLowerBucket) {
  for (std::uint32_t i = 0; i < strengths.values.size(); ++i) {
    EXPECT_EQ(explicit_bounds<strengths>::index(strengths.values[i]), i);
    EXPECT_EQ(explicit_bounds<strengths>::index(std::nextafter(strengths.values[i], 9)), i + 1);
  }
}

TEST(ExplicitBounds, EndWithInfinity) {
  using mapping = explicit_bounds<around_zero>;
  EXPECT_EQ(mapping::count, around_zero.values.size() + 1);
  EXPECT_EQ(mapping::upper_bound(0), -10);
  EXPECT_EQ(mapping::upper_bound(mapping::count - 1), infinity);
}

/// The bucket of a value by its definition, with exact arithmetic: ldexp and integers.
template <int Min, int Max, int Precision>
std::uint32_t by_definition(double value) {
  using mapping = log_linear<Min, Max, Precision>;
  if (value <= std::ldexp(1.0, Min)) return 0;
  if (value > std::ldexp(1.0, Max)) return mapping::count - 1;
  int exponent = 0;
  double mantissa = std::frexp(value, &exponent) * 2;  // in [1, 2)
  --exponent;
  if (mantissa == 1.0) {  // a power of two is the top of the range below it
    mantissa = 2.0;
    --exponent;
  }
  const double steps = std::ceil((mantissa - 1.0) * (1 << Precision));
  return static_cast<std::uint32_t>((exponent - Min) * (1 << Precision) + static_cast<int>(steps));
}

template <int Min, int Max, int Precision>
void expect_by_definition() {
  using mapping = log_linear<Min, Max, Precision>;
  std::mt19937_64 random(99);
  std::uniform_real_distribution<double> exponent(Min - 2, Max + 2);
  const auto check = [](double value) {
    ASSERT_EQ(mapping::index(value), (by_definition<Min, Max, Precision>(value))) << value;
  };
  for (int i = 0; i < 500'000; ++i) {
    check(std::exp2(exponent(random)));
    check(any_finite(random));
  }
  for (std::uint32_t i = 0; i + 1 < mapping::count; ++i) {
    const double bound = mapping::upper_bound(i);
    for (double value : {bound, std::nextafter(bound, infinity), std::nextafter(bound, 0.0)}) {
      check(value);
    }
  }
}

TEST(LogLinear, AgreesWithItsDefinition) {
  expect_by_definition<-10, 10, 3>();
  expect_by_definition<0, 40, 4>();
  expect_by_definition<-40, -20, 0>();
  expect_by_definition<-1021, 1023, 1>();
  expect_by_definition<-3, 4, 10>();
}

TEST(LogLinear, PowersOfTwoBelongToTheLowerBucket) {
  using mapping = log_linear<-8, 8, 2>;
  for (int e = -8; e <= 8; ++e) {
    const double power = std::ldexp(1.0, e);
    EXPECT_EQ(mapping::index(power), static_cast<std::uint32_t>((e + 8) * 4)) << e;
    EXPECT_EQ(mapping::upper_bound(mapping::index(power)), power) << e;
  }
}

TEST(LogLinear, ZeroNegativeAndSmallValuesShareTheFirstBucket) {
  using mapping = log_linear<-8, 8>;
  for (double value : {0.0, -0.0, -1.0, -1e300, std::numeric_limits<double>::denorm_min(),
                       std::numeric_limits<double>::min(), std::ldexp(1.0, -9)}) {
    EXPECT_EQ(mapping::index(value), 0U) << value;
  }
}

TEST(LogLinear, LargeValuesShareTheLastBucket) {
  using mapping = log_linear<-8, 8>;
  EXPECT_EQ(mapping::index(std::nextafter(256.0, infinity)), mapping::count - 1);
  EXPECT_EQ(mapping::index(std::numeric_limits<double>::max()), mapping::count - 1);
  EXPECT_EQ(mapping::upper_bound(mapping::count - 1), infinity);
}

TEST(LogLinear, NoBucketInsideIsWiderThanTheStatedError) {
  using mapping = log_linear<-20, 20, 4>;
  for (std::uint32_t i = 1; i + 1 < mapping::count; ++i) {
    const double lower = mapping::upper_bound(i - 1);
    EXPECT_LE((mapping::upper_bound(i) - lower) / lower, mapping::relative_error) << i;
  }
}

TEST(BucketLayout, IsTheMappingAsATableRow) {
  const auto& row = layout_of<explicit_bounds<strengths>>;
  ASSERT_EQ(row.count, 8U);
  EXPECT_EQ(row.upper_bound(1), .02);
  EXPECT_EQ(row.upper_bound(7), infinity);
}

}  // namespace
}  // namespace engram
