// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/registry.hpp>
#include <engram/collect/snapshot.hpp>

#include <gtest/gtest.h>

#include <bit>
#include <cstdint>

namespace engram {
namespace {

enum class side : std::uint8_t { left, right };
consteval auto label_set(side) { return labels{"side", {"left", "right"}}; }
inline constexpr bounds few{1, 2};

TEST(Snapshot, StaysAsItWasTaken) {
  static constinit basic_counter<on> hits{{.name = "test.snapshot.fixed"}};
  const registry metrics{hits};
  hits.add(1);
  const auto before = metrics.scrape();
  hits.add(10);
  EXPECT_EQ(before[hits](), 1U);
  EXPECT_EQ(metrics.scrape()[hits](), 11U);
}

TEST(Snapshot, AnEmptyOneReadsZeroes) {
  static constinit basic_counter<on> hits{{.name = "test.snapshot.empty"}};
  static constinit basic_gauge<on> level{{.name = "test.snapshot.level"}};
  static constinit basic_histogram<on, explicit_bounds<few>> sizes{{.name = "test.snapshot.sizes"}};
  const snapshot nothing;
  EXPECT_TRUE(nothing.metrics().empty());
  EXPECT_EQ(nothing[hits](), 0U);
  EXPECT_EQ(nothing[level](), 0);
  EXPECT_EQ(nothing[sizes]().count(), 0U);
  EXPECT_EQ(nothing[sizes]().buckets().size(), 3U);
}

TEST(Snapshot, WhatRegisteredAfterwardsReadsAsZero) {
  static constinit basic_counter<on> early{{.name = "test.snapshot.early"}};
  static constinit basic_histogram<on, explicit_bounds<few>> late{{.name = "test.snapshot.late"}};
  const registry metrics{early};
  const auto now = metrics.scrape();
  const registry more{late};
  late.record(1);
  EXPECT_EQ(now[late]().count(), 0U);
}

TEST(Snapshot, SeriesOfAPlainTableRowAreTheTypedOnes) {
  static constinit basic_counter<on, side> hits{{.name = "test.snapshot.rows"}};
  static constinit basic_gauge<on, side> level{{.name = "test.snapshot.gauges"}};
  static constinit basic_histogram<on, explicit_bounds<few>, side> sizes{
      {.name = "test.snapshot.histograms"}};
  const registry metrics{hits, level, sizes};
  hits.add(side::right, 3);
  level.set(side::right, 1.5);
  sizes.record(side::right, 2);
  const auto now = metrics.scrape();
  const auto rows = now.metrics();
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(now.series(*rows[0], 1)[0], 3U);
  EXPECT_EQ(std::bit_cast<double>(now.series(*rows[1], 1)[0]), 1.5);
  const auto cells = now.series(*rows[2], 1);
  const histogram_reading read(*rows[2]->descriptor.buckets, cells);
  EXPECT_EQ(read.count(), 1U);
  EXPECT_EQ(read.sum(), 2);
}

TEST(Snapshot, KeepsTheTextOfAMetricThatIsGone) {
  const registry metrics = [] {
    // Text that is gone when the snapshot is read, as a plugin's would be.
    basic_counter<on> gone{{.name = "test.snapshot.gone", .help = "Counted while it was there."}};
    registry made{gone};
    gone.add(4);
    return made;
  }();
  const auto now = metrics.scrape();
  ASSERT_EQ(now.metrics().size(), 1U);
  EXPECT_EQ(now.metrics()[0]->descriptor.name, "test.snapshot.gone");
  EXPECT_EQ(now.metrics()[0]->descriptor.help, "Counted while it was there.");
  EXPECT_EQ(now.series(*now.metrics()[0], 0)[0], 4U);
}

}  // namespace
}  // namespace engram
