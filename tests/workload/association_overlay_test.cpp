// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/association_overlay.hpp"

#include "temporary_directory.hpp"
#include "workload/workload_error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace engram::workload {
namespace {

using ::testing::ElementsAre;
using ::testing::FloatEq;
using ::testing::HasSubstr;

const std::vector<network_edge> edges{{0, 1, 3.0F}, {0, 2, 1.0F}, {1, 2, 1.0F}};

TEST(AssociationOverlay, TakesItsShareOfTheRowsItTouchesOnly) {
  const semantic_network network = make_network({"bed", "sleep", "night"}, edges);
  const std::vector<association> measured{{.cue = 0, .target = 2, .strength = 0.6}};
  const semantic_network mixed = with_associations(network, measured, 0.5);
  // bed -> sleep: 0.7 * 0.75; bed -> night: 0.7 * 0.25 + 0.3.
  EXPECT_THAT(mixed.neighbours(0).to, ElementsAre(1U, 2U));
  EXPECT_THAT(mixed.neighbours(0).weight, ElementsAre(FloatEq(0.525F), FloatEq(0.475F)));
  EXPECT_THAT(mixed.neighbours(0).kind, ElementsAre(edge_kind::semantic, edge_kind::associative));
  EXPECT_THAT(mixed.neighbours(1).weight, ElementsAre(1.0F));
}

TEST(AssociationOverlay, AddsAnEdgeThatTheNetworkLacks) {
  const semantic_network network = make_network({"bed", "sleep", "night"}, edges);
  const std::vector<association> measured{{.cue = 1, .target = 0, .strength = 0.4}};
  const semantic_network mixed = with_associations(network, measured, 0.5);
  EXPECT_THAT(mixed.neighbours(1).to, ElementsAre(2U, 0U));
  EXPECT_THAT(mixed.neighbours(1).weight, ElementsAre(FloatEq(0.8F), FloatEq(0.2F)));
}

TEST(AssociationOverlay, StrengthsThatLeaveNothingOfARowAreRejected) {
  const semantic_network network = make_network({"bed", "sleep", "night"}, edges);
  const std::vector<association> measured{{.cue = 0, .target = 1, .strength = 1.0},
                                          {.cue = 0, .target = 2, .strength = 1.0}};
  EXPECT_THAT(
      testing::message_of<workload_error>([&] { (void)with_associations(network, measured, 0.5); }),
      HasSubstr("the strengths of 'bed' should sum to less than 1 / share"));
}

TEST(AssociationOverlay, UsesTheItemsTheNetworkHasAndPeopleAnswerWithTheLure) {
  const semantic_network network = make_network({"bed", "sleep", "night"}, edges);
  const std::vector<drm_list> lists = parse_drm_lists(
      "lure\tsleep\t0.6\nitem\tbeds\t0.6\tbed\nitem\tnight\t0\nitem\tnap\t0.7\n", "lists");
  const std::vector<association> pairs = backward_associations(network, lists);
  ASSERT_EQ(pairs.size(), 1U);
  EXPECT_EQ(pairs[0].cue, 0U);
  EXPECT_EQ(pairs[0].target, 1U);
  EXPECT_EQ(pairs[0].strength, 0.6);
}

}  // namespace
}  // namespace engram::workload
