// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/statistics.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace engram::workload {
namespace {

const std::vector<double> rising{1, 2, 3, 4};
const std::vector<double> falling{8, 6, 4, 2};
const std::vector<double> flat{5, 5, 5, 5};

TEST(Statistics, CorrelationIsOneForALineAndMinusOneForAFallingOne) {
  EXPECT_NEAR(correlation(rising, rising), 1, 1e-12);
  EXPECT_NEAR(correlation(rising, falling), -1, 1e-12);
  EXPECT_EQ(correlation(rising, flat), 0);
}

TEST(Statistics, MeanAndDifferenceAreThoseOfTheTextbook) {
  EXPECT_DOUBLE_EQ(mean(rising), 2.5);
  EXPECT_DOUBLE_EQ(rms_difference(rising, flat), std::sqrt(30.0 / 4));
  EXPECT_EQ(mean({}), 0);
  EXPECT_EQ(rms_difference({}, {}), 0);
}

}  // namespace
}  // namespace engram::workload
