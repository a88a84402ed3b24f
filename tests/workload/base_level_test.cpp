// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/base_level.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace engram::workload {
namespace {

constexpr base_level_params params;

TEST(PresentationTrace, NoPresentationIsNoActivation) {
  const presentation_trace trace;
  EXPECT_EQ(trace.activation(10, params), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(recall_probability(trace.activation(10, params), params), 0);
}

TEST(PresentationTrace, OnePresentationDecaysAsAPowerOfItsAge) {
  presentation_trace trace;
  trace.present(0, params);
  EXPECT_NEAR(trace.activation(100, params), -params.a * std::log(100), 1e-6);
}

TEST(PresentationTrace, APresentationToAStrongMemoryDecaysFaster) {
  presentation_trace trace;
  trace.present(0, params);
  trace.present(10, params);
  const double strength = std::pow(10, -params.a);  // when the second began
  const double expected =
      std::log(std::pow(110, -params.a) + std::pow(100, -(params.a + params.c * strength)));
  EXPECT_NEAR(trace.activation(110, params), expected, 1e-6);
}

TEST(PresentationTrace, OnlyTheLastSixPresentationsCount) {
  presentation_trace many;
  presentation_trace few;
  for (int i = 0; i < 20; ++i) many.present(i * 50, params);
  for (int i = 14; i < 20; ++i) few.present(i * 50, params);
  EXPECT_EQ(many.count(), 20U);
  EXPECT_EQ(many.last(), 950);
  // The older ones still show in the decay of those that are kept, not in the number of terms.
  EXPECT_LT(many.activation(2000, params), few.activation(2000, params));
}

TEST(PresentationTrace, ForgettingSlowsDownBetweenSessions) {
  EXPECT_EQ(psychological_age(100, params), 100);
  EXPECT_EQ(psychological_age(params.session_seconds + 1000, params),
            params.session_seconds + 1000 * params.between_sessions);
  EXPECT_EQ(psychological_age(0, params), 1);
}

}  // namespace
}  // namespace engram::workload
