// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/episode.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <set>

namespace engram::workload {
namespace {

TEST(EpisodeKey, IdAndKeyTurnIntoEachOtherAtTheirLimits) {
  const episode_key largest{.space = episode_key::max_spaces - 1,
                            .cue = episode_key::max_nodes - 1,
                            .target = episode_key::max_nodes - 1,
                            .serial = episode_key::serials - 1};
  for (const episode_key& key : {largest, episode_key{0, 0, 0, 0}, episode_key{1, 2, 3, 4}}) {
    const episode_key again = episode_key::of(key.id());
    EXPECT_EQ(again.space, key.space);
    EXPECT_EQ(again.cue, key.cue);
    EXPECT_EQ(again.target, key.target);
    EXPECT_EQ(again.serial, key.serial);
  }
}

TEST(EpisodeKey, EachPartMakesADifferentId) {
  const std::set<cognitive::episode_id> ids{
      episode_key{1, 1, 1, 1}.id(), episode_key{2, 1, 1, 1}.id(), episode_key{1, 2, 1, 1}.id(),
      episode_key{1, 1, 2, 1}.id(), episode_key{1, 1, 1, 2}.id()};
  EXPECT_EQ(ids.size(), 5U);
}

TEST(Describe, AnEpisodeIsNamedByItsCueAndTarget) {
  const semantic_network network = make_network({"bed", "sleep"}, {{0, 1, 1.0F}});
  EXPECT_EQ(describe(network, episode_key{7, 0, 1, 3}.id()), "bed -> sleep");
  EXPECT_EQ(describe(network, episode_key{7, 0, 2, 3}.id()), "bed -> ?");
  EXPECT_EQ(word(network, cognitive::node_id{1}), "sleep");
  EXPECT_EQ(word(network, cognitive::node_id{2}), "?");
}

TEST(CueEpisodes, TheOldestMakesRoomForTheThirteenth) {
  const interference_params params;
  cue_episodes episodes;
  for (std::uint32_t target = 0; target < 13; ++target) episodes.add(target, target, params);
  EXPECT_EQ(episodes.all.size(), 12U);
  EXPECT_EQ(episodes.all.front().target, 1U);
  EXPECT_EQ(episodes.find(0, 0), nullptr);
  ASSERT_NE(episodes.find(12, 12), nullptr);
  EXPECT_EQ(episodes.find(12, 11), nullptr);
}

TEST(CueEpisodes, LivingEpisodesNeverShareASerialNumber) {
  const interference_params params;
  cue_episodes episodes;
  for (std::uint32_t i = 0; i < 2 * episode_key::serials; ++i) {
    const std::uint32_t serial = episodes.add(0, i, params).serial;
    ASSERT_LT(serial, episode_key::serials);
    int same = 0;
    for (const episode& one : episodes.all) same += one.serial == serial ? 1 : 0;
    ASSERT_EQ(same, 1);
  }
}

TEST(Episode, StrengthFallsWithAgeAndRisesWithEncoding) {
  const interference_params params;
  const episode weak{.encoded_at = 0, .encoding = 1, .target = 0, .serial = 0};
  const episode strong{.encoded_at = 0, .encoding = 2, .target = 0, .serial = 0};
  EXPECT_EQ(weak.strength(0, params), 1);
  EXPECT_GT(weak.strength(10, params), weak.strength(1000, params));
  EXPECT_DOUBLE_EQ(strong.strength(50, params), 2 * weak.strength(50, params));
}

}  // namespace
}  // namespace engram::workload
