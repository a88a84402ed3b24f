// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/paradigms/spacing.hpp"

#include <gtest/gtest.h>

namespace engram::workload {
namespace {

constexpr double minute = 60;
constexpr double hour = 60 * minute;
constexpr double day = 24 * hour;

TEST(SpacingEffect, ADayLaterSpacedPracticeRetainsTenToFiftyPercentMore) {
  for (const double gap : {hour, day}) {
    EXPECT_GE(spacing_advantage(gap, day), 0.10) << gap;
    EXPECT_LE(spacing_advantage(gap, day), 0.50) << gap;
  }
}

TEST(SpacingEffect, AWeekLaterTheAdvantageIsLarger) {
  for (const double gap : {hour, day}) {
    EXPECT_GT(spacing_advantage(gap, 7 * day), spacing_advantage(gap, day)) << gap;
    EXPECT_LE(spacing_advantage(gap, 7 * day), 0.50) << gap;
  }
}

TEST(SpacingEffect, CrossesOverWhenTheTestFollowsAtOnce) {
  EXPECT_LE(retention({.gap_seconds = hour, .retention_seconds = minute}),
            retention({.gap_seconds = 2, .retention_seconds = minute}));
}

TEST(SpacingEffect, TheBestGapGrowsWithTheRetentionInterval) {
  EXPECT_GT(spacing_advantage(hour, day), spacing_advantage(day, day));
  EXPECT_LT(spacing_advantage(hour, 7 * day), spacing_advantage(day, 7 * day));
}

TEST(SpacingEffect, RetentionFallsWithTime) {
  double before = 1;
  for (const double interval : {minute, hour, day, 7 * day, 30 * day}) {
    const double now = retention({.retention_seconds = interval});
    EXPECT_LT(now, before);
    before = now;
  }
}

}  // namespace
}  // namespace engram::workload
