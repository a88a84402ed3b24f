// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/zipf.hpp"

#include "workload/random.hpp"
#include "workload/workload_error.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <vector>

namespace engram::workload {
namespace {

TEST(ZipfSampler, ProbabilitiesFollowTheLawAndSumToOne) {
  const zipf_sampler zipf(1000, 0.99, 2.7);
  double sum = 0;
  for (std::uint32_t rank = 0; rank < 1000; ++rank) sum += zipf.probability(rank);
  EXPECT_NEAR(sum, 1, 1e-12);
  EXPECT_NEAR(zipf.probability(0) / zipf.probability(9), std::pow(12.7 / 3.7, 0.99), 1e-12);
}

TEST(ZipfSampler, DrawsEachRankAsOftenAsItsProbabilitySays) {
  constexpr std::uint32_t ranks = 50;
  constexpr int draws = 500'000;
  const zipf_sampler zipf(ranks, 1, 0);
  std::vector<double> counts(ranks);
  random_stream random(5, 0);
  for (int i = 0; i < draws; ++i) ++counts[zipf.draw(random)];
  double chi_squared = 0;
  for (std::uint32_t rank = 0; rank < ranks; ++rank) {
    const double expected = draws * zipf.probability(rank);
    chi_squared += (counts[rank] - expected) * (counts[rank] - expected) / expected;
  }
  EXPECT_LT(chi_squared, 94);  // the 0.9999 quantile with 49 degrees of freedom
}

TEST(ZipfSampler, HottestOfSixtyFourSpacesGetsAboutAFifth) {
  EXPECT_NEAR(zipf_sampler(64, 1, 0).probability(0), 0.21, 0.005);
}

TEST(ZipfSampler, OneRankIsAlwaysDrawn) {
  const zipf_sampler zipf(1, 1, 0);
  random_stream random(1, 0);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(zipf.draw(random), 0U);
}

TEST(ZipfSampler, NoRanksIsAnError) { EXPECT_THROW(zipf_sampler(0, 1, 0), workload_error); }

}  // namespace
}  // namespace engram::workload
