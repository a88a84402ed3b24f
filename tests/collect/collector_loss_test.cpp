// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/some_events.hpp"

#include <engram/collect/collector.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <semaphore>
#include <thread>
#include <utility>

// A ring, and the refusal of one, stay with a shard for the life of the process: all tests here use
// one size of rings, and the one that is refused some comes last.
namespace engram::testing {
namespace {

constexpr std::uint64_t slots = 64;

/// A collector that sleeps until it is woken, so that rings fill up.
collector_options asleep(const std::shared_ptr<recorded>& log) {
  auto options = with_fake(log);
  options.interval = ages;
  options.ring_slots = slots;
  return options;
}

/// Runs `work` on `depth` threads that all live at once.
template <class Work>
void nest(int depth, Work work) {
  work();
  if (depth > 1) on_a_thread([&] { nest(depth - 1, work); });
}

TEST(CollectorLoss, RingsTakeWhatTheFormulaSays) {
  collector drain({.ring_slots = slots, .exporters = {}});
  const auto before = drain.ring_bytes();
  ASSERT_TRUE(drain.start());
  std::uint64_t after = 0;
  // Three threads at a time; a shard that has no ring yet gets one of 32 bytes a slot.
  on_a_thread([&] {
    nest(3, [&] {
      emit_primed(1);
      after = drain.ring_bytes();
    });
  });
  EXPECT_EQ(after - before, 3 * slots * 32);
  drain.stop();
}

TEST(CollectorLoss, AFullRingDropsExactlyWhatFindsNoRoom) {
  const auto log = std::make_shared<recorded>();
  collector drain(asleep(log));
  ASSERT_TRUE(drain.start());
  ASSERT_TRUE(drain.flush(ages));  // its first round is over
  on_a_thread([] {
    for (std::uint64_t i = 0; i < slots + 36; ++i) emit_primed(i);
  });
  const auto report = drain.stop();
  EXPECT_EQ(report.drained, slots);
  EXPECT_EQ(report.dropped, 36U);
  EXPECT_FALSE(report.complete());
  EXPECT_EQ(account_of(drain, primed_name).dropped_full, 36U);
  EXPECT_TRUE(drain.account().balances());
  const auto records = log->copy();
  ASSERT_EQ(records.size(), slots);
  EXPECT_EQ(records.back().words[3], slots - 1) << "the newest are refused";
}

TEST(CollectorLoss, EventsOfAThreadThatEndedAreDelivered) {
  const auto log = std::make_shared<recorded>();
  collector drain(asleep(log));
  ASSERT_TRUE(drain.start());
  ASSERT_TRUE(drain.flush(ages));
  for (std::uint64_t thread = 0; thread < 5; ++thread) {
    on_a_thread([thread] {
      for (std::uint64_t i = 0; i < 10; ++i) emit_primed(thread * 100 + i);
    });
  }
  EXPECT_TRUE(drain.stop().complete());
  const auto records = log->copy();
  ASSERT_EQ(records.size(), 50U);
  for (std::uint64_t i = 0; i < 50; ++i) {
    EXPECT_EQ(records[i].words[3], i / 10 * 100 + i % 10) << "one shard, its owners in turn";
  }
}

TEST(CollectorLoss, AForcedStopLeavesAndCountsWhatTheRingsHold) {
  const auto log = std::make_shared<recorded>();
  collector drain(asleep(log));
  ASSERT_TRUE(drain.start());
  ASSERT_TRUE(drain.flush(ages));
  on_a_thread([] {
    for (std::uint64_t i = 0; i < 20; ++i) emit_primed(i);
  });
  // The wake-up of a stop takes no round first.
  const auto report = drain.stop({.drain = false});
  EXPECT_EQ(report.drained + report.left_behind, 20U);
  EXPECT_EQ(report.left_behind, 20U);
  EXPECT_FALSE(report.complete());
  EXPECT_EQ(log->count(), report.drained);

  // What was left is the next one's, and both identities hold there too.
  const auto next_log = std::make_shared<recorded>();
  collector next(asleep(next_log));
  ASSERT_TRUE(next.start());
  EXPECT_TRUE(next.stop().complete());
  EXPECT_EQ(next_log->count(), 20U);
  EXPECT_TRUE(next.account().balances());
}

/// An operation that stays open on a thread of its own until it is told to end.
class open_elsewhere {
 public:
  open_elsewhere() : thread_([this] { run(); }) { opened_.acquire(); }
  ~open_elsewhere() { end(); }
  open_elsewhere(const open_elsewhere&) = delete;
  open_elsewhere& operator=(const open_elsewhere&) = delete;
  void end() {
    if (!thread_.joinable()) return;
    ending_.release();
    thread_.join();
  }

 private:
  void run() {
    const basic_operation<on> op{recall};
    opened_.release();
    ending_.acquire();
  }
  std::binary_semaphore opened_{0};
  std::binary_semaphore ending_{0};
  std::thread thread_;
};

TEST(CollectorLoss, AnOperationStillOpenAtTheDeadlineLeavesItsEndBehind) {
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  open_elsewhere open;
  const auto report = drain.stop({.deadline = milliseconds(20)});
  EXPECT_EQ(report.drained, 1U);
  EXPECT_EQ(report.left_behind, 1U);
  EXPECT_FALSE(report.complete());
  EXPECT_EQ(drain.account().total().outstanding(), 1);

  const auto next_log = std::make_shared<recorded>();
  collector next(with_fake(next_log));
  ASSERT_TRUE(next.start());
  open.end();
  EXPECT_TRUE(next.stop().complete());
  const auto ends = next_log->of(record_kind::operation_end);
  ASSERT_EQ(ends.size(), 1U) << "and it ends in the next collector's stream";
  EXPECT_GT(ends[0].begin_wall_ns, 0);
  EXPECT_TRUE(next.account().balances());
}

TEST(CollectorLoss, AStopWaitsForTheEndsOfOpenOperations) {
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  open_elsewhere open;
  std::thread ender([&] {
    std::this_thread::sleep_for(milliseconds(20));
    open.end();
  });
  EXPECT_TRUE(drain.stop({.deadline = ages}).complete());
  ender.join();
  EXPECT_EQ(log->of(record_kind::operation_end).size(), 1U);
}

TEST(CollectorLoss, AThreadBeyondTheBudgetRecordsNothingAndCountsIt) {
  const auto log = std::make_shared<recorded>();
  auto options = asleep(log);
  options.ring_budget = 0;
  collector drain(std::move(options));
  const auto before = drain.ring_bytes();
  ASSERT_TRUE(drain.start());
  std::uint64_t offered = 0;
  // More threads at a time than have had a ring so far.
  on_a_thread([&] {
    nest(6, [&] {
      emit_primed(1);
      ++offered;
    });
  });
  const auto report = drain.stop();
  EXPECT_EQ(account_of(drain, primed_name).offered, offered);
  EXPECT_GE(account_of(drain, primed_name).dropped_no_ring, 2U);
  EXPECT_EQ(report.drained + report.dropped, offered);
  EXPECT_EQ(drain.ring_bytes(), before) << "nothing beyond the budget";
  EXPECT_TRUE(drain.account().balances());
}

}  // namespace
}  // namespace engram::testing
