// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/family_record.hpp"

#include <gmock/gmock.h>

#include <array>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace engram::detail {
namespace {

constexpr std::uint64_t idle = 1'000;
constexpr std::string_view keys[] = {"word"};

/// A family of counters whose sums the test sets, at times that it says.
class made_family {
 public:
  explicit made_family(std::uint32_t sets, std::uint64_t idle_time = idle)
      : limits_{.sets = sets, .label_bytes = 34, .cells_of_set = 1, .idle_nanoseconds = idle_time},
        room_(series_table<std_sync>::bytes_of(limits_) / 8 + 1),
        sums_(sets + 1),
        record_(row(sets), limits_, 8, room_.data(), 12345) {}

  static metric_descriptor row(std::uint32_t sets) {
    return {.name = "made.family",
            .help = {},
            .unit = {},
            .kind = metric_kind::counter,
            .series = sets + 1,
            .stride = 1,
            .dimensions = {},
            .buckets = nullptr,
            .text_keys = keys};
  }
  static label_set_key key(const std::string& word) {
    const std::string_view text = word;
    return {&text, 1, 34};
  }
  std::uint32_t resolve(const std::string& word, std::uint64_t now = 0) {
    return record_.resolve(key(word), now, [&](std::uint32_t set) { return set_sums{sums_[set]}; });
  }
  std::uint32_t find(const std::string& word) { return record_.table().find(key(word)); }
  void sweep(std::uint64_t now) { record_.sweep(sums_.data(), record_.used(), now); }
  std::uint64_t& sum(std::uint32_t set) { return sums_[set]; }
  family_record& record() { return record_; }
  std::uint32_t overflow() const { return limits_.sets; }
  std::vector<std::string> shown() {
    std::vector<std::string> words;
    for (const auto& chunk : record_.sets().chunks) {
      for (const auto& each : chunk->rows) {
        if (each.life != live_form(each.life)) continue;
        const auto length = static_cast<std::size_t>(chunk->bytes[each.first]);
        words.push_back(chunk->bytes.substr(each.first + 2, length));
      }
    }
    return words;
  }

