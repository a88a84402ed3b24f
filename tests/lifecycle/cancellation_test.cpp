// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "lifecycle/scenario.hpp"

#include <gtest/gtest.h>
#include <pthread.h>

#include <memory>
#include <thread>
#include <utility>

// `pthread_cancel` of threads that record, and of the collector's own.
namespace engram::testing {
namespace {

constinit basic_counter<on> first_seen_here{{.name = "test.lifecycle.cancel.first"}};
constinit basic_gauge<on> level{{.name = "test.lifecycle.cancel.level"}};

TEST(Cancellation, NoRecordIsACancellationPointNotEvenTheFirst) {
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  bool went_on = false;
  bool passed_the_point = false;
  on_a_thread([&] {
    pthread_cancel(pthread_self());
    first_seen_here.add();
    level.set(1);
    record_everything();  // attaches the thread, gets it a ring
    went_on = total_hits() != 0;
    pthread_testcancel();
    passed_the_point = true;
  });
  EXPECT_TRUE(went_on);
  EXPECT_FALSE(passed_the_point) << "it was cancelled";
  const auto report = drain.stop();
  EXPECT_TRUE(report.complete());
  EXPECT_EQ(report.drained, records_of_everything);
}

/// Starts `work`, cancels it when `ready`, joins it.
template <class Work, class Ready>
void cancel_when(Ready ready, Work work) {
  std::thread thread(std::move(work));
  while (!ready()) std::this_thread::yield();
  pthread_cancel(thread.native_handle());
  thread.join();
}

TEST(Cancellation, OfAThreadInAnOperationEndsTheOperationAndGivesTheShardBack) {
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  const auto before = total_hits();
  std_sync::atomic<std::uint64_t> rounds{0};
  cancel_when([&] { return rounds.load() > 100; },
              [&] {
                const basic_operation<on> outer{recall};
                const basic_operation<on> inner{recall};
                while (true) {
                  hits.add();
                  emit_primed(1);
                  ++rounds;
                  pthread_testcancel();
                }
              });
  const auto report = drain.stop();
  EXPECT_EQ(report.left_behind, 0U) << "no end is missing";
  EXPECT_EQ(log->of(record_kind::operation_begin).size(), 2U);
  EXPECT_EQ(log->of(record_kind::operation_end).size(), 2U);
  EXPECT_EQ(total_hits(), before + rounds.load());
  EXPECT_TRUE(drain.account().balances());
}

TEST(Cancellation, OfThreadsThatJustStartedLeavesNoLockHeld) {
  const auto before = total_hits();
  std_sync::atomic<std::uint64_t> recorded_hits{0};
  for (int i = 0; i < 300; ++i) {
    cancel_when([] { return true; },
                [&] {
                  while (true) {
                    hits.add();
                    ++recorded_hits;
                    pthread_testcancel();
                  }
                });
  }
  EXPECT_EQ(total_hits(), before + recorded_hits.load());
}

#if defined(__x86_64__) && !defined(ENGRAM_DETAIL_SANITIZED)

/// Adds until it is cancelled, between any two instructions; beside each hit it counts in `also`,
/// one instruction later.
void* add_until_cancelled(void* also) {
  auto& count = *static_cast<std_sync::atomic<std::uint64_t>*>(also);
  hits.add();
  count.store(1);
  pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, nullptr);
  while (true) {
    hits.add();
    std_sync::add_own(count, 1);
  }
}

TEST(Cancellation, AsynchronousOfAThreadThatOnlyAddsLosesNoHit) {
  for (int i = 0; i < 20; ++i) {
    const auto before = total_hits();
    std_sync::atomic<std::uint64_t> also{0};
    pthread_t thread{};
    ASSERT_EQ(pthread_create(&thread, nullptr, add_until_cancelled, &also), 0);
    while (also.load() < 1000) std::this_thread::yield();
    pthread_cancel(thread);
    pthread_join(thread, nullptr);
    const auto added = total_hits() - before;
    EXPECT_GE(added, also.load());
    EXPECT_LE(added, also.load() + 1);
  }
}

#endif

/// Cancels the thread that writes, and comes to a cancellation point.
class cancelling_exporter : public fake_exporter {
 public:
  using fake_exporter::fake_exporter;
  void write(const batch& records, sink_ledger& ledger) override {
    pthread_cancel(pthread_self());
    pthread_testcancel();
    fake_exporter::write(records, ledger);
  }
};

TEST(Cancellation, TheCollectorsThreadDeclinesIt) {
  const auto log = std::make_shared<recorded>();
  collector_options options;
  options.interval = milliseconds(1);
  options.exporters = only(std::make_unique<cancelling_exporter>(log));
  collector drain(std::move(options));
  ASSERT_TRUE(drain.start());
  emit_primed(1);
  EXPECT_TRUE(drain.flush(ages));
  EXPECT_TRUE(drain.stop().complete());
  EXPECT_EQ(log->count(), 1U);
}

}  // namespace
}  // namespace engram::testing
