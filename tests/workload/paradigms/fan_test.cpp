// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/paradigms/fan.hpp"

#include "workload/interference.hpp"

#include <gtest/gtest.h>

#include <cstddef>

namespace engram::workload {
namespace {

TEST(FanEffect, TimesAreWithinFortyMillisecondsOfThePublishedOnes) {
  EXPECT_LE(rms_difference(run_fan_experiment(), published_fan_times), 0.040);
}

TEST(FanEffect, TimeIncreasesWithEachAssociationOfPersonAndOfLocation) {
  const fan_table times = run_fan_experiment();
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j + 1 < 3; ++j) {
      EXPECT_LT(times[i][j], times[i][j + 1]);
      EXPECT_LT(times[j][i], times[j + 1][i]);
    }
  }
}

TEST(FanEffect, EachAssociationCostsThirtyToAHundredAndTwentyMilliseconds) {
  const params defaults;
  for (const double fan : {1.0, 2.0, 3.0}) {
    const double step = reaction_seconds(fan + 1, defaults.interference) -
                        reaction_seconds(fan, defaults.interference);
    EXPECT_GE(step, 0.030);
    EXPECT_LE(step, 0.120);
  }
  EXPECT_NEAR(fan_slope(run_fan_experiment()), 0.100, 0.005);
}

}  // namespace
}  // namespace engram::workload
