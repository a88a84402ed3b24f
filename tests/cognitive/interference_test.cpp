// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "cognitive/recording.hpp"

#include <engram/cognitive/interference.hpp>
#include <engram/collect/registry.hpp>

#include <gtest/gtest.h>

namespace engram::cognitive {
namespace {

using testing::sent_through_a_ring;
using metrics = interference_metrics<on>;

constexpr interfered some_interference{.target = episode_id{5},
                                       .competitor = episode_id{~0ULL},
                                       .magnitude = 0.75F,
                                       .kind = interference_kind::fan,
                                       .competitors = 255};

TEST(Interference, EventLiesInASlotAsTheFormatSays) {
  EXPECT_EQ(
      testing::layout<interfered>(),
      (testing::expected_layout{
          {"target", 16}, {"competitor", 24}, {"magnitude", 12}, {"kind", 2}, {"competitors", 3}}));
}

TEST(Interference, EventSurvivesTheRing) {
  const auto read = sent_through_a_ring(some_interference);
  EXPECT_EQ(read["target"], 5U);
  EXPECT_EQ(read["competitor"], ~0ULL);
  EXPECT_EQ(read.real("magnitude"), 0.75F);
  EXPECT_EQ(read["kind"], 2U);
  EXPECT_EQ(read["competitors"], 255U);
}

TEST(Interference, IsCountedWithMagnitudeAndCompetitors) {
  const registry all{metrics::events, metrics::magnitude, metrics::competitors};
  const auto before = all.scrape();
  record<on>(some_interference);
  const auto after = all.scrape();
  const auto kind = interference_kind::fan;
  EXPECT_EQ(after[metrics::events](kind) - before[metrics::events](kind), 1U);
  EXPECT_EQ(after[metrics::magnitude](kind).sum() - before[metrics::magnitude](kind).sum(), 0.75);
  EXPECT_EQ(after[metrics::competitors](kind).sum() - before[metrics::competitors](kind).sum(),
            255);
}

TEST(Interference, EpisodesHaveNamesAndMagnitudeFilters) {
  EXPECT_EQ(schema<interfered>.field_at(0).entity, "episode");
  EXPECT_EQ(schema<interfered>.field_at(schema<interfered>.strength()).name, "magnitude");
}

}  // namespace
}  // namespace engram::cognitive
