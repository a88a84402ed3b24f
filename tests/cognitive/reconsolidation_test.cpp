// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "cognitive/recording.hpp"

#include <engram/cognitive/reconsolidation.hpp>
#include <engram/collect/registry.hpp>

#include <gtest/gtest.h>

namespace engram::cognitive {
namespace {

using testing::sent_through_a_ring;
using metrics = reconsolidation_metrics<on>;
using outcome = reconsolidation_outcome;

constexpr reconsolidated an_attempt(outcome how, bool modified = false) {
  return {.episode = episode_id{9},
          .window_position = 0.5F,
          .plasticity = 0.375F,
          .seconds_since_recall = 7200,
          .outcome = how,
          .modifications = 4,
          .modified = modified};
}

TEST(Reconsolidation, EventSurvivesTheRing) {
  const auto read = sent_through_a_ring(an_attempt(outcome::conflicting));
  EXPECT_EQ(read["episode"], 9U);
  EXPECT_EQ(read.real("window_position"), 0.5F);
  EXPECT_EQ(read.real("plasticity"), 0.375F);
  EXPECT_EQ(read["seconds_since_recall"], 7200U);
  EXPECT_EQ(read["outcome"], 5U);
  EXPECT_EQ(read["modifications"], 4U);
}

TEST(Reconsolidation, EventLiesInASlotWithoutOverlap) {
  EXPECT_EQ(testing::layout<reconsolidated>().size(), 6U);
  EXPECT_EQ(testing::offset_of<reconsolidated>("episode"), 16);
  EXPECT_EQ(testing::offset_of<reconsolidated>("outcome"), 2);
  EXPECT_EQ(testing::offset_of<reconsolidated>("modifications"), 3);
}

/// What one attempt changes: attempts of its outcome, modifications, positions, plasticities.
struct change {
  std::uint64_t attempts, modifications, positions, plasticities;
  bool operator==(const change&) const = default;
};

change change_by(const reconsolidated& event) {
  const registry all{metrics::attempts, metrics::modifications, metrics::position,
                     metrics::plasticity};
  const auto before = all.scrape();
  record<on>(event);
  const auto after = all.scrape();
  return {after[metrics::attempts](event.outcome) - before[metrics::attempts](event.outcome),
          after[metrics::modifications]() - before[metrics::modifications](),
          after[metrics::position]().count() - before[metrics::position]().count(),
          after[metrics::plasticity]().count() - before[metrics::plasticity]().count()};
}

TEST(Reconsolidation, AHitHasAPositionAndAPlasticity) {
  EXPECT_EQ(change_by(an_attempt(outcome::hit, true)), (change{1, 1, 1, 1}));
  EXPECT_EQ(change_by(an_attempt(outcome::hit, false)), (change{1, 0, 1, 1}));
}

TEST(Reconsolidation, AMissHasAPositionOnly) {
  EXPECT_EQ(change_by(an_attempt(outcome::miss)), (change{1, 0, 1, 0}));
}

TEST(Reconsolidation, ARejectionIsCountedUnderItsReasonAndHasNoPosition) {
  for (auto reason : {outcome::not_recalled, outcome::too_young, outcome::too_soon,
                      outcome::conflicting, outcome::excessive}) {
    EXPECT_EQ(change_by(an_attempt(reason)), (change{1, 0, 0, 0}));
  }
}

TEST(Reconsolidation, HasNoStrengthToFilterBy) {
  static_assert(!schema<reconsolidated>.has_strength());
}

}  // namespace
}  // namespace engram::cognitive