 private:
  family_limits limits_;
  std::vector<std::uint64_t> room_;
  std::vector<std::uint64_t> sums_;
  family_record record_;
};

constexpr auto none = series_table<std_sync>::none;

TEST(FamilyRecord, GivesEachLabelSetItsPlaceOnce) {
  made_family family(4);
  EXPECT_EQ(family.resolve("a"), 0U);
  EXPECT_EQ(family.resolve("b"), 1U);
  EXPECT_EQ(family.resolve("a"), 0U);
  EXPECT_EQ(family.find("b"), 1U);
  EXPECT_EQ(family.find("c"), none);
  EXPECT_THAT(family.shown(), ::testing::ElementsAre("a", "b"));
}

TEST(FamilyRecord, WhatFindsNoPlaceIsTheOverflowAndTheTableSaysThatItIsFull) {
  made_family family(2);
  family.resolve("a");
  EXPECT_FALSE(family.record().table().full());
  family.resolve("b");
  EXPECT_EQ(family.resolve("c"), family.overflow());
  EXPECT_TRUE(family.record().table().full());
}

TEST(FamilyRecord, AnIdleLabelSetExpiresAndOneInUseDoesNot) {
  made_family family(4);
  const auto quiet = family.resolve("quiet");
  const auto busy = family.resolve("busy");
  family.sum(quiet) = 1;
  family.sum(busy) = 1;
  family.sweep(0);
  family.sum(busy) = 2;
  family.sweep(idle - 1);
  EXPECT_EQ(family.record().live(), 2U);
  family.sweep(idle);
  EXPECT_THAT(family.shown(), ::testing::ElementsAre("busy"));
  EXPECT_EQ(family.find("quiet"), none);
  EXPECT_EQ(family.record().expired(), 1U);
}

TEST(FamilyRecord, WithoutAnIdleTimeNothingExpires) {
  made_family family(4, 0);
  family.resolve("a");
  family.sweep(1'000'000);
  EXPECT_THAT(family.shown(), ::testing::ElementsAre("a"));
}

TEST(FamilyRecord, OneThatIsUsedAgainComesBackToItsPlaceInItsLife) {
  made_family family(4);
  const auto set = family.resolve("a");
  family.sweep(idle);
  ASSERT_EQ(family.find("a"), none);
  EXPECT_FALSE(family.record().table().is_in(set, 0));
  EXPECT_EQ(family.resolve("a", idle + 1), set);
  EXPECT_TRUE(family.record().table().is_in(set, 0));
  EXPECT_THAT(family.shown(), ::testing::ElementsAre("a"));
}

TEST(FamilyRecord, AnUpdateThatWasUnderWayBringsItBack) {
  made_family family(4);
  const auto set = family.resolve("a");
  family.sweep(idle);
  family.sum(set) = 1;
  family.sweep(idle + 1);
  EXPECT_EQ(family.find("a"), set);
}

TEST(FamilyRecord, AHandleOfOneThatExpiredRevivesIt) {
  made_family family(4);
  const auto set = family.resolve("a");
  family.sweep(idle);
  EXPECT_TRUE(family.record().revive(set, 0, idle + 1));
  EXPECT_EQ(family.find("a"), set);
  EXPECT_TRUE(family.record().revive(set, 0, idle + 1));
}

TEST(FamilyRecord, APlacePassesOnAfterItHasWaitedAndNotBefore) {
  made_family family(1);
  const auto set = family.resolve("a");
  family.sum(set) = 7;
  family.sweep(0);
  family.sweep(idle);
  EXPECT_EQ(family.resolve("b", 2 * idle - 1), family.overflow());
  EXPECT_EQ(family.resolve("b", 2 * idle), set);
  EXPECT_EQ(family.find("a"), none);
  EXPECT_EQ(family.record().table().life_of(set), 2U);
  EXPECT_EQ(family.record().passed_on()->at(set), set_sums{7});
  EXPECT_FALSE(family.record().revive(set, 0, 2 * idle));
}

TEST(FamilyRecord, APlaceThatCountedMeanwhileIsNotPassedOn) {
  made_family family(1);
  const auto set = family.resolve("a");
  family.sweep(idle);
  family.sum(set) = 1;
  EXPECT_EQ(family.resolve("b", 2 * idle), family.overflow());
  EXPECT_EQ(family.find("a"), set);
}

TEST(FamilyRecord, ASweepThatFindsAPlaceToGiveSaysThatThereIsRoom) {
  made_family family(1);
  family.resolve("a");
  family.resolve("b");
  ASSERT_TRUE(family.record().table().full());
  family.sweep(idle);
  EXPECT_TRUE(family.record().table().full());
  family.sweep(2 * idle);
  EXPECT_FALSE(family.record().table().full());
}

/// Against a plain map: whatever is looked up, expires, comes back and passes on.
TEST(FamilyRecord, AgreesWithAMapOverManyRandomSteps) {
  made_family family(12, 20);
  std::mt19937 random(1);
  std::vector<std::string> words;
  for (int i = 0; i < 40; ++i) words.push_back("word" + std::to_string(i));
  std::uint64_t passed_on = 0;
  for (std::uint64_t now = 0; now < 20'000; ++now) {
    const auto& word = words[random() % words.size()];
    const auto before = family.find(word);
    if (random() % 3 != 0) {
      const auto set = family.resolve(word, now);
      if (before != none) {
        ASSERT_EQ(set, before);
      } else if (set != family.overflow()) {
        ASSERT_EQ(family.find(word), set);
      }
      if (set != family.overflow()) ++family.sum(set);
    } else {
      family.sweep(now);
    }
    const auto shown = family.shown();
    ASSERT_EQ(shown.size(), family.record().live());
    ASSERT_EQ(std::set(shown.begin(), shown.end()).size(), shown.size());
    for (const auto& each : shown) ASSERT_NE(family.find(each), none) << each;
    passed_on = family.record().passed_on() ? family.record().passed_on()->size() : 0;
  }
  EXPECT_GT(passed_on, 5U);
}

}  // namespace
}  // namespace engram::detail
