// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/prime_table.hpp"

#include <gtest/gtest.h>

namespace engram::workload {
namespace {

constexpr priming_params params{.half_life_seconds = 10, .residue_floor = 0.01};

TEST(PrimeTable, ResidueHalvesEveryHalfLife) {
  prime_table table;
  table.put(1, 2, 0.8F, 100);
  const auto left = table.take(2, 120, params);
  ASSERT_TRUE(left);
  EXPECT_EQ(left->prime, 1U);
  EXPECT_FLOAT_EQ(left->strength, 0.2F);
}

TEST(PrimeTable, APrimeFacilitatesOnce) {
  prime_table table;
  table.put(1, 2, 0.8F, 0);
  EXPECT_TRUE(table.take(2, 0, params));
  EXPECT_FALSE(table.take(2, 0, params));
}

TEST(PrimeTable, AFadedPrimeFacilitatesNothing) {
  prime_table table;
  table.put(1, 2, 0.8F, 0);
  EXPECT_FALSE(table.take(2, 70, params));  // 0.8 / 2^7 < 0.01
}

TEST(PrimeTable, OnlyTheTargetIsFacilitated) {
  prime_table table;
  EXPECT_FALSE(table.take(0, 0, params));  // an empty slot is no prime of node 0
  table.put(1, 2, 0.8F, 0);
  EXPECT_FALSE(table.take(1, 0, params));
}

}  // namespace
}  // namespace engram::workload
