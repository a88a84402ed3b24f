// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/semantic_network.hpp"

#include "temporary_directory.hpp"
#include "workload/workload_error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace engram::workload {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string rejection_of(std::vector<network_edge> edges) {
  return testing::message_of<workload_error>(
      [&] { (void)make_network({"bed", "sleep", "dream"}, std::move(edges)); });
}

/// A ring of 60 words, each with edges to the next five.
semantic_network ring() {
  std::vector<std::string> words;
  std::vector<network_edge> edges;
  for (std::uint32_t i = 0; i < 60; ++i) {
    words.push_back(std::to_string(i));
    for (std::uint32_t step = 1; step <= 5; ++step) {
      edges.push_back(
          {.from = i, .to = (i + step) % 60, .weight = 1.0F / static_cast<float>(step)});
    }
  }
  return make_network(words, std::move(edges));
}

std::vector<std::uint32_t> sorted(std::vector<std::uint32_t> values) {
  std::sort(values.begin(), values.end());
  return values;
}

TEST(SemanticNetwork, RowsSumToOneAndDescendByWeight) {
  const semantic_network network =
      make_network({"bed", "sleep", "dream"}, {{0, 1, 1.0F}, {0, 2, 3.0F}, {1, 0, 5.0F}});
  EXPECT_EQ(network.size(), 3U);
  EXPECT_EQ(network.edges(), 3U);
  EXPECT_THAT(network.neighbours(0).to, ElementsAre(2U, 1U));
  EXPECT_THAT(network.neighbours(0).weight, ElementsAre(0.75F, 0.25F));
  EXPECT_THAT(network.neighbours(1).weight, ElementsAre(1.0F));
  EXPECT_TRUE(network.neighbours(2).to.empty());
}

TEST(SemanticNetwork, ParallelEdgesAddUpAndTheHeaviestDecidesTheKind) {
  const semantic_network network =
      make_network({"bed", "sleep", "dream"}, {{0, 1, 1.0F, edge_kind::semantic},
                                               {0, 1, 2.0F, edge_kind::associative},
                                               {0, 2, 1.0F, edge_kind::semantic}});
  EXPECT_THAT(network.neighbours(0).weight, ElementsAre(0.75F, 0.25F));
  EXPECT_THAT(network.neighbours(0).kind, ElementsAre(edge_kind::associative, edge_kind::semantic));
}

TEST(SemanticNetwork, WordsAreFoundInWhateverOrderTheyWereGiven) {
  const semantic_network network = make_network({"sleep", "bed", "dream"}, {});
  EXPECT_EQ(network.find("bed"), 1U);
  EXPECT_EQ(network.find("sleep"), 0U);
  EXPECT_EQ(network.word(2), "dream");
  EXPECT_FALSE(network.find("night"));
  EXPECT_FALSE(network.find(""));
  EXPECT_FALSE(semantic_network().find("bed"));
}

TEST(SemanticNetwork, WrongEdgesAreRejectedByName) {
  EXPECT_THAT(rejection_of({{0, 3, 1.0F}}), HasSubstr("edge 0 -> 3 must join nodes that exist"));
  EXPECT_THAT(rejection_of({{1, 1, 1.0F}}), HasSubstr("edge 1 -> 1 must not lead back"));
  EXPECT_THAT(rejection_of({{0, 1, 0.0F}}), HasSubstr("positive, finite weight"));
  EXPECT_THAT(rejection_of({{0, 1, -1.0F}}), HasSubstr("positive, finite weight"));
  EXPECT_THAT(rejection_of({{0, 1, std::numeric_limits<float>::quiet_NaN()}}),
              HasSubstr("positive, finite weight"));
}

TEST(SemanticNetwork, ARepeatedWordIsRejected) {
  const std::string message =
      testing::message_of<workload_error>([] { (void)make_network({"bed", "sleep", "bed"}, {}); });
  EXPECT_THAT(message, HasSubstr("'bed' must name one node only"));
}

TEST(SemanticNetwork, ArraysThatBreakAnInvariantAreRejected) {
  const network_arrays good = ring().arrays();
  const auto message = [&](auto damage) {
    network_arrays bad = good;
    damage(bad);
    return testing::message_of<workload_error>([&] { const semantic_network network(bad); });
  };
  EXPECT_THAT(message([](network_arrays& a) { a.to[7] = 60; }), HasSubstr("row 1 names a target"));
  EXPECT_THAT(message([](network_arrays& a) { a.to[1] = a.to[0]; }),
              HasSubstr("row 0 names a target twice"));
  EXPECT_THAT(message([](network_arrays& a) { std::swap(a.weight[0], a.weight[1]); }),
              HasSubstr("descend"));
  EXPECT_THAT(message([](network_arrays& a) { a.weight[4] *= 0.5F; }), HasSubstr("sum to 1"));
  EXPECT_THAT(message([](network_arrays& a) { a.weight.pop_back(); }), HasSubstr("equally many"));
  EXPECT_THAT(message([](network_arrays& a) { a.row_begin[3] = 999; }), HasSubstr("row offsets"));
  EXPECT_THAT(message([](network_arrays& a) { a.letters += 'x'; }), HasSubstr("word offsets"));
}

TEST(ShuffledNetwork, KeepsOutDegreesInDegreesAndWeights) {
  const semantic_network network = ring();
  const semantic_network shuffled = network.shuffled(1);
  EXPECT_EQ(shuffled.arrays().row_begin, network.arrays().row_begin);
  EXPECT_EQ(shuffled.arrays().weight, network.arrays().weight);
  EXPECT_EQ(sorted(shuffled.arrays().to), sorted(network.arrays().to));
  EXPECT_NE(shuffled.arrays().to, network.arrays().to);
}

TEST(ShuffledNetwork, IsDeterminedByItsSeed) {
  const semantic_network network = ring();
  EXPECT_EQ(network.shuffled(1).arrays().to, network.shuffled(1).arrays().to);
  EXPECT_NE(network.shuffled(1).arrays().to, network.shuffled(2).arrays().to);
}

TEST(ShuffledNetwork, OfTheOnlyNetworkOfItsDegreesIsThatNetwork) {
  const semantic_network network = make_network({"bed", "sleep"}, {{0, 1, 1.0F}, {1, 0, 1.0F}});
  EXPECT_EQ(network.shuffled(1).arrays().to, network.arrays().to);
}

}  // namespace
}  // namespace engram::workload
