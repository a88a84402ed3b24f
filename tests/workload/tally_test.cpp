// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/tally.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace engram::workload {
namespace {

using cognitive::episode_id;
using cognitive::list_id;
using cognitive::node_id;

cognitive::primed some_priming(std::uint64_t target, float strength = 0.5F) {
  return {.prime = node_id{1},
          .target = node_id{target},
          .strength = strength,
          .kind = cognitive::priming_kind::associative,
          .hops = 2};
}

/// An event of which only some fields matter to the test.
template <class Event, class Change>
Event some(Change change) {
  Event event{};
  change(event);
  return event;
}

TEST(Tally, CountsEachEventUnderItsKind) {
  tally counts;
  counts.count(0, some_priming(2, 0.25F));
  counts.count(0, some_priming(3, 0.5F));
  counts.count(0, some<cognitive::interfered>(
                      [](auto& event) { event.kind = cognitive::interference_kind::fan; }));
  counts.count(0, some<cognitive::drm_recalled>(
                      [](auto& event) { event.kind = cognitive::drm_recall_kind::unrelated; }));
  counts.count(0, some<cognitive::practiced>(
                      [](auto& event) { event.kind = cognitive::practice_kind::massed; }));
  counts.count(0, some<cognitive::reconsolidated>([](auto& event) {
                 event.outcome = cognitive::reconsolidation_outcome::excessive;
                 event.modified = true;
               }));
  EXPECT_EQ(counts.primed[1], 2U);
  EXPECT_DOUBLE_EQ(counts.strength_sum[1], 0.75);
  EXPECT_EQ(counts.interfered[2], 1U);
  EXPECT_EQ(counts.drm_recalled[2], 1U);
  EXPECT_EQ(counts.practiced[0], 1U);
  EXPECT_EQ(counts.reconsolidated[6], 1U);
  EXPECT_EQ(counts.modifications, 1U);
  EXPECT_EQ(counts.total_events(), 6U);
}

TEST(Tally, TrialsFeedMetricsOnly) {
  tally counts;
  counts.count(0, cognitive::drm_trial{});
  EXPECT_EQ(counts.drm_trials, 1U);
  EXPECT_EQ(counts.total_events(), 0U);
}

TEST(Tally, TheHashDependsOnTheMultisetOfEventsAndNotOnTheirOrder) {
  tally forward;
  tally backward;
  for (std::uint64_t i = 0; i < 10; ++i) forward.count(1, some_priming(i));
  for (std::uint64_t i = 10; i > 0; --i) backward.count(1, some_priming(i - 1));
  EXPECT_EQ(forward.event_hash, backward.event_hash);
  backward.count(1, some_priming(3));
  EXPECT_NE(forward.event_hash, backward.event_hash);
  forward.count(1, some_priming(4));  // as many events, another one twice
  EXPECT_NE(forward.event_hash, backward.event_hash);
}

TEST(Tally, EveryFieldAndTheSpaceEnterTheHash) {
  const cognitive::interfered base{.target = episode_id{1},
                                   .competitor = episode_id{2},
                                   .magnitude = 0.5F,
                                   .kind = cognitive::interference_kind::fan,
                                   .competitors = 3};
  const auto hash = [](std::uint32_t space, const cognitive::interfered& event) {
    tally counts;
    counts.count(space, event);
    return counts.event_hash;
  };
  std::vector<cognitive::interfered> changed(5, base);
  changed[0].target = episode_id{9};
  changed[1].competitor = episode_id{9};
  changed[2].magnitude = 0.6F;
  changed[3].kind = cognitive::interference_kind::proactive;
  changed[4].competitors = 4;
  for (const auto& event : changed) EXPECT_NE(hash(1, event), hash(1, base));
  EXPECT_NE(hash(2, base), hash(1, base));
}

TEST(Tally, AttemptsAreHitsAndMissesAndRejections) {
  using outcome = cognitive::reconsolidation_outcome;
  tally counts;
  for (const outcome one : {outcome::hit, outcome::hit, outcome::miss, outcome::not_recalled,
                            outcome::too_young, outcome::too_soon, outcome::conflicting}) {
    counts.count(0, some<cognitive::reconsolidated>([&](auto& event) { event.outcome = one; }));
  }
  EXPECT_EQ(counts.reconsolidation_attempts(), 7U);
  EXPECT_EQ(counts.reconsolidation_rejections(), 4U);
}

TEST(Tally, SumOfTwoWorkersHoldsWhatBothCounted) {
  tally left;
  tally right;
  left.count(0, some_priming(1));
  left.operations[0] = 2;
  left.count_list(1, {.trials = 1, .items_studied = 15});
  right.count(5, some_priming(2));
  right.operations[0] = 3;
  right.count_retrieval(4, true, 1.25);
  right.count_list(3, {.trials = 2, .lures_recalled = 1});
  tally all = left;
  all += right;
  EXPECT_EQ(all.primed[1], 2U);
  EXPECT_EQ(all.total_operations(), 5U);
  EXPECT_EQ(all.retrieved[4], 1U);
  EXPECT_DOUBLE_EQ(all.reaction_seconds_sum[4], 1.25);
  ASSERT_EQ(all.drm_lists.size(), 4U);
  EXPECT_EQ(all.drm_lists[1].items_studied, 15U);
  EXPECT_EQ(all.drm_lists[3].lures_recalled, 1U);
  EXPECT_EQ(all.event_hash, left.event_hash + right.event_hash);
}

}  // namespace
}  // namespace engram::workload
