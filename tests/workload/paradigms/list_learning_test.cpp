// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/paradigms/list_learning.hpp"

#include "workload/real_networks.hpp"

#include <gtest/gtest.h>

namespace engram::workload {
namespace {

double after_lists(std::uint32_t prior) {
  return recall_after_prior_lists(testing::wordnet_network(), prior);
}

double after(interpolated what) {
  return recall_after_interpolation(testing::wordnet_network(), what);
}

TEST(ProactiveInterference, RecallFallsWithEveryPriorList) {
  double before = after_lists(0);
  for (std::uint32_t prior = 1; prior <= 20; ++prior) {
    const double now = after_lists(prior);
    EXPECT_LT(now, before) << prior;
    before = now;
  }
}

TEST(ProactiveInterference, TenPriorListsLeaveAtMostFortyPercentOfRecall) {
  EXPECT_LE(after_lists(10), 0.4 * after_lists(0));
}

TEST(RetroactiveInterference, GrowsWithTheSimilarityOfWhatWasLearnedSince) {
  EXPECT_GT(after(interpolated::rest), after(interpolated::unrelated));
  EXPECT_GT(after(interpolated::unrelated), after(interpolated::antonyms));
  EXPECT_GT(after(interpolated::antonyms), after(interpolated::synonyms));
}

TEST(RetroactiveInterference, SynonymsLeaveAtMostFortyFivePercentOfRecall) {
  EXPECT_LE(after(interpolated::synonyms), 0.45 * after(interpolated::rest));
}

TEST(RetroactiveInterference, OnAShuffledNetworkSynonymsHurtNoMoreThanUnrelatedWords) {
  const semantic_network& shuffled = testing::shuffled_network();
  EXPECT_NEAR(recall_after_interpolation(shuffled, interpolated::synonyms),
              recall_after_interpolation(shuffled, interpolated::unrelated), 0.02);
}

}  // namespace
}  // namespace engram::workload
