// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// What is explored, in each mode; replay and the table of events; time, choices, thread exit.
#include "outcomes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <model/atomic.hpp>
#include <model/local.hpp>
#include <model/thread.hpp>

#include <chrono>

namespace engram::model::testing {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
constexpr auto relaxed = std::memory_order_relaxed;
using numbers = std::vector<int>;

numbers store_buffering() {
  atomic<int> x{0};
  atomic<int> y{0};
  int a = 0;
  int b = 0;
  thread one([&] {
    x.store(1, relaxed);
    a = y.load(relaxed);
  });
  thread two([&] {
    y.store(1, relaxed);
    b = x.load(relaxed);
  });
  one.join();
  two.join();
  return {a, b};
}

TEST(Exploration, ReducedSeesEveryOutcomeOnce) {
  const auto all = explore({}, store_buffering);
  EXPECT_THAT(all.outcomes,
              ElementsAre(numbers{0, 0}, numbers{0, 1}, numbers{1, 0}, numbers{1, 1}));
  EXPECT_TRUE(all.seen.exhausted);
  EXPECT_EQ(all.seen.executions, 4U);
  EXPECT_THAT(all.seen.summary(), HasSubstr("exhausted, 4 executions"));
}

TEST(Exploration, BruteForceSeesTheSameByMoreExecutions) {
  const auto all = explore({.how = exploration::brute_force}, store_buffering);
  EXPECT_EQ(all.outcomes.size(), 4U);
  EXPECT_TRUE(all.seen.exhausted);
  EXPECT_GT(all.seen.executions, 10U);
}

TEST(Exploration, APreemptionBoundIsNeverCalledExhausted) {
  const auto all =
      explore({.how = exploration::preemption_bound, .preemptions = 0}, store_buffering);
  EXPECT_FALSE(all.seen.exhausted);
  EXPECT_FALSE(all.outcomes.contains(numbers{1, 1})) << "it needs a thread to be interrupted";
  const auto more =
      explore({.how = exploration::preemption_bound, .preemptions = 1}, store_buffering);
  EXPECT_TRUE(more.outcomes.contains(numbers{1, 1}));
}

TEST(Exploration, RandomWalksRepeatWithTheirSeed) {
  const options how{.how = exploration::random, .executions = 200, .seed = 7};
  const auto first = explore(how, store_buffering);
  const auto second = explore(how, store_buffering);
  EXPECT_EQ(first.seen.executions, 200U);
  EXPECT_FALSE(first.seen.exhausted);
  EXPECT_EQ(first.outcomes, second.outcomes);
}

TEST(Exploration, ALimitThatIsReachedIsReported) {
  EXPECT_FALSE(explore({.max_executions = 2}, store_buffering).seen.exhausted);
}

void fails_when_both_read_zero() {
  const auto outcome = store_buffering();
  require(outcome != numbers{0, 0}, "one of them sees the other");
}

TEST(Exploration, AFailureIsReplayedFromItsSchedule) {
  const auto seen = check({}, fails_when_both_read_zero);
  ASSERT_TRUE(seen.failure);
  const auto again = check({.replay = seen.failure->schedule}, fails_when_both_read_zero);
  ASSERT_TRUE(again.failure);
  EXPECT_EQ(again.failure->what, seen.failure->what);
  EXPECT_EQ(again.failure->events, seen.failure->events);
  EXPECT_EQ(again.executions, 1U);
}

TEST(Exploration, TheTableHasThreadOperationOrderValueAndSource) {
  const auto seen = check({}, fails_when_both_read_zero);
  ASSERT_TRUE(seen.failure);
  EXPECT_THAT(seen.failure->events, HasSubstr("store              relaxed"));
  EXPECT_THAT(seen.failure->events, HasSubstr("reads 0 (initial)"));
  EXPECT_THAT(seen.failure->events, HasSubstr("exploration_test.cpp:"));
}

TEST(Exploration, AScheduleThatIsNoneIsRefused) {
  EXPECT_THROW(check({.replay = "0 x"}, [] {}), std::invalid_argument);
  EXPECT_THROW(check({.replay = "9"}, [] {}), std::invalid_argument);
}

TEST(Exploration, EveryChoiceIsTaken) {
  const auto all = explore({}, [] {
    const auto first = static_cast<int>(choose(3));
    return numbers{first, static_cast<int>(choose(2))};
  });
  EXPECT_EQ(all.outcomes.size(), 6U);
  EXPECT_EQ(all.seen.executions, 6U);
}

TEST(Exploration, ADiscardedExecutionCountsAsCutShort) {
  const auto all = explore({}, [] {
    if (choose(2) == 0) discard();
    return numbers{1};
  });
  EXPECT_EQ(all.seen.executions, 1U);
  EXPECT_EQ(all.seen.pruned, 1U);
}

TEST(Exploration, AWeakExchangeMayFailForNothing) {
  const auto body = [] {
    atomic<int> word{0};
    int expected = 0;
    return numbers{word.compare_exchange_weak(expected, 1, relaxed) ? 1 : 0, expected};
  };
  EXPECT_THAT(explore({}, body).outcomes, ElementsAre(numbers{0, 0}, numbers{1, 0}));
  EXPECT_THAT(explore({.spurious_failures = 0}, body).outcomes, ElementsAre(numbers{1, 0}));
}

TEST(Exploration, ATimedWaitEndsWhenNothingElseCanRun) {
  const auto body = [] {
    mutex lock;
    condition never;
    const auto before = monotonic_nanoseconds();
    std::unique_lock held(lock);
    const bool in_time = never.wait_for(held, milliseconds(5), [] { return false; });
    return numbers{in_time ? 1 : 0, static_cast<int>(monotonic_nanoseconds() - before)};
  };
  EXPECT_THAT(explore({}, body).outcomes, ElementsAre(numbers{0, 5'000'000}));
}

/// Whether a waiter with a deadline was told in time.
numbers told_in_time() {
  mutex lock;
  condition told;
  bool is_told = false;
  bool in_time = false;
  thread waiter([&] {
    std::unique_lock held(lock);
    in_time = told.wait_for(held, milliseconds(5), [&] { return is_told; });
  });
  {
    const std::lock_guard held(lock);
    is_told = true;
  }
  told.notify_one();
  waiter.join();
  return {in_time ? 1 : 0};
}

TEST(Exploration, EarlyTimeoutsAreExploredWithinTheirBudget) {
  EXPECT_THAT(explore({}, told_in_time).outcomes, ElementsAre(numbers{1}));
  EXPECT_THAT(explore({.early_timeouts = 1}, told_in_time).outcomes,
              ElementsAre(numbers{0}, numbers{1}));
}

TEST(Exploration, ThreadLocalsAndExitsAreEachThreadsOwn) {
  struct counter {
    int n = 0;
  };
  const auto all = explore({}, [] {
    int at_exit = 0;
    const auto count = [&] {
      hooks::at_thread_exit([&] { at_exit += per_thread<counter>::get().n; });
      ++per_thread<counter>::get().n;
    };
    thread(count).join();
    thread(count).join();
    ++per_process<counter>::get().n;
    return numbers{at_exit, per_process<counter>::get().n};
  });
  EXPECT_THAT(all.outcomes, ElementsAre(numbers{2, 1}));
}

}  // namespace
}  // namespace engram::model::testing
