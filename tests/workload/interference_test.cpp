// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/interference.hpp"

#include "workload/random.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <vector>

namespace engram::workload {
namespace {

constexpr interference_params params;

std::vector<episode> episodes_at(const std::vector<double>& times) {
  std::vector<episode> episodes;
  for (const double time : times) {
    episodes.push_back({.encoded_at = time, .target = 0, .serial = 0});
  }
  return episodes;
}

TEST(Interfere, OlderEpisodesActForwardAndNewerOnesBackward) {
  const auto episodes = episodes_at({0, 0, 0, 0});
  const std::vector<float> similarity{0.5F, 1.0F, 1.0F, 0.25F};
  const interference found = interfere(episodes, 2, similarity, 0, params);
  EXPECT_EQ(found.proactive.competitors, 2U);
  EXPECT_EQ(found.proactive.strongest, 1U);
  EXPECT_DOUBLE_EQ(found.proactive.magnitude, 1.5 / 2.5);
  EXPECT_DOUBLE_EQ(found.proactive.similarity, 1);
  EXPECT_EQ(found.retroactive.competitors, 1U);
  EXPECT_EQ(found.retroactive.strongest, 3U);
  EXPECT_DOUBLE_EQ(found.retroactive.magnitude, 0.25 / 1.25);
}

TEST(Interfere, ALoneEpisodeHasNoCompetitor) {
  const auto episodes = episodes_at({0});
  const std::vector<float> similarity{1};
  const interference found = interfere(episodes, 0, similarity, 10, params);
  EXPECT_EQ(found.proactive.competitors + found.retroactive.competitors, 0U);
  EXPECT_EQ(found.proactive.magnitude, 0);
}

TEST(Interfere, MagnitudeIsAShareBelowOneHoweverManyCompete) {
  const auto episodes = episodes_at(std::vector<double>(200, 0.0));
  const std::vector<float> similarity(200, 1.0F);
  const interference found = interfere(episodes, 199, similarity, 5, params);
  EXPECT_GT(found.proactive.magnitude, 0.99);
  EXPECT_LT(found.proactive.magnitude, 1);
}

TEST(FanOf, EveryAssociationTakesItsShare) {
  const auto episodes = episodes_at({0, 0, 0, 0});
  const std::vector<float> similarity{1, 1, 1, 1};
  const competition fan = fan_of(interfere(episodes, 1, similarity, 0, params));
  EXPECT_EQ(fan.competitors, 3U);
  EXPECT_DOUBLE_EQ(fan.magnitude, 0.75);
}

TEST(ChooseEpisode, StrongerEpisodesComeToMindMoreOften) {
  auto episodes = episodes_at({0, 0});
  episodes[1].encoding = 3;
  random_stream random(9, 0);
  int second = 0;
  for (int i = 0; i < 10'000; ++i) {
    second += choose_episode(episodes, 0, random, params) == 1 ? 1 : 0;
  }
  EXPECT_NEAR(second, 7'500, 200);
}

TEST(RecallChance, PriorListsAndSimilarMaterialLowerIt) {
  EXPECT_DOUBLE_EQ(recall_chance(0, 0, params), params.recall_alone);
  EXPECT_NEAR(recall_chance(10, 0, params), 0.25, 0.005);
  EXPECT_NEAR(recall_chance(0, 1, params), 0.236, 0.005);
}

TEST(MaterialSimilarity, UnrelatedWordsRestInTheMiddleAndSynonymsReachOne) {
  EXPECT_DOUBLE_EQ(material_similarity(0, params), 0.5);
  EXPECT_DOUBLE_EQ(material_similarity(params.synonym_cosine / 2, params), 0.75);
  EXPECT_DOUBLE_EQ(material_similarity(1, params), 1);
}

}  // namespace
}  // namespace engram::workload
