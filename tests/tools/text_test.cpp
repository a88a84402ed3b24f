// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/text.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <limits>

namespace engram::tool {
namespace {

using std::chrono::nanoseconds;

TEST(Text, GroupsDigitsByThree) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1'000), "1,000");
  EXPECT_EQ(grouped(1'234'567), "1,234,567");
  EXPECT_EQ(grouped(std::numeric_limits<std::uint64_t>::max()), "18,446,744,073,709,551,615");
}

TEST(Text, DurationsHaveThreeDigitsAndAUnit) {
  EXPECT_EQ(readable(nanoseconds(0)), "0 ns");
  EXPECT_EQ(readable(nanoseconds(1)), "1 ns");
  EXPECT_EQ(readable(nanoseconds(999)), "999 ns");
  EXPECT_EQ(readable(nanoseconds(1'000)), "1.00 us");
  EXPECT_EQ(readable(nanoseconds(12'340)), "12.3 us");
  EXPECT_EQ(readable(nanoseconds(123'400)), "123 us");
  EXPECT_EQ(readable(std::chrono::milliseconds(1'500)), "1.50 s");
  EXPECT_EQ(readable(std::chrono::hours(1)), "3600 s");
}

TEST(Text, RoundingUpNeitherAddsADigitNorKeepsTheSmallerUnit) {
  EXPECT_EQ(readable(nanoseconds(9'996)), "10.0 us");
  EXPECT_EQ(readable(nanoseconds(99'960)), "100 us");
  EXPECT_EQ(readable(nanoseconds(999'499)), "999 us");
  EXPECT_EQ(readable(nanoseconds(999'600)), "1.00 ms");
}

TEST(Text, NegativeDurationsAreWrittenLikePositiveOnes) {
  EXPECT_EQ(readable(nanoseconds(-12'340)), "-12.3 us");
  EXPECT_EQ(readable(nanoseconds(-5)), "-5 ns");
}

TEST(Text, WhatIsNoNumberIsADash) {
  EXPECT_EQ(fixed(std::numeric_limits<double>::quiet_NaN(), 2), "-");
  EXPECT_EQ(percent(std::numeric_limits<double>::quiet_NaN()), "-");
  EXPECT_EQ(fixed(1e300, 2), "-") << "longer than any column";
}

TEST(Text, DecimalsAreFixed) {
  EXPECT_EQ(fixed(0.5, 0), "0");
  EXPECT_EQ(fixed(2.0 / 3, 2), "0.67");
  EXPECT_EQ(fixed(-1, 1), "-1.0");
  EXPECT_EQ(percent(0.5512), "55.1 %");
  EXPECT_EQ(percent(0.00042, 2), "0.04 %");
}

TEST(Text, BytesHaveBinaryUnits) {
  EXPECT_EQ(readable_bytes(0), "0 B");
  EXPECT_EQ(readable_bytes(1'023), "1,023 B");
  EXPECT_EQ(readable_bytes(1'024), "1.00 KiB");
  EXPECT_EQ(readable_bytes(64 << 20), "64.0 MiB");
  EXPECT_EQ(readable_bytes((1 << 20) - 1), "1.00 MiB");
  EXPECT_EQ(readable_bytes(5ULL << 40), "5120 GiB");
}

TEST(Text, PaddingCountsCharactersNotBytes) {
  EXPECT_EQ(left("ab", 4), "ab  ");
  EXPECT_EQ(right("ab", 4), "  ab");
  EXPECT_EQ(right("µs", 4), "  µs");
  EXPECT_EQ(left("longer", 3), "longer");
}

}  // namespace
}  // namespace engram::tool
