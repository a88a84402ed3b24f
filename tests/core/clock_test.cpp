// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/clock.hpp>

#include <gtest/gtest.h>

namespace engram {
namespace {

/// Puts the process's choice of a clock back when the test ends.
class chosen_for_a_test {
 public:
  explicit chosen_for_a_test(bool steady) { detail::chosen_clock().steady.store(steady); }
  ~chosen_for_a_test() { detail::chosen_clock().steady.store(before_); }
  chosen_for_a_test(const chosen_for_a_test&) = delete;
  chosen_for_a_test& operator=(const chosen_for_a_test&) = delete;

 private:
  bool before_ = detail::chosen_clock().steady.load();
};

TEST(Clock, NeverStepsBackOnOneThread) {
  for (bool steady : {false, true}) {
    const chosen_for_a_test choice(steady);
    ticks last = read_ticks();
    for (int i = 0; i < 100'000; ++i) {
      const ticks now = read_ticks();
      ASSERT_GE(now, last);
      last = now;
    }
  }
}

TEST(Clock, RunsWhileTimePasses) {
  for (bool steady : {false, true}) {
    const chosen_for_a_test choice(steady);
    const ticks first = read_ticks();
    const ticks until = detail::monotonic_nanoseconds() + 1'000'000;
    while (detail::monotonic_nanoseconds() < until) {
    }
    EXPECT_GT(read_ticks(), first);
  }
}

#if defined(__aarch64__)
TEST(Clock, TicksAreTheGenericTimersCounterWhateverWasChosen) {
  const chosen_for_a_test choice(true);
  ticks before = 0;
  ticks after = 0;
  asm volatile("isb\n\tmrs %0, cntvct_el0" : "=r"(before) : : "memory");
  const ticks read = read_ticks();
  asm volatile("isb\n\tmrs %0, cntvct_el0" : "=r"(after) : : "memory");
  EXPECT_TRUE(detail::has_fast_ticks()) << "the architecture promises one rate";
  EXPECT_LE(before, read);
  EXPECT_LE(read, after);
}
#else
TEST(Clock, TicksAreNanosecondsWhereTheCounterIsNotTrusted) {
  const chosen_for_a_test choice(true);
  const ticks before = detail::monotonic_nanoseconds();
  const ticks read = read_ticks();
  const ticks after = detail::monotonic_nanoseconds();
  EXPECT_LE(before, read);
  EXPECT_LE(read, after);
}
#endif

}  // namespace
}  // namespace engram
