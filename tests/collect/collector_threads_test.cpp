// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/some_events.hpp"

#include <engram/collect/collector.hpp>

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

namespace engram::testing {
namespace {

constexpr int threads = 12;

/// Runs `work(i)` on `threads` threads at once.
template <class Work>
void in_parallel(Work work) {
  std::vector<std::thread> all;
  for (int i = 0; i < threads; ++i) all.emplace_back([=] { work(i); });
  for (auto& each : all) each.join();
}

/// Operations with events, nested now and then, some events too weak.
void busy(int rounds) {
  for (int i = 0; i < rounds; ++i) {
    const basic_operation<on> op{recall, {.space = 1}};
    emit_primed(1, static_cast<float>(i % 10) / 10);
    if (i % 3 == 0) {
      const basic_operation<on> inner{recall, {.space = 2}};
      emit_primed(2);
      emit_primed(3);
    }
  }
  emit_primed(4);
}

TEST(CollectorThreads, BothIdentitiesHoldAfterManyThreadsRecordedAtOnce) {
  for (int round = 0; round < 3; ++round) {
    const auto log = std::make_shared<recorded>();
    auto options = with_fake(log);
    options.ring_slots = 256;  // too few: much is dropped, all of it counted
    options.filters[std::string(primed_name)] = {.min_strength = 0.25F};
    collector drain(std::move(options));
    ASSERT_TRUE(drain.start());
    in_parallel([](int) { busy(2'000); });
    const auto report = drain.stop();
    const auto account = drain.account();
    EXPECT_TRUE(account.balances());
    EXPECT_EQ(report.left_behind, 0U);
    EXPECT_EQ(report.drained, log->count());
    const auto primings = account_of(drain, primed_name);
    // In each thread: an event a round, two more every third, one at the end.
    EXPECT_EQ(primings.offered, threads * (2'000U + 2 * 667 + 1));
    EXPECT_EQ(primings.filtered, threads * 3 * 200U) << "strengths 0, 0.1 and 0.2";
    EXPECT_EQ(account_of(drain, "test.collector.recall").offered, threads * 2 * (2'000U + 667));
  }
  collector reset({});
  reset.enable<primed>();
}

TEST(CollectorThreads, EveryOperationThatBeganEndsAndOwnsItsEvents) {
  const auto log = std::make_shared<recorded>();
  auto options = with_fake(log);
  collector drain(std::move(options));
  ASSERT_TRUE(drain.start());
  in_parallel([](int) { busy(1'000); });
  drain.stop();
  struct story {
    int begins = 0;
    std::uint32_t events = 0;
    int ends = 0;
  };
  std::map<std::uint64_t, story> stories;
  for (const auto& each : log->copy()) {
    if (each.operation == 0) continue;
    auto& of = stories[each.operation];
    switch (each.kind) {
      case record_kind::operation_begin:
        ++of.begins;
        break;
      case record_kind::event:
        ++of.events;
        break;
      case record_kind::operation_end:
        ++of.ends;
        EXPECT_EQ(each.events(), of.events);
        break;
    }
  }
  EXPECT_GT(stories.size(), 1000U);
  for (const auto& [id, of] : stories) {
    EXPECT_EQ(of.begins, 1) << id;
    EXPECT_EQ(of.ends, 1) << id;
  }
}

TEST(CollectorThreads, TypesMayBeTurnedOnAndOffWhileThreadsRecord) {
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  std_sync::atomic<bool> done{false};
  std::thread switcher([&] {
    for (int i = 0; !done.load(); ++i) {
      i % 2 == 0 ? drain.disable<primed>() : drain.enable<primed>({.min_strength = 0.5F});
      drain.flush(ages);
    }
  });
  in_parallel([](int) { busy(3'000); });
  done.store(true);
  switcher.join();
  drain.enable<primed>();
  drain.stop();
  EXPECT_TRUE(drain.account().balances());
  EXPECT_EQ(drain.account().total().drained, log->count());
}

TEST(CollectorThreads, CollectorsMayComeAndGoWhileThreadsRecord) {
  std_sync::atomic<bool> done{false};
  std::vector<std::thread> recorders;
  for (int i = 0; i < 4; ++i) {
    recorders.emplace_back([&] {
      while (!done.load()) busy(50);
    });
  }
  std::uint64_t delivered = 0;
  std::uint64_t counted = 0;
  for (int i = 0; i < 10; ++i) {
    const auto log = std::make_shared<recorded>();
    collector drain(with_fake(log));
    ASSERT_TRUE(drain.start());
    drain.flush(ages);
    counted += drain.stop().drained;
    delivered += log->count();
  }
  done.store(true);
  for (auto& each : recorders) each.join();
  EXPECT_EQ(delivered, counted);
}

}  // namespace
}  // namespace engram::testing
