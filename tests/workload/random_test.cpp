// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/random.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>

namespace engram::workload {
namespace {

TEST(RandomStream, NumbersDependOnSeedAndIndexAlone) {
  random_stream first(7, 100);
  random_stream again(7, 100);
  random_stream other_index(7, 101);
  random_stream other_seed(8, 100);
  const std::uint64_t drawn = first.bits();
  EXPECT_EQ(drawn, again.bits());
  EXPECT_NE(drawn, other_index.bits());
  EXPECT_NE(drawn, other_seed.bits());
}

TEST(RandomStream, UniformHasMeanOneHalfAndVarianceOneTwelfth) {
  random_stream random(1, 0);
  constexpr int draws = 200'000;
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < draws; ++i) {
    const double value = random.uniform();
    ASSERT_GE(value, 0);
    ASSERT_LT(value, 1);
    sum += value;
    squares += value * value;
  }
  const double mean = sum / draws;
  EXPECT_NEAR(mean, 0.5, 0.003);
  EXPECT_NEAR(squares / draws - mean * mean, 1.0 / 12, 0.002);
}

TEST(RandomStream, FirstNumbersOfNeighbouringStreamsAreUncorrelated) {
  constexpr std::uint64_t streams = 100'000;
  double product = 0;
  for (std::uint64_t index = 0; index < streams; ++index) {
    product +=
        (random_stream(1, index).uniform() - 0.5) * (random_stream(1, index + 1).uniform() - 0.5);
  }
  EXPECT_NEAR(12 * product / streams, 0, 0.015);
}

TEST(RandomStream, BelowReachesEveryValueAboutEquallyOften) {
  random_stream random(3, 0);
  int counts[5] = {};
  for (int i = 0; i < 50'000; ++i) ++counts[random.below(5)];
  for (const int count : counts) EXPECT_NEAR(count, 10'000, 500);
}

}  // namespace
}  // namespace engram::workload
