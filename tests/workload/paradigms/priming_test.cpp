// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/paradigms/priming.hpp"

#include "workload/drm_lists.hpp"
#include "workload/real_networks.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace engram::workload {
namespace {

const std::vector<drm_list>& lists() { return published_drm_lists(); }

TEST(PrimingEffect, StrongAssociatesPrimeTheirLureAndShuffledPairsDoNot) {
  const priming_findings strong = prime_lures(testing::wordnet_network(), lists(), 0.3, 1);
  const priming_findings control = prime_lures(testing::wordnet_network(), lists(), 0.3, 1, 7);
  EXPECT_GE(strong.tested, 130U);
  EXPECT_GE(strong.rate(), 0.80);
  EXPECT_LE(control.rate(), 0.08);
}

TEST(PrimingEffect, WordsPeopleNeverAssociatePrimeLess) {
  const priming_findings none = prime_lures(testing::wordnet_network(), lists(), 0, 0);
  EXPECT_GE(none.tested, 300U);
  EXPECT_LE(none.rate(), 0.40);
}

TEST(PrimingEffect, RelationsAlonePrimeFewerThanRelationsWithGlosses) {
  EXPECT_LE(prime_lures(testing::relations_network(), lists(), 0.3, 1).rate(), 0.75);
}

TEST(PrimingEffect, VanishesOnAShuffledNetwork) {
  EXPECT_LE(prime_lures(testing::shuffled_network(), lists(), 0.3, 1).rate(), 0.08);
}

TEST(RepetitionEffect, GrowsWithPresentationsAndFadesWithAge) {
  for (const double age : {1.0, 60.0, 3600.0, 86'400.0}) {
    for (std::uint32_t n = 1; n < 6; ++n) {
      EXPECT_LT(repetition_strength(n, 10, age), repetition_strength(n + 1, 10, age));
      EXPECT_GT(repetition_strength(n, 10, age), repetition_strength(n, 10, 4 * age));
    }
  }
}

TEST(RepetitionEffect, LiesBetweenZeroAndOne) {
  EXPECT_EQ(repetition_strength(0, 10, 10), 0);
  EXPECT_GT(repetition_strength(1, 10, 86'400), 0);
  EXPECT_LT(repetition_strength(6, 1, 1), 1);
}

}  // namespace
}  // namespace engram::workload
