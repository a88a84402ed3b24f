// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/work_plan.hpp"

#include "workload/numbered_word.hpp"
#include "workload/semantic_network.hpp"
#include "workload/workload_error.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace engram::workload {
namespace {

/// A ring of words, the first the most frequent; every third word is a collocation.
semantic_network ring(std::uint32_t size) {
  std::vector<std::string> words;
  std::vector<network_edge> edges;
  std::vector<std::uint32_t> frequencies;
  for (std::uint32_t i = 0; i < size; ++i) {
    words.push_back(testing::numbered_word(i).append(i % 3 == 2 ? "_x" : ""));
    edges.push_back({i, (i + 1) % size, 1.0F});
    frequencies.push_back(size - i);
  }
  return make_network(words, edges, frequencies);
}

TEST(WorkPlan, TheMixComesOutAsAskedFor) {
  const semantic_network network = ring(300);
  const work_plan plan(network, scenario::production(), {}, 1);
  constexpr int operations = 200'000;
  std::array<double, operation_types> counts{};
  for (int i = 0; i < operations; ++i) {
    ++counts[static_cast<std::size_t>(plan.operation(static_cast<std::uint64_t>(i)).type)];
  }
  for (std::size_t type = 0; type < operation_types; ++type) {
    EXPECT_NEAR(counts[type] / operations, scenario::production().share[type] / 100, 0.003) << type;
  }
}

TEST(WorkPlan, AnOperationDependsOnSeedAndNumberAlone) {
  const semantic_network network = ring(300);
  const work_plan one(network, scenario::production(), {}, 1);
  const work_plan same(network, scenario::production(), {}, 1);
  const work_plan other(network, scenario::production(), {}, 2);
  int differences = 0;
  for (std::uint64_t i = 1000; i > 0; --i) {
    planned_operation first = one.operation(i);
    planned_operation again = same.operation(i);
    EXPECT_EQ(first.type, again.type);
    EXPECT_EQ(first.space, again.space);
    EXPECT_EQ(first.random.bits(), again.random.bits());
    differences += first.space != other.operation(i).space ? 1 : 0;
  }
  EXPECT_GT(differences, 500);
}

TEST(WorkPlan, CuesAreSingleWordsOfAllRanks) {
  const semantic_network network = ring(300);
  const work_plan plan(network, scenario::recalls(), {}, 1);
  random_stream random(1, 1);
  std::set<std::uint32_t> seen;
  for (int i = 0; i < 50'000; ++i) seen.insert(plan.draw_cue(3, random));
  EXPECT_EQ(seen.size(), 200U);
  for (const std::uint32_t cue : seen) EXPECT_NE(cue % 3, 2U);
}

TEST(WorkPlan, SpacesDifferInWhichWordsAreHot) {
  const semantic_network network = ring(6000);
  const work_plan plan(network, scenario::recalls(), {}, 1);
  const auto hottest = [&](std::uint32_t space) {
    random_stream random(4, 4);
    std::vector<int> counts(network.size());
    for (int i = 0; i < 20'000; ++i) ++counts[plan.draw_cue(space, random)];
    return std::max_element(counts.begin(), counts.end()) - counts.begin();
  };
  const std::set<std::ptrdiff_t> hot{hottest(0), hottest(1), hottest(2), hottest(3)};
  EXPECT_EQ(hot.size(), 4U);
}

TEST(WorkPlan, OwnersShareTheLoadEvenly) {
  const semantic_network network = ring(30);
  const work_plan plan(network, scenario::recalls(), {}, 1);
  const auto owner = plan.owners(2);
  ASSERT_EQ(owner.size(), 64U);
  std::array<int, 2> operations{};
  for (std::uint64_t i = 0; i < 100'000; ++i) ++operations[owner[plan.operation(i).space]];
  EXPECT_NEAR(operations[0], 50'000, 1'500);
}

TEST(WorkPlan, ImpossibleDemandsAreNamed) {
  const semantic_network network = ring(30);
  EXPECT_THROW(work_plan(network, scenario::recalls(), {.spaces = 0}, 1), workload_error);
  EXPECT_THROW(work_plan(network, scenario::recalls(), {.spaces = 20'000}, 1), workload_error);
  EXPECT_THROW(work_plan(network, {.name = "none", .share = {}}, {}, 1), workload_error);
  EXPECT_THROW(work_plan(network, {.name = "minus", .share = {1, -1}}, {}, 1), workload_error);
  EXPECT_THROW(work_plan(semantic_network(), scenario::recalls(), {}, 1), workload_error);
}

}  // namespace
}  // namespace engram::workload
