// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/tables.hpp>
#include <engram/counter.hpp>
#include <engram/histogram.hpp>
#include <engram/record.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>

namespace engram {
namespace {

using detail::metric_table;
using detail::type_table;
using detail::unregistered_slot;

metric_descriptor counters(std::string_view name, std::uint32_t series) {
  return {.name = name,
          .help = "",
          .unit = "",
          .kind = metric_kind::counter,
          .series = series,
          .stride = 1,
          .dimensions = {},
          .buckets = nullptr};
}

TEST(MetricTable, GivesEachMetricCellsOfItsOwn) {
  metric_table table(256);
  const auto* a = table.enrol(counters("test.a", 3), nullptr);
  const auto* b = table.enrol(counters("test.b", 5), nullptr);
  ASSERT_NE(a, nullptr);
  ASSERT_NE(b, nullptr);
  EXPECT_GT(a->slot, 0U) << "slot 0 is nobody's: a gate of 0 means off";
  EXPECT_GE(b->slot, a->slot + 3);
  EXPECT_EQ(table.cells_used(), b->slot + 5);
}

TEST(MetricTable, GivesOneMetricTheSameCellsAgain) {
  metric_table table(256);
  const auto* first = table.enrol(counters("test.a", 3), nullptr);
  EXPECT_EQ(table.enrol(counters("test.a", 3), nullptr), first);
  EXPECT_EQ(table.entries().size(), 1U);
}

TEST(MetricTable, SeriesOfHistogramsBeginOnLines) {
  metric_table table(1024);
  table.enrol(counters("test.a", 3), nullptr);
  basic_histogram<on, log_linear<0, 4>> sizes{{.name = "test.sizes"}};
  EXPECT_EQ(table.enrol(sizes.descriptor(), nullptr)->slot % 8, 0U);
  EXPECT_EQ(table.enrol_account() % 8, 0U);
}

TEST(MetricTable, RefusesWhatDoesNotFitAndCountsIt) {
  metric_table table(32);
  EXPECT_EQ(table.enrol(counters("test.large", 25), nullptr), nullptr);
  EXPECT_EQ(table.refused(), 1U);
  EXPECT_NE(table.enrol(counters("test.fits", 24), nullptr), nullptr) << "to the last cell";
  EXPECT_EQ(table.enrol(counters("test.more", 1), nullptr), nullptr);
  EXPECT_EQ(table.enrol_account(), unregistered_slot);
  EXPECT_EQ(table.refused(), 3U);
}

TEST(MetricTable, RefusesOneNameWithTwoShapes) {
  metric_table table(256);
  table.enrol(counters("test.a", 3), nullptr);
  EXPECT_EQ(table.enrol(counters("test.a", 4), nullptr), nullptr);
  EXPECT_EQ(table.refused(), 1U);
}

template <class Mapping>
metric_descriptor histogram_of() {
  return basic_histogram<on, Mapping>{{.name = "test.sizes"}}.descriptor();
}

TEST(MetricTable, RefusesOneNameWithOtherBuckets) {
  metric_table table(4096);
  const auto* first = table.enrol(histogram_of<exponential<160>>(), nullptr);
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(table.enrol(histogram_of<exponential<160>>(), nullptr), first);
  EXPECT_EQ(table.enrol(histogram_of<exponential<159>>(), nullptr), nullptr);
  EXPECT_EQ(table.enrol(histogram_of<exponential<160, 5>>(), nullptr), nullptr);
  EXPECT_EQ(table.enrol(histogram_of<exponential<160, 8, true>>(), nullptr), nullptr);
  EXPECT_EQ(table.enrol(histogram_of<with_exemplars<exponential<160>>>(), nullptr), nullptr);
  EXPECT_EQ(table.enrol(histogram_of<log_linear<0, 19>>(), nullptr), nullptr);
  EXPECT_EQ(table.refused(), 5U);
}

TEST(MetricTable, CopiesTheTextItIsGiven) {
  metric_table table(256);
  std::string name = "test.copied";
  std::string help = "Once here.";
  auto row = counters(name, 1);
  row.help = help;
  const auto* entry = table.enrol(row, nullptr);
  name.assign(name.size(), '#');
  help.assign(help.size(), '#');
  EXPECT_EQ(entry->descriptor.name, "test.copied");
  EXPECT_EQ(entry->descriptor.help, "Once here.");
  EXPECT_EQ(table.enrol(counters("test.copied", 1), nullptr), entry) << "found by its copy";
}

event_descriptor events(const std::string& name) { return {name, "", {}, 0}; }

TEST(TypeTable, TellsEventsAndOperationsOfOneNameApart) {
  metric_table metrics(4096);
  type_table types;
  const auto* event = types.enrol(events("test.same"), false, metrics);
  const auto* operation = types.enrol(events("test.same"), true, metrics);
  ASSERT_NE(event, operation);
  EXPECT_LT(event->index, first_operation_index);
  EXPECT_GE(operation->index, first_operation_index);
  EXPECT_NE(event->account, operation->account);
  EXPECT_EQ(types.enrol(events("test.same"), false, metrics), event);
}

TEST(TypeTable, EventIdsStayBelowTheReservedOnesAndAboveZero) {
  metric_table metrics(1 << 16);
  type_table types;
  std::uint64_t accepted = 0;
  for (int i = 0; i < 300; ++i) {
    const auto* entry = types.enrol(events("test.event" + std::to_string(i)), false, metrics);
    if (entry == nullptr) continue;
    ++accepted;
    EXPECT_GT(entry->index, 0U);
    EXPECT_LT(entry->index, detail::first_reserved_type);
  }
  EXPECT_EQ(accepted, detail::first_reserved_type - 1);
  EXPECT_EQ(types.refused(), 300 - accepted);
}

TEST(TypeTable, HoldsNoMoreOperationKindsThanIndicesTellApart) {
  metric_table metrics(1 << 16);
  type_table types;
  std::array<bool, type_indices> seen{};
  for (int i = 0; i < 300; ++i) {
    const auto* entry = types.enrol(events("test.kind" + std::to_string(i)), true, metrics);
    if (entry == nullptr) continue;
    EXPECT_FALSE(seen[entry->index]);
    seen[entry->index] = true;
  }
  EXPECT_EQ(types.entries().size(), 128U);
}

TEST(TypeTable, RefusesATypeForWhichNoCellsAreLeft) {
  metric_table metrics(16);
  type_table types;
  EXPECT_NE(types.enrol(events("test.first"), false, metrics), nullptr);
  EXPECT_EQ(types.enrol(events("test.second"), false, metrics), nullptr);
  EXPECT_EQ(types.refused(), 1U);
  EXPECT_EQ(types.entries().size(), 1U);
}

}  // namespace
}  // namespace engram
