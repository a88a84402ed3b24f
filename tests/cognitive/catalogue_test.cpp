// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/cognitive/catalogue.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string_view>

namespace engram::cognitive {
namespace {

TEST(Catalogue, ListsEachMetricOnceWithHelpAndUnit) {
  std::set<std::string_view> names;
  int count = 0;
  for_each_metric<on>([&](const auto& metric) {
    const auto row = metric.descriptor();
    ++count;
    names.insert(row.name);
    EXPECT_TRUE(row.name.starts_with("engram.")) << row.name;
    EXPECT_TRUE(row.help.ends_with('.')) << row.name << " is not explained in a sentence";
    EXPECT_FALSE(row.unit.empty()) << row.name;
  });
  EXPECT_EQ(count, 16);
  EXPECT_EQ(names.size(), 16U);
}

TEST(Catalogue, CoversEveryPhenomenon) {
  std::set<std::string_view> families;
  for_each_metric<on>([&](const auto& metric) {
    const auto rest = metric.descriptor().name.substr(std::string_view("engram.").size());
    families.insert(rest.substr(0, rest.find('.')));
  });
  EXPECT_EQ(families, (std::set<std::string_view>{"priming", "interference", "reconsolidation",
                                                  "false_memory", "spacing"}));
}

TEST(Catalogue, EventsFitASlotAndEachFieldIsExplained) {
  std::set<std::string_view> names;
  for_each_event([&](const auto& schema) {
    const auto row = schema.descriptor();
    names.insert(row.name);
    std::set<int> bytes;
    int total = 0;
    for (const auto& field : row.fields) {
      EXPECT_FALSE(field.help.empty()) << row.name << ' ' << field.name;
      for (int i = 0; i < field.size; ++i) bytes.insert(field.offset + i);
      total += field.size;
      EXPECT_EQ(field.offset % field.size, 0) << row.name << ' ' << field.name;
    }
    EXPECT_EQ(bytes.size(), static_cast<std::size_t>(total)) << row.name << ": fields overlap";
    EXPECT_GE(*bytes.begin(), 2) << row.name;
    EXPECT_LT(*bytes.rbegin(), 32) << row.name;
    for (int reserved = 4; reserved < 12; ++reserved) {
      EXPECT_EQ(bytes.count(reserved), 0U) << row.name;
    }
  });
  EXPECT_EQ(names.size(), 5U);
}

TEST(Catalogue, DisabledMetricsAreListedToo) {
  int count = 0;
  for_each_metric<off>([&](const auto&) { ++count; });
  EXPECT_EQ(count, 16);
}

}  // namespace
}  // namespace engram::cognitive
