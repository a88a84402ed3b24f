// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/children.hpp"
#include "lifecycle/scenario.hpp"

#include <gtest/gtest.h>
#include <sys/syscall.h>

#include <csignal>
#include <memory>
#include <thread>

// Processes made without `fork`, for which no handler of `pthread_atfork` runs.
namespace engram::testing {
namespace {

pid_t clone_like_fork() {
  return static_cast<pid_t>(syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, nullptr));
}

class ForkWithoutHandlers : public ::testing::TestWithParam<pid_t (*)()> {};

TEST_P(ForkWithoutHandlers, ChildStartsAtZeroAndLeavesTheParentAlone) {
  const registry metrics{hits};
  hits.add(10);
  const auto before = total_hits();
  const auto how = in_a_child_by(GetParam(), [&] {
    if (metrics.scrape()[hits]() != 0) return 1;
    hits.add(5);
    std::thread([] { hits.add(2); }).join();
    return metrics.scrape()[hits]() == 7 ? 0 : 2;
  });
  EXPECT_TRUE(how.exited_with(0)) << (how.hung() ? "it hung" : "") << how.status;
  EXPECT_EQ(total_hits(), before);
}

/// A collector that is asleep, so that its thread holds none of the C library's locks.
collector_options asleep(const std::shared_ptr<recorded>& log) {
  auto options = with_fake(log);
  options.interval = ages;
  return options;
}

TEST_P(ForkWithoutHandlers, ChildKnowsThatTheCollectorIsItsParents) {
  const auto log = std::make_shared<recorded>();
  collector drain(asleep(log));
  ASSERT_TRUE(drain.start());
  emit_primed(1);
  ASSERT_TRUE(drain.flush(ages));
  std::this_thread::sleep_for(milliseconds(2));
  const auto how = in_a_child_by(GetParam(), [&] {
    if (drain.flush(milliseconds(10))) return 1;
    const auto report = drain.stop();
    if (report.drained != 0 || !report.in_time) return 2;
    const auto own_log = std::make_shared<recorded>();
    collector own(with_fake(own_log));
    if (!own.start()) return 3;
    emit_primed(2);
    return own.stop().complete() && own_log->count() == 1 ? 0 : 4;
  });
  EXPECT_TRUE(how.exited_with(0)) << (how.hung() ? "it hung" : "") << how.status;
  EXPECT_TRUE(drain.stop().complete());
  EXPECT_EQ(log->count(), 1U);
}

INSTANTIATE_TEST_SUITE_P(By, ForkWithoutHandlers, ::testing::Values(&_Fork, &clone_like_fork),
                         [](const auto& made) {
                           return made.param == &clone_like_fork ? "Clone" : "UnderscoreFork";
                         });

}  // namespace
}  // namespace engram::testing
