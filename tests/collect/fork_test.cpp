// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/children.hpp"
#include "collect/some_events.hpp"

#include <engram/collect/collector.hpp>
#include <engram/collect/delta.hpp>
#include <engram/collect/registry.hpp>
#include <engram/collect/window_thread.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <thread>
#include <utility>
#include <vector>

namespace engram::testing {
namespace {

constinit basic_counter<on> hits{{.name = "test.fork.hits"}};
constinit basic_gauge<on> level{{.name = "test.fork.level"}};
inline constexpr bounds few{1, 2};
constinit basic_histogram<on, explicit_bounds<few>> sizes{{.name = "test.fork.sizes"}};

TEST(Fork, ChildStartsAtZeroAndLeavesTheParentAlone) {
  const registry metrics{hits, sizes};
  hits.add(10);
  sizes.record(1);
  const auto before = metrics.scrape()[hits]();
  const auto how = in_a_child([&] {
    const auto at_start = metrics.scrape();
    if (at_start[hits]() != 0 || at_start[sizes]().count() != 0) return 1;
    hits.add(5);
    sizes.record(2);
    std::thread([] { hits.add(2); }).join();
    const auto now = metrics.scrape();
    return now[hits]() == 7 && now[sizes]().sum() == 2 ? 0 : 2;
  });
  EXPECT_TRUE(how.exited_with(0)) << how.status;
  EXPECT_EQ(metrics.scrape()[hits](), before);
  hits.add(1);
  EXPECT_EQ(metrics.scrape()[hits](), before + 1);
}

constinit basic_histogram<on, exponential<8>> spans{{.name = "test.fork.spans"}};

TEST(Fork, ChildsExponentialHistogramStartsAtZeroAndAtItsFinestScale) {
  const registry metrics{spans};
  spans.record(1);
  spans.record(1e9);
  const auto how = in_a_child([&] {
    const auto at_start = metrics.scrape();
    if (at_start[spans]().count() != 0) return 1;
    spans.record(3);
    const auto now = metrics.scrape();
    return now[spans]().count() == 1 && now[spans]().scale() == 8 ? 0 : 2;
  });
  EXPECT_TRUE(how.exited_with(0)) << how.status;
  const auto now = metrics.scrape();
  EXPECT_EQ(now[spans]().max(), 1e9);
}

/// Records when its thread has given its shard back, until it is told to stop; at least once.
struct late_recorder {
  const std_sync::atomic<bool>* stop = nullptr;
  ~late_recorder() {
    double value = 1;
    do {
      spans.record(value);
      value = value > 1e9 ? 1 : value * 2;
    } while (stop != nullptr && !stop->load());
  }
};
void record_late(const std_sync::atomic<bool>* until) {
  static thread_local late_recorder recorder;
  recorder.stop = until;
  hits.add();
}

TEST(Fork, ChildMayRecordLateWhileItsParentDid) {
  const registry metrics{hits, spans};
  std_sync::atomic<bool> stop{false};
  std::thread late([&] { record_late(&stop); });
  for (int i = 0; i < 50; ++i) {
    const auto how = in_a_child([&] {
      std::thread([] { record_late(nullptr); }).join();
      const auto now = metrics.scrape();
      return now[spans]().count() == 1 ? 0 : 1;
    });
    EXPECT_TRUE(how.exited_with(0)) << how.status;
  }
  stop.store(true);
  late.join();
}

TEST(Fork, ChildsFirstDeltaCountsFromZeroAndTheParentsGoesOn) {
  const registry metrics{hits, sizes};
  delta_reader deltas{metrics};
  hits.add(10);
  sizes.record(1);
  deltas.reset();
  hits.add(3);
  const auto how = in_a_child([&] {
    hits.add(2);
    sizes.record(2);
    const auto first = deltas.read();
    if (first[hits]() != 2 || first[sizes]().count() != 1 || first[sizes]().sum() != 2) return 1;
    hits.add(1);
    return deltas.read()[hits]() == 1 ? 0 : 2;
  });
  EXPECT_TRUE(how.exited_with(0)) << how.status;
  EXPECT_EQ(deltas.read()[hits](), 3U);
}

TEST(Fork, ChildHasNoWindowsAndMayEndTheParentsThreadOrStartItsOwn) {
  for (int i = 0; i < 20; ++i) {
    // At work, which holds its locks, or asleep when the fork happens: either must do.
    const auto interval = milliseconds(i % 2 == 0 ? 1 : 3'600'000);
    auto windows = std::make_unique<window_thread>(registry{hits}, window_thread_options{interval});
    hits.add(3);
    const auto how = in_a_child([&] {
      hits.add(2);
      const auto read = windows->read();
      if (read.now[hits]() != 2 || !read.over(std::chrono::seconds(10)).empty()) return 1;
      if (windows->cpu_nanoseconds() != 0) return 2;
      windows->stop();
      windows.reset();
      const window_thread own{registry{hits}};
      hits.add(1);
      return own.read().over(std::chrono::seconds(10))[hits]().count == 1 ? 0 : 3;
    });
    ASSERT_TRUE(how.exited_with(0)) << (how.hung() ? "it hung" : "") << how.status;
    EXPECT_GE(windows->read().over(std::chrono::seconds(10))[hits]().count, 3U);
  }
}

TEST(Fork, ChildKeepsItsLevels) {
  const registry metrics{level};
  level.set(2.5);
  const auto how = in_a_child([&] { return metrics.scrape()[level]() == 2.5 ? 0 : 1; });
  EXPECT_TRUE(how.exited_with(0)) << how.status;
}

TEST(Fork, ChildRecordsNoEventsForTheParentsCollector) {
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  emit_primed(1);
  const auto how = in_a_child([&] {
    emit_primed(2);
    const basic_operation<on> op{recall};
    if (op.id() != 0) return 1;
    if (drain.flush(milliseconds(10))) return 2;
    return drain.stop().drained == 0 ? 0 : 3;
  });
  EXPECT_TRUE(how.exited_with(0)) << how.status;
  EXPECT_TRUE(drain.stop().complete());
  EXPECT_EQ(log->count(), 1U);
}

TEST(Fork, ChildMayDestroyTheParentsRunningCollector) {
  for (int i = 0; i < 20; ++i) {
    const auto log = std::make_shared<recorded>();
    auto options = with_fake(log);
    // Asleep or at work when the fork happens: either must do.
    options.interval = i % 2 == 0 ? ages : milliseconds(0);
    auto drain = std::make_unique<collector>(std::move(options));
    ASSERT_TRUE(drain->start());
    ASSERT_TRUE(drain->flush(ages));
    std::this_thread::sleep_for(milliseconds(2));
    const auto how = in_a_child([&] {
      drain.reset();
      return 0;
    });
    ASSERT_TRUE(how.exited_with(0)) << (how.hung() ? "it hung" : "") << how.status;
    drain->stop();
  }
}

TEST(Fork, ChildMayRunACollectorOfItsOwn) {
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  emit_primed(1);
  const auto how = in_a_child([&] {
    const auto own_log = std::make_shared<recorded>();
    collector own(with_fake(own_log));
    if (!own.start()) return 1;
    for (std::uint64_t i = 0; i < 5; ++i) emit_primed(i);
    std::thread([] { emit_primed(9); }).join();
    if (!own.stop().complete()) return 2;
    if (!own.account().balances()) return 3;
    return own_log->count() == 6 ? 0 : 4;
  });
  EXPECT_TRUE(how.exited_with(0)) << how.status;
  EXPECT_TRUE(drain.stop().complete());
  EXPECT_EQ(log->count(), 1U);
}

TEST(Fork, ChildOfAnOpenOperationEndsItWithoutARecord) {
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  ending how;
  {
    const basic_operation<on> op{recall};
    how = in_a_child([&] {
      emit_primed(1);
      return 0;
    });
  }
  EXPECT_TRUE(how.exited_with(0)) << how.status;
  EXPECT_TRUE(drain.stop().complete());
  EXPECT_EQ(log->count(), 2U);
}

/// Threads that come, record, scrape and go, so that a fork meets every lock held.
class restless {
 public:
  restless() {
    for (int i = 0; i < 3; ++i) threads_.emplace_back([this] { run(); });
  }
  ~restless() {
    done_.store(true);
    for (auto& each : threads_) each.join();
  }
  restless(const restless&) = delete;
  restless& operator=(const restless&) = delete;

