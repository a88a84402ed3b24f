// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "cognitive/recording.hpp"

#include <engram/cognitive/spacing.hpp>
#include <engram/collect/registry.hpp>

#include <gtest/gtest.h>

namespace engram::cognitive {
namespace {

using testing::sent_through_a_ring;
using metrics = spacing_metrics<on>;

constexpr practiced some_practice{.item = node_id{21},
                                  .gap_seconds = 3600.5F,
                                  .retention_ratio = 1.25F,
                                  .repetition = 70'000,
                                  .kind = practice_kind::distributed};

TEST(Spacing, EventSurvivesTheRing) {
  const auto read = sent_through_a_ring(some_practice);
  EXPECT_EQ(read["item"], 21U);
  EXPECT_EQ(read.real("gap_seconds"), 3600.5F);
  EXPECT_EQ(read.real("retention_ratio"), 1.25F);
  EXPECT_EQ(read["repetition"], 70'000U);
  EXPECT_EQ(read["kind"], 1U);
}

TEST(Spacing, EventLiesInASlotWithoutOverlap) {
  EXPECT_EQ(testing::layout<practiced>().size(), 5U);
  EXPECT_EQ(testing::offset_of<practiced>("item"), 16);
  EXPECT_EQ(testing::offset_of<practiced>("kind"), 2);
}

TEST(Spacing, IsCountedUnderItsKindWithGapAndRetention) {
  const registry all{metrics::practices, metrics::gap, metrics::retention};
  const auto before = all.scrape();
  record<on>(some_practice);
  const auto after = all.scrape();
  const auto kind = practice_kind::distributed;
  EXPECT_EQ(after[metrics::practices](kind) - before[metrics::practices](kind), 1U);
  EXPECT_EQ(after[metrics::gap](kind).sum() - before[metrics::gap](kind).sum(), 3600.5);
  EXPECT_EQ(after[metrics::retention](kind).sum() - before[metrics::retention](kind).sum(), 1.25);
  EXPECT_EQ(after[metrics::practices](practice_kind::massed),
            before[metrics::practices](practice_kind::massed));
}

}  // namespace
}  // namespace engram::cognitive
