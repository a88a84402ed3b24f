// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// On random programs the reduction, brute force and the axioms agree.
#include "litmus/generate/random_program.hpp"
#include "litmus/oracle/axiomatic.hpp"
#include "litmus/runner.hpp"
#include "litmus/text/text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace engram::model::litmus {
namespace {

std::uint64_t programs_wanted() {
  const char* wanted = std::getenv("ENGRAM_MODEL_PROGRAMS");
  return wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : 400;
}

struct sums {
  std::uint64_t programs = 0;
  std::uint64_t outcomes = 0;
  std::uint64_t reduced = 0;
  std::uint64_t brute = 0;

  void print(const char* what) const {
    std::printf("%s: %llu programs, %llu outcomes; %llu executions against %llu\n", what,
                static_cast<unsigned long long>(programs),
                static_cast<unsigned long long>(outcomes), static_cast<unsigned long long>(reduced),
                static_cast<unsigned long long>(brute));
  }
};

void compare(const random_shape& like, const char* what) {
  sums all;
  for (std::uint64_t seed = 1; seed <= programs_wanted(); ++seed) {
    const auto test = random_program(seed, like);
    const auto reduced = run(test, exploration::reduced);
    ASSERT_TRUE(reduced.report.exhausted) << print(test);
    ASSERT_EQ(reduced.ends, enumerate(test).ends) << print(test);
    ++all.programs;
    all.outcomes += reduced.ends.size();
    constexpr std::uint64_t most = 60'000;
    const auto brute = run(test, exploration::brute_force, most);
    if (!brute.report.exhausted) continue;
    ASSERT_EQ(reduced.ends, brute.ends) << print(test);
    all.reduced += reduced.report.executions + reduced.report.pruned;
    all.brute += brute.report.executions;
  }
  all.print(what);
}

TEST(LitmusDifferential, WeakAccessesAndFences) {
  compare({.most_steps = 7, .sequential = 0}, "weak accesses and fences");
}
TEST(LitmusDifferential, ManyFences) {
  compare({.most_threads = 3, .most_steps = 8, .most_locations = 2, .sequential = 0, .fences = 2},
          "many fences");
}
TEST(LitmusDifferential, ManyReadModifyWrites) {
  compare({.most_threads = 3, .most_steps = 7, .most_locations = 2, .sequential = 0, .updates = 1},
          "many read-modify-writes");
}
TEST(LitmusDifferential, SeqCstThroughout) {
  compare({.most_steps = 7, .sequential = 1, .fences = 0}, "seq_cst throughout");
}

/// Beside weaker accesses to other objects, some outcomes of seq_cst are not explored (README.md).
/// None is invented, and reduction and brute force agree on them.
TEST(LitmusDifferential, SeqCstBesideWeakerAccessesInventsNothing) {
  std::uint64_t fewer = 0;
  for (std::uint64_t seed = 1; seed <= programs_wanted(); ++seed) {
    const auto test = random_program(seed, {.most_steps = 7, .sequential = 2});
    const auto found = run(test, exploration::reduced).ends;
    const auto allowed = enumerate(test).ends;
    ASSERT_TRUE(std::ranges::includes(allowed, found)) << print(test);
    if (found.size() < allowed.size()) ++fewer;
    const auto brute = run(test, exploration::brute_force, 60'000);
    ASSERT_TRUE(!brute.report.exhausted || found == brute.ends) << print(test);
  }
  EXPECT_LT(fewer, programs_wanted() / 20);
  std::printf("seq_cst beside weaker accesses: %llu programs with fewer outcomes\n",
              static_cast<unsigned long long>(fewer));
}

}  // namespace
}  // namespace engram::model::litmus
