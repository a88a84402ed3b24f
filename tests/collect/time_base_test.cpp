// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/time_base.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

namespace engram {
namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t epoch = 1'700'000'000 * second;

/// A machine whose clocks the test turns: ticks of a given rate, and a wall clock that drifts and
/// jumps.
class machine {
 public:
  explicit machine(double ticks_per_ns) : ticks_per_ns_(ticks_per_ns) {}

  clock_anchor anchor() const { return {now_ticks(), 40, mono_, wall_}; }
  ticks now_ticks() const {
    return 1'000'000 + static_cast<ticks>(std::llround(static_cast<double>(mono_) * ticks_per_ns_));
  }
  std::int64_t wall() const { return wall_; }
  /// Lets time pass; `drift` is how much faster the wall clock runs, in parts per million.
  void pass(std::int64_t ns, double drift_ppm = 0) {
    mono_ += ns;
    wall_ += ns + std::llround(static_cast<double>(ns) * drift_ppm * 1e-6);
  }
  void set_wall(std::int64_t change) { wall_ += change; }

 private:
  double ticks_per_ns_;
  std::int64_t mono_ = 5 * second;
  std::int64_t wall_ = epoch;
};

time_base started(machine& on, std::int64_t measure = 10'000'000) {
  const auto earlier = on.anchor();
  on.pass(measure);
  return {earlier, on.anchor()};
}

TEST(TimeBase, AgreesWithTheWallClockAtItsFirstAnchor) {
  machine pc(2.4);
  const auto clock = started(pc);
  EXPECT_EQ(clock.wall_ns(pc.now_ticks()), pc.wall());
  EXPECT_NEAR(clock.ticks_per_second(), 2.4e9, 1000);
}

TEST(TimeBase, RunsBetweenAnchorsAtTheMeasuredRate) {
  machine pc(3.0);
  const auto clock = started(pc);
  for (int i = 0; i < 100; ++i) {
    pc.pass(7'654'321);
    EXPECT_NEAR(static_cast<double>(clock.wall_ns(pc.now_ticks()) - pc.wall()), 0, 200) << i;
  }
}

/// The worst error over a day with anchors a second apart, checked at many moments of each second.
double worst_error_of_a_day(double drift_ppm) {
  machine pc(2.1);
  auto clock = started(pc);
  double worst = 0;
  for (int s = 0; s < 86'400; ++s) {
    for (int part = 0; part < 4; ++part) {
      pc.pass(second / 4, drift_ppm);
      worst =
          std::max(worst, std::abs(static_cast<double>(clock.wall_ns(pc.now_ticks()) - pc.wall())));
    }
    clock.add(pc.anchor());
  }
  return worst;
}

TEST(TimeBase, StaysWithinAMillisecondOverADayOfSteadyDrift) {
  // 200 ppm is more than any quartz has; NTP slews at most 500.
  for (double drift : {0.0, 1.0, -30.0, 200.0, 500.0, -500.0}) {
    EXPECT_LT(worst_error_of_a_day(drift), 1e6) << drift;
  }
  EXPECT_LT(worst_error_of_a_day(0), 1000);
  EXPECT_LT(worst_error_of_a_day(1), 5000);
}

/// Asserts that readings never fall over `count` readings a tenth of a second apart.
void expect_never_back(time_base& clock, machine& pc, int count, std::int64_t& last) {
  for (int i = 0; i < count; ++i) {
    pc.pass(second / 10);
    const auto now = clock.wall_ns(pc.now_ticks());
    ASSERT_GE(now, last);
    last = now;
    if (i % 10 == 9) clock.add(pc.anchor());
    ASSERT_GE(clock.wall_ns(pc.now_ticks()), last) << "an anchor must not step back";
  }
}

TEST(TimeBase, AWallClockSetBackIsMetWithoutSteppingBack) {
  machine pc(2.4);
  auto clock = started(pc);
  std::int64_t last = 0;
  expect_never_back(clock, pc, 30, last);
  pc.set_wall(-5 * second);
  expect_never_back(clock, pc, 200, last);
  EXPECT_NEAR(static_cast<double>(last - pc.wall()), 0, 1e6) << "caught up again";
}

TEST(TimeBase, AWallClockSetForwardIsFollowedAtTheNextAnchor) {
  machine pc(2.4);
  auto clock = started(pc);
  std::int64_t last = 0;
  expect_never_back(clock, pc, 30, last);
  pc.set_wall(3600 * second);
  expect_never_back(clock, pc, 10, last);
  EXPECT_NEAR(static_cast<double>(clock.wall_ns(pc.now_ticks()) - pc.wall()), 0, 1000);
  expect_never_back(clock, pc, 50, last);
}

TEST(TimeBase, NeverStepsBackWhateverTheWallClockDoes) {
  machine pc(1.9);
  auto clock = started(pc);
  std::mt19937_64 random(12);
  std::int64_t last = 0;
  for (int round = 0; round < 300; ++round) {
    expect_never_back(clock, pc, 10, last);
    const auto change = static_cast<std::int64_t>(random() % 20'000'000'000) - 10 * second;
    if (random() % 3 == 0) pc.set_wall(change);
  }
}

TEST(TimeBase, IsMonotoneOverAllTicksAtAnyMoment) {
  machine pc(2.4);
  auto clock = started(pc);
  for (std::int64_t jump : {std::int64_t{0}, -2 * second, 7 * second}) {
    pc.pass(second);
    pc.set_wall(jump);
    clock.add(pc.anchor());
    const ticks newest = pc.now_ticks();
    auto last = std::numeric_limits<std::int64_t>::min();
    for (ticks at = newest - 4'800'000'000; at < newest + 4'800'000'000; at += 1'234'567) {
      ASSERT_GE(clock.wall_ns(at), last);
      last = clock.wall_ns(at);
    }
    for (ticks at = newest - 50; at < newest + 50; ++at) {
      ASSERT_GE(clock.wall_ns(at + 1), clock.wall_ns(at));
    }
  }
}

TEST(TimeBase, ANewAnchorDoesNotMoveWhatLiesBeforeIt) {
  machine pc(2.4);
  auto clock = started(pc);
  pc.pass(second, 80);
  clock.add(pc.anchor());
  const ticks from = pc.now_ticks();
  pc.pass(second, -80);
  const std::int64_t middle = clock.wall_ns(from + 1'000'000'000);
  clock.add(pc.anchor());
  EXPECT_EQ(clock.wall_ns(from + 1'000'000'000), middle);
}

TEST(TimeBase, AnchorsThatAreNotNewerAreIgnored) {
  machine pc(2.4);
  auto clock = started(pc);
  const auto old = pc.anchor();
  pc.pass(second);
  clock.add(pc.anchor());
  const auto before = clock.wall_ns(pc.now_ticks() + 1000);
  auto wrong = old;
  wrong.wall_ns += 99 * second;
  clock.add(wrong);
  clock.add(pc.anchor());
  EXPECT_EQ(clock.wall_ns(pc.now_ticks() + 1000), before);
}

TEST(TimeBase, TwoAnchorsOfOneMomentGiveARateOfOneTickANanosecond) {
  const clock_anchor both{1000, 10, 5, epoch};
  const time_base clock(both, both);
  EXPECT_EQ(clock.wall_ns(1000), epoch);
  EXPECT_EQ(clock.wall_ns(2000), epoch + 1000);
}

TEST(ClockAnchor, ReadsAllClocksAtOneMoment) {
  const auto before = read_anchor();
  const auto after = read_anchor();
  EXPECT_LT(before.at, after.at);
  EXPECT_LE(before.monotonic_ns, after.monotonic_ns);
  EXPECT_GT(before.wall_ns, epoch) << "after November 2023";
  const time_base clock(before, after);
  EXPECT_GT(clock.ticks_per_second(), 1e6);
}

}  // namespace
}  // namespace engram
