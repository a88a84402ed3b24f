// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/node_table.hpp"

#include "workload/random.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>

namespace engram::workload {
namespace {

TEST(NodeTable, HoldsWhatAMapHolds) {
  node_table<int> table;
  std::map<std::uint32_t, int> expected;
  random_stream random(2, 0);
  for (int i = 0; i < 20'000; ++i) {
    const std::uint32_t node = random.below(5'000);
    table[node] += i;
    expected[node] += i;
  }
  EXPECT_EQ(table.size(), expected.size());
  for (const auto& [node, value] : expected) {
    ASSERT_NE(table.find(node), nullptr);
    EXPECT_EQ(*table.find(node), value);
  }
}

TEST(NodeTable, UnknownNodeIsNotFound) {
  node_table<int> table;
  EXPECT_EQ(table.find(0), nullptr);
  table[1] = 5;
  EXPECT_EQ(table.find(0), nullptr);
}

}  // namespace
}  // namespace engram::workload
