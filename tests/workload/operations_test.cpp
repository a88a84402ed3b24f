// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/operations.hpp"

#include "workload/random.hpp"
#include "workload/semantic_network.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <vector>

namespace engram::workload {
namespace {

/// A probe that keeps what it is told; one a thread.
struct recording_probe {
  struct operation {
    operation(operation_type type, std::uint32_t space, std::uint64_t subject) {
      operations.push_back(type);
      spaces.push_back(space);
      subjects.push_back(subject);
      ++open;
    }
    operation(const operation&) = delete;
    operation& operator=(const operation&) = delete;
    ~operation() { --open; }
  };

  template <class Event>
  static void observe(const Event& event) {
    if (open != 1) ADD_FAILURE() << "an event outside of an operation";
    seen.count(spaces.back(), event);
  }

  static void reset() {
    operations.clear();
    spaces.clear();
    subjects.clear();
    seen = {};
  }

  static inline thread_local std::vector<operation_type> operations;
  static inline thread_local std::vector<std::uint32_t> spaces;
  static inline thread_local std::vector<std::uint64_t> subjects;
  static inline thread_local tally seen;
  static inline thread_local int open = 0;
};

class MemoryEngine : public ::testing::Test {
 protected:
  void SetUp() override { recording_probe::reset(); }

  semantic_network network_ =
      make_network({"bed", "sleep", "dream", "night"}, {{0, 1, 1.0F, edge_kind::semantic},
                                                        {1, 2, 1.0F, edge_kind::associative},
                                                        {2, 3, 1.0F, edge_kind::associative}});
  params params_;
  memory_engine<recording_probe> engine_{network_, params_};
  memory_space space_{7};
  random_stream random_{1, 0};
};

TEST_F(MemoryEngine, ARecallPrimesTheNeighboursByTheKindOfConnection) {
  engine_.recall(space_, 0, random_);
  EXPECT_EQ(recording_probe::operations, std::vector{operation_type::recall});
  EXPECT_EQ(recording_probe::spaces, std::vector{7U});
  EXPECT_EQ(recording_probe::subjects, std::vector{std::uint64_t{0}});
  const auto& primed = recording_probe::seen.primed;
  EXPECT_EQ(primed[0], 1U);  // sleep
  EXPECT_EQ(primed[1], 2U);  // dream, night
  EXPECT_EQ(primed[2], 0U);
}

TEST_F(MemoryEngine, ASecondRecallIsARepetition) {
  engine_.recall(space_, 0, random_);
  engine_.recall(space_, 0, random_);
  EXPECT_EQ(recording_probe::seen.primed[2], 1U);
}

TEST_F(MemoryEngine, APrimeFacilitatesItsTarget) {
  engine_.prime_pair(space_, 0, 1);
  EXPECT_EQ(recording_probe::seen.primed[3], 1U);
  EXPECT_NEAR(recording_probe::seen.strength_sum[3],
              0.8 * std::exp2(-0.25 / params_.priming.half_life_seconds), 1e-5);
}

TEST_F(MemoryEngine, OnlyCompetitorsInterfere) {
  engine_.remember(space_, 0, 1);
  EXPECT_EQ(engine_.counts().interfered[0], 0U);
  engine_.recall(space_, 0, random_);
  EXPECT_EQ(engine_.counts().interfered[2], 0U);
  engine_.remember(space_, 0, 2);
  EXPECT_EQ(engine_.counts().interfered[0], 1U);
  engine_.recall(space_, 0, random_);
  EXPECT_EQ(engine_.counts().interfered[2], 1U);
  EXPECT_EQ(engine_.counts().interfered[0] + engine_.counts().interfered[1], 2U);
  EXPECT_EQ(engine_.counts().retrievals[1] + engine_.counts().retrievals[2], 2U);
}

TEST_F(MemoryEngine, AModificationStrengthensTheEpisode) {
  engine_.remember(space_, 0, 1);
  episode& stored = space_.episodes(0)->all.front();
  const cognitive::episode_id id = space_.id_of(0, stored);
  engine_.reconsolidate(space_, id);
  EXPECT_EQ(stored.encoding, 1);
  space_.advance(5000);
  space_.recalled(0, stored, params_);
  const auto& window = params_.reconsolidation;
  space_.advance((window.opens_seconds + window.closes_seconds) / 2);
  engine_.reconsolidate(space_, id);
  EXPECT_FLOAT_EQ(stored.encoding, 1.5F);
  EXPECT_EQ(engine_.counts().modifications, 1U);
  EXPECT_EQ(engine_.counts().reconsolidation_attempts(), 2U);
}

TEST_F(MemoryEngine, AForgottenEpisodeIsNoAttempt) {
  engine_.reconsolidate(space_, episode_key{7, 0, 1, 0}.id());
  EXPECT_EQ(engine_.counts().operations[4], 1U);
  EXPECT_EQ(engine_.counts().reconsolidation_attempts(), 0U);
}

TEST_F(MemoryEngine, ATrialReportsEachWordRecalledAndThenItself) {
  const drm_material list{.position = 2, .lure = 1, .items = {0, 2}};
  for (int trial = 0; trial < 200; ++trial) engine_.drm_trial(space_, list, 3, random_);
  const tally& counts = engine_.counts();
  ASSERT_EQ(counts.drm_lists.size(), 3U);
  const drm_counts& result = counts.drm_lists[2];
  EXPECT_EQ(counts.drm_trials, 200U);
  EXPECT_EQ(result.trials, 200U);
  EXPECT_EQ(result.items_studied, 400U);
  EXPECT_EQ(result.lures_recalled, counts.drm_recalled[0]);
  EXPECT_EQ(result.items_recalled, counts.drm_recalled[1]);
  EXPECT_EQ(result.unrelated_recalled, counts.drm_recalled[2]);
  EXPECT_GT(result.lures_recalled, 0U);
  EXPECT_LT(result.lures_recalled, 200U);
}

TEST_F(MemoryEngine, TheProbeSeesExactlyWhatTheTallyCounts) {
  const drm_material list{.position = 0, .lure = 1, .items = {0, 2}};
  for (std::uint32_t i = 0; i < 500; ++i) {
    space_.advance(100);
    engine_.recall(space_, i % 4, random_);
    engine_.remember(space_, i % 4, (i + 1) % 4);
    engine_.prime_pair(space_, i % 3, i % 4);
    engine_.practise(space_, i % 4);
    engine_.reconsolidate(space_, *space_.remembered_ids().pick(random_));
    engine_.drm_trial(space_, list, 3, random_);
  }
  const tally& counted = engine_.counts();
  const tally& seen = recording_probe::seen;
  EXPECT_EQ(counted.event_hash, seen.event_hash);
  EXPECT_EQ(counted.total_events(), seen.total_events());
  EXPECT_EQ(counted.total_operations(), recording_probe::operations.size());
  EXPECT_EQ(counted.strength_sum, seen.strength_sum);
  EXPECT_GT(counted.interfered[1], 0U);
}

}  // namespace
}  // namespace engram::workload
