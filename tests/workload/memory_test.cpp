// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/memory.hpp"

#include <gtest/gtest.h>

namespace engram::workload {
namespace {

constexpr params defaults;

TEST(MemorySpace, OnlyAWordAccessedBeforeShowsRepetition) {
  memory_space space(0);
  EXPECT_FALSE(space.access_word(5, defaults).repetition);
  space.advance(10);
  EXPECT_TRUE(space.access_word(5, defaults).repetition);
  EXPECT_FALSE(space.access_word(6, defaults).repetition);
}

TEST(MemorySpace, APrimeFacilitatesTheAccessOfItsTarget) {
  memory_space space(0);
  space.prime(1, 2, 0.5F);
  space.advance(defaults.priming.half_life_seconds);
  const access found = space.access_word(2, defaults);
  ASSERT_TRUE(found.facilitation);
  EXPECT_EQ(found.facilitation->prime, 1U);
  EXPECT_FLOAT_EQ(found.facilitation->strength, 0.25F);
}

TEST(MemorySpace, FindsLivingEpisodesOfItsOwnById) {
  memory_space space(3);
  const cue_episodes& stored = space.remember(10, 20, defaults);
  const cognitive::episode_id id = space.id_of(10, stored.all.back());
  const auto place = space.find(id);
  ASSERT_TRUE(place);
  EXPECT_EQ(place->found->target, 20U);
  EXPECT_FALSE(memory_space(4).find(id));
  for (std::uint32_t i = 0; i < defaults.interference.max_episodes_per_cue; ++i) {
    space.remember(10, 30, defaults);
  }
  EXPECT_FALSE(space.find(id));
}

TEST(MemorySpace, TheFirstPracticeHasNothingToTell) {
  memory_space space(0);
  EXPECT_FALSE(space.practise(1, defaults));
  space.advance(2);
  const auto massed = space.practise(1, defaults);
  ASSERT_TRUE(massed);
  EXPECT_EQ(massed->kind, cognitive::practice_kind::massed);
  EXPECT_EQ(massed->repetition, 2U);
  EXPECT_FLOAT_EQ(massed->gap_seconds, 2);
  EXPECT_NEAR(massed->retention_ratio, 1, 1e-6);
}

TEST(MemorySpace, PracticeAMinuteLaterIsDistributedAndRetainsMore) {
  memory_space space(0);
  space.practise(1, defaults);
  space.advance(59.9);
  EXPECT_EQ(space.practise(1, defaults)->kind, cognitive::practice_kind::massed);
  space.advance(3600);
  const auto later = space.practise(1, defaults);
  EXPECT_EQ(later->kind, cognitive::practice_kind::distributed);
  EXPECT_GT(later->retention_ratio, 1.05F);
}

TEST(MemorySpace, PracticeAndAccessAreKeptApart) {
  memory_space space(0);
  space.practise(1, defaults);
  EXPECT_FALSE(space.access_word(1, defaults).repetition);
}

TEST(MemorySpace, RecentIdsForgetTheOldestFirst) {
  recent_ids ids(2);
  random_stream random(1, 0);
  EXPECT_FALSE(ids.pick(random));
  for (std::uint64_t id = 1; id <= 3; ++id) ids.add(cognitive::episode_id{id});
  for (int i = 0; i < 100; ++i) EXPECT_NE(ids.pick(random), cognitive::episode_id{1});
}

}  // namespace
}  // namespace engram::workload
