// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/cost.hpp"

#include "tools/small_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <string_view>
#include <vector>

namespace engram::tool {
namespace {

using std::chrono::nanoseconds;

const cost_part& part(const std::vector<cost_part>& parts, std::string_view what) {
  const auto found = std::ranges::find(parts, what, &cost_part::what);
  if (found != parts.end()) return *found;
  ADD_FAILURE() << "no part " << what;
  static const cost_part none{};
  return none;
}

template <std::size_t N>
std::uint64_t sum(const std::array<std::uint64_t, N>& values) {
  return std::accumulate(values.begin(), values.end(), std::uint64_t{0});
}

TEST(Cost, EveryCallTakesTime) {
  const auto calls = measure_calls();
  for (const double each : {calls.counter, calls.histogram, calls.event, calls.operation}) {
    EXPECT_TRUE(std::isfinite(each));
    EXPECT_GT(each, 0);
  }
  EXPECT_GT(calls.operation, calls.counter) << "an operation reads the clock twice";
}

TEST(Cost, MeasuringMayBeRepeated) {
  measure_calls();
  EXPECT_GT(measure_calls().operation, 0);
}

TEST(Cost, CallsAreThoseOfTheRun) {
  const auto run = testing::run_small<probe<on>>({.ring_slots = testing::ample_slots});
  const auto& counts = run.load.counts;
  const auto parts = costs_of(
      {.counter = 2, .histogram = 3, .event = 5, .operation = 7}, run.metrics, &run.events,
      {.collector = nanoseconds(11), .endpoint = nanoseconds(13), .windows = nanoseconds(17)});
  EXPECT_EQ(part(parts, "events").times, counts.total_events());
  EXPECT_EQ(part(parts, "operations traced").times, counts.total_operations());
  // An event feeds one to three histograms.
  const auto hits = counts.reconsolidated[0];
  EXPECT_EQ(part(parts, "histograms").times,
            sum(counts.primed) + 2 * sum(counts.interfered) + 2 * hits + counts.reconsolidated[1] +
                sum(counts.drm_recalled) + 2 * sum(counts.practiced));
  EXPECT_GT(part(parts, "counters").times, counts.total_events() + counts.total_operations());
}

TEST(Cost, APartIsCallsTimesWhatOneCosts) {
  const auto run = testing::run_small<probe<on>>({.ring_slots = testing::ample_slots});
  const auto parts = costs_of(
      {.counter = 2, .histogram = 3, .event = 5, .operation = 7}, run.metrics, &run.events,
      {.collector = nanoseconds(11), .endpoint = nanoseconds(13), .windows = nanoseconds(17)});
  const auto expect = [&](std::string_view what, std::int64_t each) {
    const auto& one = part(parts, what);
    EXPECT_EQ(one.cpu.count(), each * static_cast<std::int64_t>(one.times)) << what;
  };
  expect("counters", 2);
  expect("histograms", 3);
  expect("events", 5);
  expect("operations traced", 7);
  EXPECT_EQ(part(parts, "collector: drain and write").cpu, nanoseconds(11));
  EXPECT_EQ(part(parts, "endpoint: scrapes").cpu, nanoseconds(13));
  EXPECT_EQ(part(parts, "windows: a reading a second").cpu, nanoseconds(17));
}

TEST(Cost, WithoutATraceThereIsNoCostOfOne) {
  const auto parts = costs_of({}, snapshot{}, nullptr, {});
  std::vector<std::string> names;
  for (const auto& each : parts) names.push_back(each.what);
  EXPECT_EQ(names, (std::vector<std::string>{"counters", "histograms", "endpoint: scrapes",
                                             "windows: a reading a second"}));
}

}  // namespace
}  // namespace engram::tool