 private:
  void run() {
    const auto all = registry::everything();
    while (!done_.load()) {
      std::thread([] {
        hits.add();
        emit_primed(1);
      }).join();
      all.scrape();
    }
  }
  std_sync::atomic<bool> done_{false};
  std::vector<std::thread> threads_;
};

TEST(Fork, ChildOfABusyProcessRecordsScrapesAndEnds) {
  const registry metrics{hits};
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  const restless others;
  for (int i = 0; i < 100; ++i) {
    const auto how = in_a_child([&] {
      hits.add(3);
      emit_primed(1);
      drain.stop();
      return metrics.scrape()[hits]() == 3 ? 0 : 1;
    });
    ASSERT_TRUE(how.exited_with(0)) << (how.hung() ? "it hung" : "") << how.status;
  }
}

TEST(Fork, GrandchildrenStartAtZeroToo) {
  const registry metrics{hits};
  hits.add(1);
  const auto how = in_a_child([&] {
    hits.add(2);
    const auto inner = in_a_child([&] {
      hits.add(4);
      return metrics.scrape()[hits]() == 4 ? 0 : 1;
    });
    return inner.exited_with(0) && metrics.scrape()[hits]() == 2 ? 0 : 2;
  });
  EXPECT_TRUE(how.exited_with(0)) << how.status;
}

}  // namespace
}  // namespace engram::testing
