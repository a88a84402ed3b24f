// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "cognitive/recording.hpp"

#include <engram/cognitive/priming.hpp>
#include <engram/collect/registry.hpp>

#include <gtest/gtest.h>

namespace engram::cognitive {
namespace {

using testing::sent_through_a_ring;
using metrics = priming_metrics<on>;

constexpr primed some_priming{.prime = node_id{0x1111'2222'3333'4444},
                              .target = node_id{7},
                              .strength = 0.25F,
                              .kind = priming_kind::associative,
                              .hops = 3};

TEST(Priming, EventLiesInASlotAsTheFormatSays) {
  EXPECT_EQ(testing::layout<primed>(),
            (testing::expected_layout{
                {"prime", 16}, {"target", 24}, {"strength", 12}, {"kind", 2}, {"hops", 3}}));
}

TEST(Priming, EventSurvivesTheRing) {
  const auto read = sent_through_a_ring(some_priming);
  EXPECT_EQ(read["prime"], 0x1111'2222'3333'4444U);
  EXPECT_EQ(read["target"], 7U);
  EXPECT_EQ(read.real("strength"), 0.25F);
  EXPECT_EQ(read["kind"], 1U);
  EXPECT_EQ(read["hops"], 3U);
}

TEST(Priming, IsCountedUnderItsKindWithItsStrength) {
  const registry all{metrics::events, metrics::strength};
  const auto before = all.scrape();
  record<on>(some_priming);
  const auto after = all.scrape();
  const auto kind = priming_kind::associative;
  EXPECT_EQ(after[metrics::events](kind) - before[metrics::events](kind), 1U);
  EXPECT_EQ(after[metrics::strength](kind).sum() - before[metrics::strength](kind).sum(), 0.25);
  EXPECT_EQ(after[metrics::events](priming_kind::semantic),
            before[metrics::events](priming_kind::semantic));
}

TEST(Priming, NodesHaveNamesAndStrengthFilters) {
  EXPECT_EQ(schema<primed>.field_at(0).entity, "node");
  EXPECT_EQ(schema<primed>.field_at(schema<primed>.strength()).name, "strength");
}

}  // namespace
}  // namespace engram::cognitive
