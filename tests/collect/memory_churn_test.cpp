// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/mapped_memory.hpp"
#include "collect/some_events.hpp"

#include <engram/collect/blocks.hpp>
#include <engram/collect/registry.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <thread>
#include <vector>

// What 100,000 threads that came and went leave behind: their counts, and no memory.
namespace engram::testing {
namespace {

enum class tier : std::uint8_t { hot, warm, cold };
consteval auto label_set(tier) { return labels{"tier", {"hot", "warm", "cold"}}; }

constinit basic_counter<on, tier> hits{{.name = "test.memory.hits"}};
inline constexpr bounds few{1, 2, 4};
constinit basic_histogram<on, explicit_bounds<few>, tier> sizes{{.name = "test.memory.sizes"}};
constinit basic_histogram<on, exponential<>> spans{{.name = "test.memory.spans"}};

/// Bytes of a kind that the kernel counts: 0 addresses, 1 in memory.
std::uint64_t process_bytes(int kind) {
  std::ifstream in("/proc/self/statm");
  std::uint64_t pages[2]{};
  in >> pages[0] >> pages[1];
  return pages[kind] * detail::mapped_memory::page();
}

/// Also from a destructor that runs after the thread gave its block back.
struct parting {
  ~parting() {
    hits.add(tier::cold);
    spans.record(3);
  }
};

void record_all(std::uint64_t i) {
  static thread_local parting made_first;
  const basic_operation<on> op{recall};
  hits.add(i % 2 == 0 ? tier::hot : tier::warm);
  sizes.record(tier::hot, static_cast<double>(i % 5));
  spans.record(static_cast<double>(i % 1000 + 1));
  emit_primed(i);
}

/// Starts `n` threads, eight at a time.
void churn(std::uint64_t n) {
  constexpr std::uint64_t at_once = 8;
  for (std::uint64_t done = 0; done < n; done += at_once) {
    std::vector<std::thread> some;
    for (std::uint64_t i = 0; i < at_once; ++i) some.emplace_back(record_all, done + i);
    for (auto& each : some) each.join();
  }
}

TEST(MemoryChurn, AHundredThousandThreadsLeaveMemoryWhereItWasAndAllTheirCounts) {
  const registry metrics{hits, sizes, spans};
  collector drain({.interval = milliseconds(1)});
  ASSERT_TRUE(drain.start());
  constexpr std::uint64_t first = 2'000;
  constexpr std::uint64_t all = 100'000;
  churn(first);  // blocks, rings and the C library's stacks are there from here on
  ASSERT_TRUE(drain.flush(ages));
  const auto addresses = process_bytes(0);
  const auto resident = process_bytes(1);
  churn(all - first);
  ASSERT_TRUE(drain.flush(ages));
  // A thread that left a page behind would make 390 MB of it. A block more than before is allowed:
  // more threads may have lived at once.
  EXPECT_LE(process_bytes(1), resident + (std::uint64_t{1} << 20));
  // Addresses: the C library gives back its stacks of 8 MiB when it comes to it. A block left by
  // each thread would be 760 GiB.
  EXPECT_LE(process_bytes(0), addresses + (std::uint64_t{4} << 30));
  EXPECT_LE(read_blocks().total().made, 10U);
  const auto now = metrics.scrape();
  EXPECT_EQ(now[hits](tier::hot) + now[hits](tier::warm), all);
  EXPECT_EQ(now[hits](tier::cold), all);
  EXPECT_EQ(now[sizes](tier::hot).count(), all);
  EXPECT_EQ(now[spans]().count(), 2 * all);
  const auto report = drain.stop();
  EXPECT_EQ(report.drained + report.dropped, 3 * all);
  EXPECT_TRUE(drain.account().balances());
}

}  // namespace
}  // namespace engram::testing
