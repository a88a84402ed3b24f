// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/reconsolidation.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace engram::workload {
namespace {

using outcome = cognitive::reconsolidation_outcome;

constexpr reconsolidation_params params;
constexpr double never = -1;
constexpr double open = params.opens_seconds;
constexpr double close = params.closes_seconds;
constexpr double middle = (open + close) / 2;
constexpr double old_age = params.consolidation_seconds;
constexpr double young_age = params.consolidation_seconds - 1;

/// One attempt on an episode of `age`, `elapsed` seconds after its recall (or never recalled).
reconsolidation_attempt attempt(double age, double elapsed, lability state = {}) {
  constexpr double now = 1'000'000;
  if (elapsed != never) state.recall(now - elapsed, params);
  return attempt_modification(state, now - age, now, params);
}

struct truth {
  double age;
  double elapsed;
  outcome expected;
};

TEST(Reconsolidation, OutcomeFollowsFromAgeAndTimeSinceRecall) {
  const std::vector<truth> table{
      {old_age, never, outcome::not_recalled}, {young_age, never, outcome::not_recalled},
      {old_age, 0, outcome::too_soon},         {young_age, 0, outcome::too_young},
      {old_age, open - 1, outcome::too_soon},  {young_age, open - 1, outcome::too_young},
      {old_age, open, outcome::hit},           {young_age, open, outcome::too_young},
      {old_age, middle, outcome::hit},         {young_age, middle, outcome::too_young},
      {old_age, close, outcome::hit},          {young_age, close, outcome::too_young},
      {old_age, close + 1, outcome::miss},     {young_age, close + 1, outcome::too_young},
  };
  for (const truth& row : table) {
    EXPECT_EQ(attempt(row.age, row.elapsed).outcome, row.expected)
        << "age " << row.age << ", elapsed " << row.elapsed;
  }
}

TEST(Reconsolidation, AnAttemptDuringAModificationConflicts) {
  const lability busy{.modifying_until = 1'000'001};
  EXPECT_EQ(attempt(old_age, middle, busy).outcome, outcome::conflicting);
  const lability done{.modifying_until = 1'000'000};
  EXPECT_EQ(attempt(old_age, middle, done).outcome, outcome::hit);
}

TEST(Reconsolidation, TheEleventhModificationIsExcessive) {
  const lability ten{.modifications = 10};
  EXPECT_EQ(attempt(old_age, middle, ten).outcome, outcome::excessive);
  const lability nine{.modifications = 9};
  EXPECT_EQ(attempt(old_age, middle, nine).outcome, outcome::hit);
}

TEST(Reconsolidation, PlasticityIsAnInvertedUWithItsPeakInTheMiddle) {
  EXPECT_DOUBLE_EQ(plasticity_at(0.5, params), 0.5);
  EXPECT_DOUBLE_EQ(plasticity_at(0, params), 0);
  EXPECT_DOUBLE_EQ(plasticity_at(1, params), 0);
  EXPECT_DOUBLE_EQ(plasticity_at(1.1, params), 0);
  for (double x = 0.05; x < 0.5; x += 0.05) {
    EXPECT_LT(plasticity_at(x - 0.05, params), plasticity_at(x, params));
    EXPECT_NEAR(plasticity_at(x, params), plasticity_at(1 - x, params), 1e-12);
  }
}

TEST(Reconsolidation, PositionRunsFromZeroAtTheOpeningToOneAtTheClose) {
  EXPECT_DOUBLE_EQ(attempt(old_age, open).window_position, 0);
  EXPECT_DOUBLE_EQ(attempt(old_age, middle).window_position, 0.5);
  EXPECT_DOUBLE_EQ(attempt(old_age, close).window_position, 1);
  EXPECT_GT(attempt(old_age, close + 1).window_position, 1);
}

TEST(Reconsolidation, AHitAtTheEdgeOfTheWindowModifiesNothing) {
  EXPECT_FALSE(attempt(old_age, open).modified);
  EXPECT_TRUE(attempt(old_age, middle).modified);
}

TEST(Reconsolidation, AMissMakesTheEpisodeStableUntilTheNextRecall) {
  lability state;
  state.recall(0, params);
  EXPECT_EQ(attempt_modification(state, -old_age, close + 1, params).outcome, outcome::miss);
  EXPECT_EQ(attempt_modification(state, -old_age, close + 2, params).outcome,
            outcome::not_recalled);
  state.recall(close + 3, params);
  EXPECT_EQ(state.at(close + 3, params), lability_state::latent);
}

TEST(Reconsolidation, StatesFollowEachOtherAndARecallInTheWindowDoesNotRestartIt) {
  lability state;
  EXPECT_EQ(state.at(0, params), lability_state::stable);
  state.recall(0, params);
  EXPECT_EQ(state.at(open - 1, params), lability_state::latent);
  state.recall(open - 1, params);
  EXPECT_EQ(state.at(open, params), lability_state::labile);
  EXPECT_EQ(state.at(close, params), lability_state::labile);
  EXPECT_EQ(state.at(close + 1, params), lability_state::stable);
}

TEST(Reconsolidation, TheSlowPresetOpensAfterAnHourForMemoriesOlderThanADay) {
  constexpr auto slow = reconsolidation_params::one_to_six_hours();
  lability state;
  state.recall(0, slow);
  EXPECT_EQ(attempt_modification(state, -86'400, 3599, slow).outcome, outcome::too_soon);
  EXPECT_EQ(attempt_modification(state, -86'400 + 3600, 3599, slow).outcome, outcome::too_young);
  EXPECT_EQ(attempt_modification(state, -86'400, 3600, slow).outcome, outcome::hit);
}

}  // namespace
}  // namespace engram::workload
