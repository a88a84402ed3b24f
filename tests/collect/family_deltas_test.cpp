// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// Deltas and windows of label sets that come, go, and leave their cells to others.
#include "collect/family_snapshots.hpp"

#include <engram/collect/windows.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

namespace engram::testing {
namespace {

using namespace std::chrono_literals;

/// What each label set counted; the overflow's is named "...".
std::map<std::string, std::uint64_t> counts(const snapshot& reading, const metric_entry& metric) {
  std::map<std::string, std::uint64_t> all;
  reading.each_series(metric, [&](const series_reading& series) {
    const auto text = series.overflow ? "..." : series.labels[0].value;
    all[std::string(text)] = series.cells[0];
  });
  return all;
}
using expected = std::map<std::string, std::uint64_t>;

TEST(FamilyDelta, IsTheDifferenceWhereTheCellsWereTheSameLabelSets) {
  const family_by_hand family(metric_kind::counter);
  const auto before = family.read({{0, 0, "acme", 10}, {1, 2, "globex", 5}});
  const auto now = family.read({{0, 0, "acme", 13}, {1, 2, "globex", 5}});
  EXPECT_EQ(counts(now.since(before), family.metric()), (expected{{"acme", 3}, {"globex", 0}}));
}

TEST(FamilyDelta, CountsFromZeroWhereTheyWereAnothersOrNobodys) {
  const family_by_hand family(metric_kind::counter);
  const auto before = family.read({{0, 0, "acme", 10}});
  const auto now = family.read({{0, 2, "initech", 4}, {2, 0, "globex", 7}});
  EXPECT_EQ(counts(now.since(before), family.metric()), (expected{{"initech", 4}, {"globex", 7}}));
}

TEST(FamilyDelta, OfTheOverflowIsItsDifference) {
  const family_by_hand family(metric_kind::counter);
  const auto before = family.read({}, 100);
  EXPECT_EQ(counts(family.read({}, 130).since(before), family.metric()), (expected{{"...", 30}}));
  EXPECT_EQ(counts(family.read({}, 100).since(before), family.metric()), expected{});
}

TEST(FamilyWindow, HoldsTheSamplesOfALabelSetAlone) {
  const family_by_hand family(metric_kind::up_down_counter);
  window_aggregator windows;
  windows.tick(family.read({{0, 0, "acme", 1}}), 0s);
  windows.tick(family.read({{0, 0, "acme", 90}, {1, 0, "globex", 6}}), 1s);
  windows.tick(family.read({{0, 2, "initech", 4}, {1, 0, "globex", 8}}), 2s);
  const auto recent = windows.over(10s);
  const auto initech = recent.level("test.family", 0);
  EXPECT_EQ(initech.samples, 1U);
  EXPECT_EQ(initech.max, 4);
  const auto globex = recent.level("test.family", 1);
  EXPECT_EQ(globex.samples, 2U);
  EXPECT_EQ(globex.min, 6);
  EXPECT_EQ(globex.mean, 7);
}

TEST(FamilyWindow, KeepsSamplesOfALabelSetAloneAlsoWhenSnapshotsAreThinnedOut) {
  const family_by_hand family(metric_kind::up_down_counter);
  window_aggregator windows;
  for (int second = 0; second < 60; ++second) {
    const bool other = second >= 30;
    windows.tick(family.read({{0, other ? 2U : 0U, other ? "initech" : "acme", other ? 4U : 90U}}),
                 std::chrono::seconds(second));
  }
  const auto initech = windows.over(300s).level("test.family", 0);
  EXPECT_EQ(initech.samples, 30U);
  EXPECT_EQ(initech.max, 4);
}

}  // namespace
}  // namespace engram::testing
