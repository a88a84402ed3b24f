// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/process_store.hpp"
#include "collect/some_events.hpp"

#include <engram/collect/blocks.hpp>
#include <engram/collect/registry.hpp>
#include <engram/collect/topology.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <latch>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

// Blocks on a machine of NUMA_NODES nodes that is made up: each thread says on which processor it
// is. A program for each number of nodes, since a process places blocks one way.
namespace engram::testing {
namespace {

using ::testing::HasSubstr;

constinit basic_counter<on> hits{{.name = "test.numa.hits"}};
constinit basic_up_down_counter<on> balance{{.name = "test.numa.balance"}};
inline constexpr bounds few{1, 2};
constinit basic_histogram<on, explicit_bounds<few>> sizes{{.name = "test.numa.sizes"}};
constinit basic_gauge<on> level{{.name = "test.numa.level"}};

constexpr std::uint32_t node_count = NUMA_NODES;
/// Of the node with an index: 0, 3, 6, ...; processors are dealt out in turn.
constexpr std::uint32_t number_of(std::uint32_t index) { return 3 * index; }
thread_local std::uint32_t processor = 0;

topology made_up() {
  std::vector<topology::node> nodes;
  for (std::uint32_t i = 0; i < node_count; ++i) {
    nodes.push_back({number_of(i), {i, i + node_count}});
  }
  return topology(std::move(nodes));
}

class Numa : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    ASSERT_TRUE(use_topology(made_up(), []() noexcept { return processor; }));
  }
  /// Runs `work` on a thread on the node of that index.
  template <class Work>
  static void on_node(std::uint32_t index, Work work) {
    on_a_thread([&] {
      processor = index + node_count;
      work();
    });
  }
  static node_blocks blocks(std::uint32_t index) { return read_blocks().nodes.at(index); }
};

TEST_F(Numa, TotalsOfTheNodesAddUpToTheTotal) {
  const registry metrics{hits, balance, sizes, level};
  level.set(4);
  const auto before = metrics.scrape();
  for (std::uint32_t i = 0; i < node_count; ++i) {
    const auto here_before = metrics.scrape_node(number_of(i));
    on_node(i, [&] {
      hits.add(i + 1);
      balance.add(-std::int64_t{i});
      sizes.record(i);
    });
    const auto here = metrics.scrape_node(number_of(i));
    EXPECT_EQ(here[hits]() - here_before[hits](), i + 1);
    EXPECT_EQ(here[balance]() - here_before[balance](), -std::int64_t{i});
    EXPECT_EQ(here[sizes]().count() - here_before[sizes]().count(), 1U);
    EXPECT_EQ(here.metrics().size(), 3U) << "no node owns a gauge";
  }
  const auto all = metrics.scrape();
  std::uint64_t hits_of_nodes = 0;
  std::int64_t balance_of_nodes = 0;
  double sum_of_nodes = 0;
  for (const auto number : topology_in_use().numbers()) {
    const auto here = metrics.scrape_node(number);
    hits_of_nodes += here[hits]();
    balance_of_nodes += here[balance]();
    sum_of_nodes += here[sizes]().sum();
  }
  EXPECT_EQ(hits_of_nodes, all[hits]());
  EXPECT_EQ(all[hits]() - before[hits](), node_count * (node_count + 1) / 2);
  EXPECT_EQ(balance_of_nodes, all[balance]());
  EXPECT_EQ(sum_of_nodes, all[sizes]().sum());
}

TEST_F(Numa, ABlockWaitsForTheNextThreadOfItsNode) {
  const registry metrics{hits};
  for (std::uint32_t i = 0; i < node_count; ++i) {
    on_node(i, [] { hits.add(); });
    const auto after_one = blocks(i);
    EXPECT_GE(after_one.free, 1U);
    on_node(i, [&] {
      hits.add();
      EXPECT_EQ(blocks(i).free, after_one.free - 1);
      processor = 0;  // it ends on another node
    });
    const auto after_two = blocks(i);
    EXPECT_EQ(after_two.made, after_one.made) << "the waiting one was taken";
    EXPECT_EQ(after_two.free, after_one.free) << "and went home";
    EXPECT_EQ(after_two.borrowed, 0U);
  }
}

/// Runs `n` threads at once, dealt out over the nodes from `first` on, each of which records.
void run_at_once(std::uint32_t n, std::uint32_t first) {
  std::latch all_record(n);
  std::vector<std::thread> threads;
  for (std::uint32_t i = 0; i < n; ++i) {
    threads.emplace_back([&all_record, node = (first + i) % node_count] {
      processor = node;
      hits.add();
      all_record.arrive_and_wait();
    });
  }
  for (auto& each : threads) each.join();
}

TEST_F(Numa, ChurnOverTheNodesMakesAsManyBlocksAsThreadsLivedThereAtOnce) {
  const registry metrics{hits};
  const auto before = metrics.scrape()[hits]();
  constexpr std::uint32_t at_once = 2 * node_count;
  constexpr std::uint32_t rounds = 200;
  for (std::uint32_t i = 0; i < rounds; ++i) run_at_once(at_once, i);
  EXPECT_EQ(metrics.scrape()[hits]() - before, rounds * at_once);
  for (std::uint32_t i = 0; i < node_count; ++i) {
    EXPECT_LE(blocks(i).made, 2U + (i == 0 ? 1 : 0)) << "and one for the main thread";
  }
}

struct parting {
  ~parting() { hits.add(100); }
};

TEST_F(Numa, RecordsAfterAThreadsEndCountForTheNodeItEndsOn) {
  const registry metrics{hits};
  const std::uint32_t last = node_count - 1;
  const auto before = metrics.scrape_node(number_of(last))[hits]();
  on_node(last, [] {
    static thread_local parting made_first;  // so it is destroyed last
    hits.add();
  });
  EXPECT_EQ(metrics.scrape_node(number_of(last))[hits]() - before, 101U);
}

TEST_F(Numa, TheFiguresSayWhatTheBlocksTake) {
  const registry metrics{hits, sizes};
  on_node(1, [] { hits.add(); });
  const auto figures = read_blocks();
  ASSERT_EQ(figures.nodes.size(), node_count);
  EXPECT_GT(figures.cells, 8U);
  EXPECT_EQ(figures.cells_limit, 1U << 20);
  std::uint64_t made = 0;
  for (std::uint32_t i = 0; i < node_count; ++i) {
    const auto& each = figures.nodes[i];
    EXPECT_EQ(each.node, number_of(i));
    EXPECT_LE(each.free, each.made);
    EXPECT_GE(each.bytes, each.made * figures.cells * 8);
    made += each.made;
  }
  EXPECT_EQ(figures.total().made, made);
}

TEST_F(Numa, ANodeThatThereIsNotIsRefused) {
  const registry metrics{hits};
  try {
    metrics.scrape_node(1);
    FAIL() << "there is no node 1";
  } catch (const std::out_of_range& error) {
    EXPECT_THAT(error.what(), HasSubstr("node 1 is none of the " + std::to_string(node_count)));
  }
}

TEST_F(Numa, TheTopologyIsChosenOnceAndBeforeTheFirstRegistry) {
  EXPECT_FALSE(use_topology({})) << "it is chosen";
  const registry metrics{hits};
  EXPECT_FALSE(use_topology({})) << "and in use";
  EXPECT_EQ(topology_in_use().size(), node_count);
}

}  // namespace
}  // namespace engram::testing
