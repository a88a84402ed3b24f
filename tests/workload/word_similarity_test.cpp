// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/word_similarity.hpp"

#include "workload/semantic_network.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace engram::workload {
namespace {

// "big" and "large" share a neighbour and name each other; "oval" shares nothing with them.
semantic_network adjectives() {
  return make_network({"big", "large", "size", "oval", "shape"},
                      {{0, 1, 1.0F}, {0, 2, 1.0F}, {1, 0, 1.0F}, {1, 2, 1.0F}, {3, 4, 1.0F}});
}

TEST(WordSimilarity, IsOneForAWordAndItselfAndZeroWithoutAnythingShared) {
  const semantic_network network = adjectives();
  word_similarity similarity(network, params{});
  EXPECT_NEAR(similarity.cosine(0, 0), 1, 1e-6);
  EXPECT_EQ(similarity.cosine(0, 3), 0);
}

TEST(WordSimilarity, IsTheCosineOfTheActivatedNeighbourhoods) {
  const semantic_network network = adjectives();
  word_similarity similarity(network, params{});
  // big = {big 1, large .4, size .4}, large = {large 1, big .4, size .4}
  EXPECT_NEAR(similarity.cosine(0, 1), (0.4 + 0.4 + 0.16) / 1.32, 1e-6);
  EXPECT_NEAR(similarity.cosine(1, 0), similarity.cosine(0, 1), 1e-12);
}

TEST(WordSimilarity, ComparesATargetWithEveryEpisode) {
  const semantic_network network = adjectives();
  word_similarity similarity(network, params{});
  const std::vector<episode> episodes{{.encoded_at = 0, .target = 0, .serial = 0},
                                      {.encoded_at = 0, .target = 3, .serial = 1}};
  const auto found = similarity.to_targets(0, episodes);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_FLOAT_EQ(found[0], 1);
  EXPECT_FLOAT_EQ(found[1], 0.5F);
}

}  // namespace
}  // namespace engram::workload
