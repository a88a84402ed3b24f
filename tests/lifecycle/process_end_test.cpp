// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/children.hpp"
#include "lifecycle/scenario.hpp"
#include "lifecycle/shared_memory.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <thread>
#include <utility>

// Ways in which a process ends while its threads record and its collector runs.
namespace engram::testing {
namespace {

/// What a process leaves behind.
struct legacy {
  std_sync::atomic<std::uint64_t> delivered{0};
  std_sync::atomic<std::uint64_t> drained{0};
  std_sync::atomic<std::uint64_t> left_behind{0};
  std_sync::atomic<bool> stopped_in_time{false};
};

/// A collector, and how its stop went. Static in the tests: its destructor runs when the process
/// exits.
class witnessed_collector {
 public:
  witnessed_collector(legacy& to, milliseconds interval)
      : to_(to), drain_(adding_to(to.delivered, interval)) {}
  ~witnessed_collector() { stop(); }
  witnessed_collector(const witnessed_collector&) = delete;
  witnessed_collector& operator=(const witnessed_collector&) = delete;

  bool start() { return drain_.start(); }
  void stop() {
    const auto report = drain_.stop();
    to_.drained = report.drained;
    to_.left_behind = report.left_behind;
    to_.stopped_in_time = report.in_time;
  }

 private:
  legacy& to_;
  collector drain_;
};

constexpr std::uint64_t enough = 10'000;

[[noreturn]] void record_for_ever() {
  while (true) record_everything();
}
void record_for_ever_beside() { std::thread(record_for_ever).detach(); }

/// Waits until the collector has delivered something; then ends the process.
void exit_when_delivered(const legacy& of, int code) {
  while (of.delivered.load() < enough) std::this_thread::yield();
  std::exit(code);
}

void expect_drained_while_others_recorded(legacy& left, std::uint64_t threads) {
  EXPECT_TRUE(left.stopped_in_time.load());
  EXPECT_GE(left.delivered.load(), enough);
  EXPECT_EQ(left.delivered.load(), left.drained.load());
  // A call that found recording on and was held up meanwhile: an operation's two records at most.
  EXPECT_LE(left.left_behind.load(), 2 * threads);
}

TEST(ProcessEnd, ByExitFromAnotherThreadDrainsWhileTheMainThreadRecords) {
  shared<legacy> left;
  const auto how = in_a_child([&]() -> int {
    static witnessed_collector drain(*left, milliseconds(1));
    if (!drain.start()) return 1;
    std::thread([&] { exit_when_delivered(*left, 9); }).detach();
    record_for_ever();
  });
  EXPECT_TRUE(how.exited_with(9)) << (how.hung() ? "it hung" : "") << how.status;
  expect_drained_while_others_recorded(*left, 1);
}

TEST(ProcessEnd, ByExitDrainsWhileDetachedThreadsRecord) {
  shared<legacy> left;
  const auto how = in_a_child([&]() -> int {
    static witnessed_collector drain(*left, milliseconds(1));
    if (!drain.start()) return 1;
    for (int i = 0; i < 3; ++i) record_for_ever_beside();
    exit_when_delivered(*left, 9);
    return 2;
  });
  EXPECT_TRUE(how.exited_with(9)) << (how.hung() ? "it hung" : "") << how.status;
  expect_drained_while_others_recorded(*left, 3);
}

TEST(ProcessEnd, ByQuickExitLeavesWhatTheRingsHold) {
  shared<legacy> left;
  const auto how = in_a_child([&]() -> int {
    static witnessed_collector drain(*left, ages);
    if (!drain.start()) return 1;
    emit_primed(1);
    record_for_ever_beside();
    std::quick_exit(9);
  });
  EXPECT_TRUE(how.exited_with(9)) << (how.hung() ? "it hung" : "") << how.status;
  EXPECT_FALSE(left->stopped_in_time.load()) << "no destructor runs";
  EXPECT_EQ(left->drained.load(), 0U);
}

TEST(ProcessEnd, ByQuickExitDrainsWhereAHandlerSaysSo) {
  shared<legacy> left;
  const auto how = in_a_child([&]() -> int {
    static witnessed_collector drain(*left, ages);
    if (!drain.start()) return 1;
    std::at_quick_exit([] { drain.stop(); });
    for (std::uint64_t i = 0; i < 100; ++i) emit_primed(i);
    std::quick_exit(9);
  });
  EXPECT_TRUE(how.exited_with(9)) << (how.hung() ? "it hung" : "") << how.status;
  EXPECT_TRUE(left->stopped_in_time.load());
  EXPECT_EQ(left->delivered.load(), 100U);
}

TEST(ProcessEnd, AtOnceLeavesWhatTheRingsHold) {
  shared<legacy> left;
  const auto how = in_a_child([&]() -> int {
    static witnessed_collector drain(*left, ages);
    if (!drain.start()) return 1;
    emit_primed(1);
    record_for_ever_beside();
    _exit(9);
  });
  EXPECT_TRUE(how.exited_with(9)) << (how.hung() ? "it hung" : "") << how.status;
  EXPECT_FALSE(left->stopped_in_time.load());
  EXPECT_EQ(left->drained.load(), 0U);
}

/// Ends by `abort` while a collector and a thread run, with what a handler does first.
ending abort_with(void (*handler)(int), legacy& left) {
  return in_a_child([&]() -> int {
    static witnessed_collector drain(left, milliseconds(1));
    if (!drain.start()) return 1;
    record_everything();
    record_for_ever_beside();
    std::signal(SIGABRT, handler);
    std::abort();
  });
}

TEST(ProcessEnd, ByAbortEndsWithItsSignal) {
  shared<legacy> left;
  const auto how = abort_with(SIG_DFL, *left);
  EXPECT_TRUE(WIFSIGNALED(how.status)) << how.status;
  EXPECT_EQ(WTERMSIG(how.status), SIGABRT);
}

TEST(ProcessEnd, ByAbortMayCountInItsHandler) {
  shared<legacy> left;
  const auto how = abort_with(
      [](int) {
        hits.add();
        _exit(9);
      },
      *left);
  EXPECT_TRUE(how.exited_with(9)) << (how.hung() ? "it hung" : "") << how.status;
}

TEST(ProcessEnd, ByReturningFromMainAfterThreadsWereCancelled) {
  shared<legacy> left;
  const auto how = in_a_child([&]() -> int {
    static witnessed_collector drain(*left, milliseconds(1));
    if (!drain.start()) return 1;
    std::thread worker([] {
      while (true) {
        record_everything();
        pthread_testcancel();
      }
    });
    while (left->delivered.load() < enough) std::this_thread::yield();
    pthread_cancel(worker.native_handle());
    worker.join();
    std::exit(9);
  });
  EXPECT_TRUE(how.exited_with(9)) << (how.hung() ? "it hung" : "") << how.status;
  expect_drained_while_others_recorded(*left, 0);
}

}  // namespace
}  // namespace engram::testing
