// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/exponential_series.hpp"

#include <engram/collect/exponential_cells.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

namespace engram {
namespace {

using small = exponential<12, 8, true>;
using testing::series_of;
using testing::spread;

std::vector<double> some_values(std::mt19937_64& random, std::size_t n) {
  const double octaves = std::exp2(static_cast<double>(random() % 12) - 3);
  auto values = spread(octaves, n, static_cast<unsigned>(random()));
  for (auto& each : values) {
    each *= std::exp2(static_cast<double>(random() % 8));
    if (random() % 4 == 0) each = -each;
    if (random() % 9 == 0) each = 0;
  }
  return values;
}

/// Sums of doubles depend on their order.
void expect_equal_but_for_the_sum(std::vector<std::uint64_t> a, std::vector<std::uint64_t> b) {
  a[0] = b[0] = 0;
  EXPECT_EQ(a, b);
}

TEST(ExponentialCells, OfPartsAddUpToThoseOfTheWholeInAnyOrder) {
  std::mt19937_64 random(77);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::vector<double>> parts(1 + random() % 5);
    std::vector<double> whole;
    for (auto& part : parts) {
      part = some_values(random, random() % 40);
      whole.insert(whole.end(), part.begin(), part.end());
    }
    const auto expected = series_of<small>(whole);
    for (int order = 0; order < 4; ++order) {
      std::ranges::shuffle(parts, random);
      std::vector<std::uint64_t> sum(expected.size());
      for (const auto& part : parts) add_exponential(layout_of<small>, sum, series_of<small>(part));
      expect_equal_but_for_the_sum(sum, expected);
    }
  }
}

TEST(ExponentialCells, EqualValuesGiveEqualCellsWhateverTheirOrder) {
  std::mt19937_64 random(78);
  for (int round = 0; round < 100; ++round) {
    auto values = some_values(random, 60);
    const auto expected = series_of<small>(values);
    std::ranges::shuffle(values, random);
    expect_equal_but_for_the_sum(series_of<small>(values), expected);
  }
}

TEST(ExponentialCells, ADifferenceHasWhatWasRecordedBetween) {
  std::mt19937_64 random(79);
  for (int round = 0; round < 200; ++round) {
    const auto first = some_values(random, random() % 30);
    const auto more = some_values(random, 1 + random() % 30);
    auto all = first;
    all.insert(all.end(), more.begin(), more.end());
    auto difference = series_of<small>(all);
    subtract_exponential(layout_of<small>, difference, series_of<small>(first));
    const exponential_reading reading(layout_of<small>, difference);
    EXPECT_EQ(reading.count(), more.size());
    const auto [least, greatest] = std::ranges::minmax(more);
    EXPECT_LE(reading.min(), least);
    EXPECT_GE(reading.max(), greatest);
    EXPECT_EQ(reading.zero_count(), static_cast<std::uint64_t>(std::ranges::count(more, 0.0)));
    const auto alone = series_of<small>(more);
    EXPECT_LE(reading.scale(), exponential_reading(layout_of<small>, alone).scale());
  }
}

TEST(ExponentialCells, ADifferenceOfEqualReadingsIsEmpty) {
  const auto cells = series_of<small>({1, 2, -3, 0});
  auto difference = cells;
  subtract_exponential(layout_of<small>, difference, cells);
  const exponential_reading reading(layout_of<small>, difference);
  EXPECT_EQ(reading.count(), 0U);
  EXPECT_EQ(reading.sum(), 0);
  EXPECT_TRUE(std::isnan(reading.max()));
}

}  // namespace
}  // namespace engram
