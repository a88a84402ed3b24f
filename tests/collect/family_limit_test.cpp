// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/mapped_memory.hpp"

#include <engram/collect/families.hpp>
#include <engram/collect/registry.hpp>
#include <engram/engram.hpp>

#include <gtest/gtest.h>

#include <array>
#include <barrier>
#include <charconv>
#include <cstdint>
#include <fstream>
#include <string_view>
#include <thread>
#include <vector>

// What a flood of label sets leaves behind: exact counts, and no more memory than the limit says.
namespace engram::testing {
namespace {

constexpr std::uint32_t limit = 1'000;
constexpr std::uint32_t unique = 1'000'000;
constexpr std::uint32_t threads = 4;

constinit basic_counter<on> warm{{.name = "test.limit.warm"}};
constinit counter_family<text> flooded{
    {.name = "test.limit.flooded", .keys = {"word"}, .cardinality_limit = limit}};

std::uint64_t resident() {
  std::ifstream in("/proc/self/statm");
  std::uint64_t pages[2]{};
  in >> pages[0] >> pages[1];
  return pages[1] * detail::mapped_memory::page();
}

/// Calls it with numbers 0 to `threads`-1 in threads that live at the same time.
template <class Work>
void in_threads(Work work) {
  std::barrier all_live(threads);
  std::vector<std::thread> all;
  for (std::uint32_t t = 0; t < threads; ++t) {
    all.emplace_back([&, t] {
      work(t);
      all_live.arrive_and_wait();
    });
  }
  for (auto& each : all) each.join();
}

/// A thread's share of the label sets, named without memory of the heap's.
void flood(std::uint32_t thread) {
  std::array<char, 16> name{};
  for (std::uint32_t i = thread; i < unique; i += threads) {
    const auto end = std::to_chars(name.data(), name.data() + name.size(), i).ptr;
    flooded.add(std::string_view(name.data(), end));
  }
}

/// The family's table; its cells in a block for each thread, the overflow's and the account's with
/// them; what the store keeps beside them of each label set; heap and stack of a thread.
std::uint64_t most_bytes(const family_figures& family) {
  constexpr std::uint64_t bytes_of_record = 256;
  constexpr std::uint64_t heap_and_stack = 64 << 10;
  constexpr std::uint64_t cells = limit + 1 + detail::family_cells::count;
  const auto pages_of = [](std::uint64_t bytes) {
    return (bytes / detail::mapped_memory::page() + 2) * detail::mapped_memory::page();
  };
  return pages_of(family.bytes) + threads * (pages_of(cells * 8) + heap_and_stack) +
         limit * bytes_of_record;
}

TEST(FamilyLimit, AMillionLabelSetsAreCountedAndLeaveMemoryWhereTheLimitSays) {
  const registry metrics(flooded);
  in_threads([](std::uint32_t) { warm.add(); });  // blocks, stacks
  const auto before = resident();
  in_threads(flood);
  [[maybe_unused]] const auto grown = static_cast<std::int64_t>(resident() - before);
  const auto family = read_families().at(0);
  EXPECT_EQ(family.live, limit);
  EXPECT_EQ(family.no_room, unique - limit);
#if !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)  // their own memory grows too
  EXPECT_LE(grown, static_cast<std::int64_t>(most_bytes(family)));
  EXPECT_GE(grown, std::int64_t{limit} * 8);  // it does count in memory that we measure
#else
  EXPECT_GT(most_bytes(family), family.bytes);
#endif

  std::uint64_t in_series = 0;
  std::uint64_t shown = 0;
  std::uint64_t overflow = 0;
  const auto now = metrics.scrape();
  now.each_series(*now.metrics()[0], [&](const series_reading& each) {
    (each.overflow ? overflow : in_series) += each.cells[0];
    shown += each.overflow ? 0 : 1;
  });
  EXPECT_EQ(shown, limit);
  EXPECT_EQ(in_series, limit);
  EXPECT_EQ(in_series + overflow, unique);
}

}  // namespace
}  // namespace engram::testing
