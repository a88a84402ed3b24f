// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/process_store.hpp"
#include "collect/some_events.hpp"

#include <engram/collect/registry.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <thread>
#include <vector>

namespace engram::testing {
namespace {

constinit basic_counter<on> hits{{.name = "test.churn.hits"}};

std::uint64_t shards() {
  std::uint64_t n = 0;
  detail::process_store::get().walk_shards([&](const auto&) { ++n; });
  return n;
}

/// Starts `n` threads, `at_once` at a time, each of which records and ends.
void churn(int n, int at_once) {
  for (int done = 0; done < n; done += at_once) {
    std::vector<std::thread> some;
    for (int i = 0; i < at_once; ++i) {
      some.emplace_back([] {
        hits.add();
        emit_primed(1);
      });
    }
    for (auto& each : some) each.join();
  }
}

TEST(ThreadChurn, TenThousandThreadsShareTheShardsOfThoseThatLiveAtOnce) {
  const registry metrics{hits};
  collector drain({.interval = milliseconds(1)});
  ASSERT_TRUE(drain.start());
  const auto shards_before = shards();
  churn(100, 10);
  const auto shards_after_few = shards();
  EXPECT_LE(shards_after_few, shards_before + 10);
  churn(9'900, 10);
  EXPECT_EQ(metrics.scrape()[hits](), 10'000U) << "no thread that ended took its counts along";
  EXPECT_LE(shards(), std::max(shards_after_few, shards_before + 10));
  EXPECT_LE(drain.ring_bytes(), shards() * 512 * 1'024) << "one for each";
  drain.stop();
  const auto account = account_of(drain, primed_name);
  EXPECT_EQ(account.offered, 10'000U);
  EXPECT_TRUE(drain.account().balances());
}

TEST(ThreadChurn, AThreadThatOnlyReadsTakesNoShard) {
  const registry metrics{hits};
  const auto before = shards();
  std::thread([&] { metrics.scrape(); }).join();
  EXPECT_EQ(shards(), before);
}

}  // namespace
}  // namespace engram::testing
