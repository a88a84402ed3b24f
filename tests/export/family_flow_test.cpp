// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// Families from their updates to what readers get: deltas, windows, JSON, the linter.
#include <engram/collect/delta.hpp>
#include <engram/collect/families.hpp>
#include <engram/collect/registry.hpp>
#include <engram/collect/windows.hpp>
#include <engram/engram.hpp>
#include <engram/export/metric_lint.hpp>
#include <engram/export/metrics_json.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace engram::testing {
namespace {

using namespace std::chrono_literals;

/// Series of the only metric in a document: value by word; the overflow's word is "...".
std::map<std::string, std::uint64_t> in_json(const snapshot& reading) {
  const auto document = nlohmann::json::parse(metrics_json(reading, 0));
  std::map<std::string, std::uint64_t> values;
  for (const auto& series : document.at("metrics").at(0).at("series")) {
    const auto& labels = series.at("labels");
    values[labels.value("word", "...")] = series.at("value").get<std::uint64_t>();
  }
  return values;
}
using expected = std::map<std::string, std::uint64_t>;

TEST(FamilyFlow, DeltasWindowsAndJsonHaveWhatWasCounted) {
  static constinit counter_family<text> words{
      {.name = "test.flow.words", .keys = {"word"}, .cardinality_limit = 2}};
  const registry metrics(words);
  delta_reader reader(metrics);
  window_aggregator windows;
  words.add("a", 5);
  windows.tick(metrics.scrape(), 0s);
  EXPECT_EQ(in_json(reader.read()), (expected{{"a", 5}}));
  words.add("a", 2);
  words.add("b", 3);
  words.add("c", 4);
  windows.tick(metrics.scrape(), 2s);
  EXPECT_EQ(in_json(metrics.scrape()), (expected{{"a", 7}, {"b", 3}, {"...", 4}}));
  EXPECT_EQ(in_json(reader.read()), (expected{{"a", 2}, {"b", 3}, {"...", 4}}));
  const auto recent = windows.over(10s);
  EXPECT_EQ(recent[words]("a").count, 2U);
  EXPECT_EQ(recent[words]("b").rate, 1.5);
  EXPECT_EQ(recent.change()[words].overflow(), 4U);
}

TEST(FamilyFlow, APlaceThatPassesOnCountsFromZeroForItsNewLabelSet) {
  static constinit counter_family<text> words{
      {.name = "test.flow.passing", .keys = {"word"}, .cardinality_limit = 1, .idle_seconds = 2}};
  const registry metrics(words);
  delta_reader reader(metrics);
  window_aggregator windows;
  words.add("first", 1'000);
  windows.tick(metrics.scrape(), 0s);
  EXPECT_EQ(in_json(reader.read()), (expected{{"first", 1'000}}));
  std::uint64_t added = 0;
  const auto deadline = std::chrono::steady_clock::now() + 60s;
  do {
    std::this_thread::sleep_for(20ms);
    words.add("second");
    ++added;
  } while (metrics.scrape()[words]("second") == 0 && std::chrono::steady_clock::now() < deadline);
  const auto now = metrics.scrape();
  const auto second = now[words]("second");
  ASSERT_GT(second, 0U) << "the place did not pass on";
  EXPECT_EQ(second + now[words].overflow(), added);
  const expected change{{"second", second}, {"...", added - second}};
  EXPECT_EQ(in_json(reader.read()), change);
  EXPECT_EQ(in_json(now), change);
  windows.tick(now, 1s);
  EXPECT_EQ(windows.over(10s)[words]("second").count, second);
  EXPECT_EQ(windows.over(10s)[words]("first").count, 0U);
}

TEST(FamilyFlow, TheLinterSpeaksUpNearTheLimitAndAtIt) {
  static constinit counter_family<text> words{
      {.name = "test.flow.linted", .help = "Words.", .keys = {"word"}, .cardinality_limit = 10}};
  const registry metrics(words);
  const auto found = [&](int sets) {
    for (int i = 0; i < sets; ++i) words.add(std::to_string(i));
    std::string ids;
    for (const auto& each : lint_metrics(metrics.scrape())) {
      if (each.id.starts_with("family-")) ids.append(each.id).append(" ");
    }
    return ids;
  };
  EXPECT_EQ(found(7), "");
  EXPECT_EQ(found(8), "family-nearly-full ");
  EXPECT_EQ(found(9), "family-nearly-full ");
  EXPECT_EQ(found(10), "family-full ");
  EXPECT_EQ(found(11), "family-full ");
}

}  // namespace
}  // namespace engram::testing
