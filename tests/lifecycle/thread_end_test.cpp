// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "lifecycle/scenario.hpp"

#include <gtest/gtest.h>
#include <pthread.h>

#include <climits>
#include <limits>
#include <memory>
#include <thread>
#include <vector>

// Records from destructors that run when a thread ends, before and after the library's own.
namespace engram::testing {
namespace {

/// Records `times` when its thread ends.
struct parting {
  int times = 0;
  ~parting() {
    for (int i = 0; i < times; ++i) record_everything();
  }
};

struct account_now {
  std::uint64_t offered;
  std::uint64_t no_ring;
};
account_now primed_account(const collector& drain) {
  const auto row = account_of(drain, primed_name);
  return {row.offered, row.dropped_no_ring};
}

TEST(ThreadEnd, ADestructorThatRunsAfterTheShardWasGivenBackStillCounts) {
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  const auto hits_before = total_hits();
  const auto sizes_before = total_sizes();
  const auto spans_before = total_spans();
  on_a_thread([] {
    static thread_local parting made_first;  // so it is destroyed last
    made_first.times = 4;
    record_everything();
  });
  EXPECT_EQ(total_hits(), hits_before + 5);
  EXPECT_EQ(total_sizes(), sizes_before + 5);
  EXPECT_EQ(total_spans(), spans_before + 5);
  const auto report = drain.stop();
  EXPECT_EQ(report.drained, records_of_everything);
  EXPECT_EQ(report.dropped, 4 * records_of_everything) << "and what has no ring is accounted for";
  EXPECT_EQ(primed_account(drain).no_ring, 4U);
  EXPECT_TRUE(drain.account().balances());
}

TEST(ThreadEnd, ADestructorThatRunsBeforeTheShardIsGivenBackRecordsAsEver) {
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  const auto before = total_hits();
  on_a_thread([] {
    record_everything();
    static thread_local parting made_second;  // so it is destroyed first
    made_second.times = 4;
  });
  EXPECT_EQ(total_hits(), before + 5);
  const auto report = drain.stop();
  EXPECT_TRUE(report.complete());
  EXPECT_EQ(report.drained, 5 * records_of_everything);
}

TEST(ThreadEnd, AThreadWhoseFirstRecordIsItsLastWordGivesItsShardBack) {
  const auto before = total_hits();
  for (int i = 0; i < 100; ++i) {
    on_a_thread([] {
      static thread_local parting only;
      only.times = 1;
    });
  }
  EXPECT_EQ(total_hits(), before + 100);
}

pthread_key_t parting_key;

#if defined(__SANITIZE_THREAD__)
// In the last round GCC's thread sanitizer has given up the thread, and falls over a release store.
constexpr int most_calls = PTHREAD_DESTRUCTOR_ITERATIONS - 1;
#else
constexpr int most_calls = std::numeric_limits<int>::max();
#endif

/// Records when its thread ends, and asks to be called again, which the system grants some times.
void record_and_ask_again(void* calls) {
  const int call = ++*static_cast<std_sync::atomic<int>*>(calls);
  record_everything();
  if (call < most_calls) pthread_setspecific(parting_key, calls);
}

TEST(ThreadEnd, DestructorsOfThreadKeysStillCount) {
  ASSERT_EQ(pthread_key_create(&parting_key, record_and_ask_again), 0);
  const auto before = total_hits();
  std_sync::atomic<int> calls{0};
  on_a_thread([&] {
    hits.add();
    pthread_setspecific(parting_key, &calls);
  });
  pthread_key_delete(parting_key);
  EXPECT_GE(calls.load(), 1);
  EXPECT_EQ(total_hits(), before + 1 + static_cast<std::uint64_t>(calls.load()));
}

TEST(ThreadEnd, ThreadsThatEndTogetherShareTheLateCellsWithoutLoss) {
  constexpr int threads = 16;
  constexpr int times = 20'000;
  const auto hits_before = total_hits();
  const auto sizes_before = total_sizes();
  const auto spans_before = total_spans();
  std::vector<std::thread> all;
  for (int i = 0; i < threads; ++i) {
    all.emplace_back([] {
      static thread_local parting made_first;
      made_first.times = times;
      record_everything();
    });
  }
  for (auto& each : all) each.join();
  EXPECT_EQ(total_hits(), hits_before + threads * (times + 1));
  EXPECT_EQ(total_sizes(), sizes_before + threads * (times + 1));
  EXPECT_EQ(total_spans(), spans_before + threads * (times + 1));
}

}  // namespace
}  // namespace engram::testing
