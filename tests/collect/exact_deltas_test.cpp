// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/delta.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <thread>
#include <vector>

namespace engram {
namespace {

enum class side : std::uint8_t { left, right };
consteval auto label_set(side) { return labels{"side", {"left", "right"}}; }
inline constexpr bounds powers{1, 2, 4, 8};

/// What several readers have each added up.
struct totals {
  std::array<std::uint64_t, 2> hits{};
  std::int64_t open = 0;
  std::uint64_t values = 0;
  double sum = 0;
  int readings = 0;
};

constinit basic_counter<on, side> busy_hits{{.name = "test.delta.busy.hits"}};
constinit basic_up_down_counter<on> busy_open{{.name = "test.delta.busy.open"}};
constinit basic_histogram<on, explicit_bounds<powers>> busy_sizes{
    {.name = "test.delta.busy.sizes"}};

constexpr std::uint64_t rounds = 300'000;

void record_busily() {
  for (std::uint64_t i = 0; i < rounds; ++i) {
    busy_hits.add(static_cast<side>(i % 2), i);
    busy_open.add(i % 3 == 0 ? -1 : 1);
    busy_sizes.record(static_cast<double>(i % 16));
  }
}

void add_up(totals& sum, const snapshot& delta) {
  sum.hits[0] += delta[busy_hits](side::left);
  sum.hits[1] += delta[busy_hits](side::right);
  sum.open += delta[busy_open]();
  const auto sizes = delta[busy_sizes]();
  sum.values += sizes.count();
  EXPECT_GE(sizes.sum(), 0);
  sum.sum += sizes.sum();
  ++sum.readings;
}

TEST(ExactDeltas, EveryUpdateIsInExactlyOneOfEachReadersDeltasWhileThreadsRecord) {
  const registry metrics{busy_hits, busy_open, busy_sizes};
  constexpr std::uint64_t writers = 4;
  std_sync::atomic<bool> done{false};
  std::array<totals, 3> sums;
  std::vector<std::thread> readers;
  for (auto& sum : sums) {
    readers.emplace_back([&sum, &metrics, &done] {
      delta_reader deltas{metrics};
      while (!done.load()) add_up(sum, deltas.read());
      add_up(sum, deltas.read());
    });
  }
  std::vector<std::thread> recorders;
  for (std::uint64_t i = 0; i < writers; ++i) recorders.emplace_back(record_busily);
  for (auto& each : recorders) each.join();
  done.store(true);
  for (auto& each : readers) each.join();
  constexpr std::uint64_t half = rounds / 2;
  const auto whole = metrics.scrape();
  for (const auto& sum : sums) {
    EXPECT_GE(sum.readings, 2);
    EXPECT_EQ(sum.hits[0], writers * half * (half - 1));
    EXPECT_EQ(sum.hits[1], writers * half * half);
    EXPECT_EQ(sum.open, whole[busy_open]());
    EXPECT_EQ(sum.values, writers * rounds);
    EXPECT_EQ(sum.sum, 7.5 * static_cast<double>(writers * rounds));
  }
  EXPECT_EQ(whole[busy_open](), static_cast<std::int64_t>(writers) * 100'000);
}

}  // namespace
}  // namespace engram
