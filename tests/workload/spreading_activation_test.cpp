// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/spreading_activation.hpp"

#include "workload/numbered_word.hpp"
#include "workload/semantic_network.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

namespace engram::workload {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

constexpr spreading_params params{.decay = 0.8F, .floor = 0.002F, .hops = 3, .max_nodes = 4096};

// a -> b -> c -> d -> e in one line.
semantic_network chain() {
  return make_network({"a", "b", "c", "d", "e"},
                      {{0, 1, 1.0F}, {1, 2, 1.0F}, {2, 3, 1.0F}, {3, 4, 1.0F}});
}

TEST(SpreadingActivation, EachHopPassesOnItsShare) {
  const semantic_network network = chain();
  spreading_activation spread(network, params);
  spread.spread(0);
  EXPECT_FLOAT_EQ(spread.activation(0), 1);
  EXPECT_FLOAT_EQ(spread.activation(1), 0.8F);
  EXPECT_FLOAT_EQ(spread.activation(2), 0.64F);
  EXPECT_FLOAT_EQ(spread.activation(3), 0.512F);
  EXPECT_EQ(spread.activation(4), 0);  // four hops away
  EXPECT_EQ(spread.hops(3), 3);
}

TEST(SpreadingActivation, ActivationIsDividedByTheWeightsOfTheEdges) {
  const semantic_network network = make_network({"a", "b", "c"}, {{0, 1, 3.0F}, {0, 2, 1.0F}});
  spreading_activation spread(network, params);
  spread.spread(0);
  EXPECT_FLOAT_EQ(spread.activation(1), 0.8F * 0.75F);
  EXPECT_FLOAT_EQ(spread.activation(2), 0.8F * 0.25F);
  EXPECT_EQ(spread.edges_visited(), 2U);
}

TEST(SpreadingActivation, PathsThatMeetAddUp) {
  const semantic_network network =
      make_network({"a", "b", "c", "d"}, {{0, 1, 1.0F}, {0, 2, 1.0F}, {1, 3, 1.0F}, {2, 3, 1.0F}});
  spreading_activation spread(network, params);
  spread.spread(0);
  EXPECT_FLOAT_EQ(spread.activation(3), 0.64F);
}

TEST(SpreadingActivation, ManyWeakContributionsCountOnceTheirSumReachesTheFloor) {
  std::vector<std::string> words{"cue", "target"};
  std::vector<network_edge> edges;
  for (std::uint32_t i = 0; i < 20; ++i) {  // 20 paths of 0.8 * 0.8 / 20 * 0.02 = 0.00064 each
    words.push_back(testing::numbered_word(i));
    edges.push_back({0, i + 2, 1.0F});
    edges.push_back({i + 2, 1, 0.02F});
    edges.push_back({i + 2, 0, 0.98F});
  }
  const semantic_network network = make_network(words, edges);
  spreading_activation spread(network, params);
  spread.spread(0);
  EXPECT_NEAR(spread.activation(1), 20 * 0.00064, 1e-5);
}

TEST(SpreadingActivation, WhatStaysBelowTheFloorIsNotActivated) {
  const semantic_network network = make_network({"a", "b", "c"}, {{0, 1, 0.998F}, {0, 2, 0.002F}});
  spreading_activation spread(network, params);
  spread.spread(0);
  EXPECT_THAT(spread.activated(), ElementsAre(1));
}

TEST(SpreadingActivation, TheCueTakesNothingBack) {
  const semantic_network network = make_network({"a", "b"}, {{0, 1, 1.0F}, {1, 0, 1.0F}});
  spreading_activation spread(network, params);
  spread.spread(0);
  EXPECT_EQ(spread.activation(0), 1);
  EXPECT_THAT(spread.activated(), ElementsAre(1));
}

TEST(SpreadingActivation, TheKindIsThatOfADirectEdgeAndAssociativeFurtherOn) {
  const semantic_network network =
      make_network({"a", "b", "c", "d"}, {{0, 1, 1.0F, edge_kind::semantic},
                                          {0, 2, 1.0F, edge_kind::associative},
                                          {1, 3, 1.0F, edge_kind::semantic}});
  spreading_activation spread(network, params);
  spread.spread(0);
  EXPECT_EQ(spread.kind(1), edge_kind::semantic);
  EXPECT_EQ(spread.kind(2), edge_kind::associative);
  EXPECT_EQ(spread.kind(3), edge_kind::associative);
}

TEST(SpreadingActivation, ASpreadLeavesNoTraceInTheNext) {
  const semantic_network network = chain();
  spreading_activation used(network, params);
  used.spread(0);
  used.spread(2);
  spreading_activation fresh(network, params);
  fresh.spread(2);
  for (std::uint32_t node = 0; node < network.size(); ++node) {
    EXPECT_EQ(used.activation(node), fresh.activation(node)) << node;
  }
  EXPECT_THAT(used.activated(), UnorderedElementsAre(3, 4));
}

TEST(SpreadingActivation, NeverActivatesMoreNodesThanTheBound) {
  std::vector<std::string> words{"hub"};
  std::vector<network_edge> edges;
  for (std::uint32_t i = 1; i <= 100; ++i) {
    words.push_back(testing::numbered_word(i));
    edges.push_back({0, i, 1.0F});
  }
  const semantic_network network = make_network(words, edges);
  spreading_params bounded = params;
  bounded.max_nodes = 10;
  spreading_activation spread(network, bounded);
  spread.spread(0);
  EXPECT_EQ(spread.activated().size(), 10U);
  float sum = 0;
  for (const std::uint32_t node : spread.activated()) sum += spread.activation(node);
  EXPECT_NEAR(sum, 0.08, 1e-6);
}

TEST(SpreadingActivation, StrongestComeInOrderAndEqualsByNumber) {
  const semantic_network network = make_network(
      {"a", "b", "c", "d", "e"}, {{0, 4, 5.0F}, {0, 2, 2.0F}, {0, 1, 2.0F}, {0, 3, 1.0F}});
  spreading_activation spread(network, params);
  spread.spread(0);
  EXPECT_THAT(spread.strongest(3), ElementsAre(4, 1, 2));
  EXPECT_THAT(spread.strongest(10), ElementsAre(4, 1, 2, 3));
}

TEST(SpreadingActivation, AWordWithoutNeighboursActivatesNothing) {
  const semantic_network network = chain();
  spreading_activation spread(network, params);
  spread.spread(4);
  EXPECT_TRUE(spread.activated().empty());
  EXPECT_TRUE(spread.strongest(8).empty());
}

}  // namespace
}  // namespace engram::workload
