// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "cognitive/recording.hpp"

#include <engram/cognitive/false_memory.hpp>
#include <engram/collect/registry.hpp>

#include <gtest/gtest.h>

namespace engram::cognitive {
namespace {

using testing::sent_through_a_ring;
using metrics = false_memory_metrics<on>;
using kind = drm_recall_kind;

constexpr drm_recalled a_recall(kind what) {
  return {.word = node_id{3},
          .list = list_id{12},
          .confidence = 0.5F,
          .kind = what,
          .items_recalled = 15};
}

TEST(FalseMemory, EventLiesInASlotAsTheFormatSays) {
  EXPECT_EQ(
      testing::layout<drm_recalled>(),
      (testing::expected_layout{
          {"word", 16}, {"list", 24}, {"confidence", 12}, {"kind", 2}, {"items_recalled", 3}}));
}

TEST(FalseMemory, EventSurvivesTheRing) {
  const auto read = sent_through_a_ring(a_recall(kind::unrelated));
  EXPECT_EQ(read["word"], 3U);
  EXPECT_EQ(read["list"], 12U);
  EXPECT_EQ(read.real("confidence"), 0.5F);
  EXPECT_EQ(read["kind"], 2U);
  EXPECT_EQ(read["items_recalled"], 15U);
}

TEST(FalseMemory, OnlyWordsThatWereNeverStudiedAreGenerations) {
  const registry all{metrics::recalls, metrics::generations, metrics::confidence};
  for (auto [what, generated] : {std::pair{kind::critical_lure, 1U}, std::pair{kind::list_item, 0U},
                                 std::pair{kind::unrelated, 1U}}) {
    const auto before = all.scrape();
    record<on>(a_recall(what));
    const auto after = all.scrape();
    EXPECT_EQ(after[metrics::recalls](what) - before[metrics::recalls](what), 1U);
    EXPECT_EQ(after[metrics::generations]() - before[metrics::generations](), generated);
    EXPECT_EQ(after[metrics::confidence](what).count() - before[metrics::confidence](what).count(),
              1U);
  }
}

TEST(FalseMemory, ATrialCountsOnceWhateverItBroughtBack) {
  const registry all{metrics::trials, metrics::recalls};
  const auto before = all.scrape();
  record<on>(drm_trial{
      .list = list_id{1}, .items_studied = 15, .items_recalled = 9, .lure_recalled = true});
  const auto after = all.scrape();
  EXPECT_EQ(after[metrics::trials]() - before[metrics::trials](), 1U);
  EXPECT_EQ(after[metrics::recalls](kind::critical_lure),
            before[metrics::recalls](kind::critical_lure));
}

TEST(FalseMemory, WordsAndListsHaveNames) {
  EXPECT_EQ(schema<drm_recalled>.field_at(0).entity, "node");
  EXPECT_EQ(schema<drm_recalled>.field_at(1).entity, "list");
}

}  // namespace
}  // namespace engram::cognitive
