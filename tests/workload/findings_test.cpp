// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/findings.hpp"

#include "workload/drm_lists.hpp"
#include "workload/tally.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace engram::workload {
namespace {

double measured(const std::vector<finding>& findings, std::string_view name) {
  for (const finding& one : findings) {
    if (one.name == name) return one.measured;
  }
  ADD_FAILURE() << "no finding named " << name;
  return -1;
}

TEST(Findings, LureRateIsLureRecallsPerTrial) {
  tally counts;
  counts.drm_trials = 4;
  counts.count_list(0,
                    {.trials = 3, .items_studied = 45, .items_recalled = 27, .lures_recalled = 2});
  counts.count_list(1,
                    {.trials = 1, .items_studied = 15, .items_recalled = 9, .lures_recalled = 0});
  const auto findings = findings_of_run(counts, published_drm_lists());
  EXPECT_DOUBLE_EQ(measured(findings, "critical lures recalled"), 0.5);
  EXPECT_DOUBLE_EQ(measured(findings, "list items recalled"), 0.6);
}

TEST(Findings, ListsAreCorrelatedOnlyWithTwentyTrialsAList) {
  const auto& lists = published_drm_lists();
  const auto correlated = [&](std::size_t tried, std::uint64_t trials) {
    tally counts;
    for (std::size_t list = 0; list < tried; ++list) {
      counts.count_list(list, {.trials = trials,
                               .items_studied = 15 * trials,
                               .items_recalled = 9 * trials,
                               .lures_recalled = list % 3});
      counts.drm_trials += trials;
    }
    const auto findings = findings_of_run(counts, lists);
    return std::ranges::any_of(findings, [](const finding& one) { return one.unit == "r"; });
  };
  EXPECT_TRUE(correlated(lists.size(), 20));
  EXPECT_TRUE(correlated(10, 20)) << "a list that the network does not know takes no part";
  EXPECT_FALSE(correlated(lists.size(), 19));
  EXPECT_FALSE(correlated(9, 100));
  EXPECT_FALSE(correlated(0, 0));
}

TEST(Findings, FanEffectIsTheMeanIncreaseFromOneToThree) {
  tally counts;
  counts.count_retrieval(1, true, 1.1);
  counts.count_retrieval(1, true, 1.3);
  counts.count_retrieval(3, false, 1.4);
  EXPECT_NEAR(measured(findings_of_run(counts, {}), "fan effect per association"), 100, 1e-9);
}

TEST(Findings, WithoutDataThereIsNothingToFind) {
  EXPECT_TRUE(findings_of_run(tally{}, published_drm_lists()).empty());
}

}  // namespace
}  // namespace engram::workload
