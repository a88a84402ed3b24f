// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "core/small_store.hpp"

#include <engram/collect/registry.hpp>
#include <engram/counter.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <thread>
#include <vector>

namespace engram {
namespace {

enum class result : std::uint8_t { hit, miss };
consteval auto label_set(result) { return labels{"result", {"hit", "miss"}}; }
enum class tier : std::uint8_t { warm, cold };
consteval auto label_set(tier) { return labels{"tier", {"warm", "cold"}}; }

TEST(Counter, SumsWhatAllThreadsAdded) {
  static constinit basic_counter<on> hits{{.name = "test.counter.sums"}};
  const registry metrics{hits};
  std::vector<std::thread> threads;
  for (std::uint64_t n = 1; n <= 8; ++n) {
    threads.emplace_back([n] {
      for (int i = 0; i < 1000; ++i) hits.add(n);
    });
  }
  for (auto& each : threads) each.join();
  EXPECT_EQ(metrics.scrape()[hits](), 36'000U);
}

TEST(Counter, AddsOneByDefault) {
  static constinit basic_counter<on, result> hits{{.name = "test.counter.one"}};
  const registry metrics{hits};
  hits.add(result::miss);
  EXPECT_EQ(metrics.scrape()[hits](result::miss), 1U);
}

TEST(Counter, KeepsSeriesApart) {
  static constinit basic_counter<on, result, tier> hits{{.name = "test.counter.series"}};
  const registry metrics{hits};
  hits.add(result::hit, tier::warm, 1);
  hits.add(result::hit, tier::cold, 10);
  hits.add(result::miss, tier::warm, 100);
  hits.add(result::miss, tier::cold, 1000);
  const auto now = metrics.scrape();
  const auto read = now[hits];
  EXPECT_EQ(read(result::hit, tier::warm), 1U);
  EXPECT_EQ(read(result::hit, tier::cold), 10U);
  EXPECT_EQ(read(result::miss, tier::warm), 100U);
  EXPECT_EQ(read(result::miss, tier::cold), 1000U);
}

TEST(Counter, NumbersOutsideTheEnumAreCountedAsOutOfRange) {
  static constinit basic_counter<on, result> hits{{.name = "test.counter.range"}};
  static constinit basic_counter<on> neighbour{{.name = "test.counter.neighbour"}};
  const registry metrics{hits, neighbour};
  hits.add(static_cast<result>(2), 3);
  hits.add(static_cast<result>(255), 4);
  const auto now = metrics.scrape();
  EXPECT_EQ(now[hits](static_cast<result>(9)), 7U);
  EXPECT_EQ(now[hits](result::hit) + now[hits](result::miss), 0U);
  EXPECT_EQ(now[neighbour](), 0U);
}

TEST(Counter, WrapsAtTwoToThe64) {
  static constinit basic_counter<on> hits{{.name = "test.counter.wrap"}};
  const registry metrics{hits};
  hits.add(~std::uint64_t{0});
  EXPECT_EQ(metrics.scrape()[hits](), ~std::uint64_t{0});
  hits.add(3);
  EXPECT_EQ(metrics.scrape()[hits](), 2U);
}

TEST(Counter, SumOfThreadsWrapsAtTwoToThe64) {
  static constinit basic_counter<on> hits{{.name = "test.counter.wrapping"}};
  const registry metrics{hits};
  hits.add(std::uint64_t{1} << 63);
  std::thread([] { hits.add((std::uint64_t{1} << 63) + 5); }).join();
  EXPECT_EQ(metrics.scrape()[hits](), 5U);
}

TEST(Counter, HandleAddsToItsSeriesFromAnyThread) {
  static constinit basic_counter<on, result> hits{{.name = "test.counter.handle"}};
  const registry metrics{hits};
  const auto misses = hits.bind(result::miss);
  misses.add();
  std::thread([misses] { misses.add(41); }).join();
  const auto now = metrics.scrape();
  EXPECT_EQ(now[hits](result::miss), 42U);
  EXPECT_EQ(now[hits](result::hit), 0U);
}

TEST(Counter, DefaultHandleRecordsNothing) {
  const registry metrics{};
  counter_handle<on>().add(17);
  const auto everything = registry::everything().scrape();
  for (const auto* each : everything.metrics()) {
    EXPECT_NE(each->slot, detail::unregistered_slot);
  }
}

/// Adds from a destructor that runs when its thread ends.
struct farewell {
  const basic_counter<on>* to = nullptr;
  counter_handle<on> handle{};
  ~farewell() {
    if (to == nullptr) return;
    to->add(5);
    handle.add(7);
  }
};
thread_local farewell early_made;

TEST(Counter, RecordsAfterTheThreadGaveItsShardBackAreNotLost) {
  static constinit basic_counter<on> hits{{.name = "test.counter.late"}};
  const registry metrics{hits};
  std::thread([] {
    // Made before the first record, so destroyed after the guard that the first record arms.
    early_made.to = &hits;
    hits.add(1);
    early_made.handle = hits.bind();
  }).join();
  EXPECT_EQ(metrics.scrape()[hits](), 13U);
  // Again: the shared cells go on from where they were.
  std::thread([] {
    early_made.to = &hits;
    early_made.handle = hits.bind();
  }).join();
  EXPECT_EQ(metrics.scrape()[hits](), 25U);
}

TEST(Counter, AnExitedThreadWritesTheSharedCellsAndNotItsFormerOwn) {
  testing::small_store store(0);
  basic_counter<testing::small_mode> hits{{.name = "test.counter.exited"}};
  hits.add(3);
  const auto slot = hits.slot().load();
  testing::small_store::words() = {nullptr, 0, detail::thread_state::exited, nullptr};
  hits.add(4);
  EXPECT_EQ(store.own_cell(slot), 3U);
  EXPECT_EQ(store.late_cell(slot), 4U);
}

TEST(Counter, DescribesItselfAsATableRow) {
  static constinit basic_counter<on, result, tier> hits{
      {.name = "test.counter.row", .help = "Rows.", .unit = "{row}"}};
  const auto row = hits.descriptor();
  EXPECT_EQ(row.kind, metric_kind::counter);
  EXPECT_EQ(row.series, 9U);
  EXPECT_EQ(row.stride, 1U);
  EXPECT_EQ(row.name, "test.counter.row");
  EXPECT_EQ(row.help, "Rows.");
  EXPECT_EQ(row.unit, "{row}");
  EXPECT_EQ(row.cells(), 9U);
}

}  // namespace
}  // namespace engram
