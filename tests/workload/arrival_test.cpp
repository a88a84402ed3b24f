// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/arrival.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <vector>

namespace engram::workload {
namespace {

std::vector<double> arrival_seconds(arrival kind, double rate, int count, std::uint64_t seed = 1) {
  arrival_schedule schedule(kind, rate, seed);
  std::vector<double> seconds;
  for (int i = 0; i < count; ++i) {
    seconds.push_back(std::chrono::duration<double>(schedule.next()).count());
  }
  return seconds;
}

TEST(ArrivalSchedule, PoissonGapsHaveTheMeanAndVarianceOfAnExponential) {
  constexpr int count = 200'000;
  constexpr double rate = 10'000;
  const auto times = arrival_seconds(arrival::poisson, rate, count);
  double squares = 0;
  double before = 0;
  for (const double time : times) {
    ASSERT_GE(time, before);
    squares += (time - before) * (time - before);
    before = time;
  }
  const double mean = times.back() / count;
  EXPECT_NEAR(mean * rate, 1, 0.01);
  EXPECT_NEAR((squares / count - mean * mean) * rate * rate, 1, 0.03);
}

TEST(ArrivalSchedule, CountsInEqualIntervalsAreAsVariableAsTheyAreMany) {
  constexpr int count = 110'000;     // enough to fill the last interval
  std::vector<double> counts(1000);  // of 0.1 s with 100 arrivals each on average
  for (const double time : arrival_seconds(arrival::poisson, 1000, count)) {
    const auto interval = static_cast<std::size_t>(time * 10);
    if (interval < counts.size()) ++counts[interval];
  }
  double squares = 0;
  for (const double one : counts) squares += (one - 100) * (one - 100);
  EXPECT_NEAR(squares / static_cast<double>(counts.size()) / 100, 1, 0.2);  // Fano factor
}

TEST(ArrivalSchedule, SameSeedGivesTheSameTimesAndAnotherSeedDoesNot) {
  EXPECT_EQ(arrival_seconds(arrival::poisson, 100, 1000, 5),
            arrival_seconds(arrival::poisson, 100, 1000, 5));
  EXPECT_NE(arrival_seconds(arrival::poisson, 100, 1000, 5),
            arrival_seconds(arrival::poisson, 100, 1000, 6));
}

TEST(ArrivalSchedule, BurstsHaveFourTimesTheCalmRate) {
  double calm = 0;
  double burst = 0;
  for (const double time : arrival_seconds(arrival::burst, 1000, 90'000)) {
    if (time >= 90) break;
    ++(std::fmod(time, 30) < 25 ? calm : burst);
  }
  EXPECT_NEAR(calm / 75, 500, 15);
  EXPECT_NEAR(burst / 15, 2000, 60);
}

TEST(ArrivalSchedule, SaturationMeansAtOnce) {
  for (const double time : arrival_seconds(arrival::saturate, 1, 10)) EXPECT_EQ(time, 0);
}

}  // namespace
}  // namespace engram::workload
