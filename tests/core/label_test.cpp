// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/label.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <set>

namespace engram {
namespace {

enum class size : std::uint8_t { small, large };
consteval auto label_set(size) { return labels{"size", {"small", "large"}}; }
enum class colour : std::int16_t { red, green, blue };
consteval auto label_set(colour) { return labels{"colour", {"red", "green", "blue"}}; }
enum class unnamed { value };

using detail::label_count;
using detail::label_position;
using detail::series_count;
using detail::series_index;

TEST(Label, EnumsWithALabelSetAreLabels) {
  static_assert(labelled_enum<size>);
  static_assert(labelled_enum<colour>);
  static_assert(!labelled_enum<unnamed>);
  static_assert(!labelled_enum<int>);
}

TEST(Label, EachDimensionHasOneSpareSeries) {
  EXPECT_EQ(label_count<size>, 3U);
  EXPECT_EQ(label_count<colour>, 4U);
  EXPECT_EQ((series_count<size, colour>), 12U);
  EXPECT_EQ(series_count<>, 1U);
}

TEST(Label, NumbersOutsideTheEnumShareTheSpareSeries) {
  for (int raw = 3; raw <= 32767; raw += 97) {
    EXPECT_EQ(label_position(static_cast<colour>(raw)), 3U) << raw;
  }
  EXPECT_EQ(label_position(static_cast<colour>(-1)), 3U);
  EXPECT_EQ(label_position(static_cast<colour>(-32768)), 3U);
  EXPECT_EQ(label_position(static_cast<size>(255)), 2U);
}

TEST(Label, CombinationsHaveDistinctDenseIndicesFirstDimensionOutermost) {
  std::set<std::uint32_t> seen;
  for (int a = 0; a < 3; ++a) {
    for (int b = 0; b < 4; ++b) {
      const auto index = series_index(static_cast<size>(a), static_cast<colour>(b));
      EXPECT_EQ(index, static_cast<std::uint32_t>(a * 4 + b));
      seen.insert(index);
    }
  }
  EXPECT_EQ(seen.size(), 12U);
  EXPECT_EQ(*seen.rbegin(), 11U);
  EXPECT_EQ(series_index(), 0U);
}

TEST(Label, DimensionsListKeysAndValuesInTheOrderOfTheEnum) {
  const auto& rows = detail::dimensions_of<size, colour>;
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].key, "size");
  EXPECT_EQ(rows[1].key, "colour");
  ASSERT_EQ(rows[1].values.size(), 3U);
  EXPECT_EQ(rows[1].values[2], "blue");
}

}  // namespace
}  // namespace engram
