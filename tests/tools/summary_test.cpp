// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/summary.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <cstddef>
#include <sstream>
#include <string>

namespace engram::tool {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

accounting events_of_a_run() {
  accounting events;
  events.sinks = {"ndjson"};
  auto& row = events.types.emplace_back();
  row.name = "engram.node.primed";
  row.producer.offered = 2'000'001'000;
  row.producer.filtered = 100;
  row.producer.dropped_full = 50;
  row.producer.drained = 2'000'000'850;
  auto& sink = row.sinks.emplace_back();
  sink.drained = 2'000'000'850;
  sink[sink_outcome::acknowledged] = 2'000'000'840;
  sink[sink_outcome::filtered] = 10;
  return events;
}

/// As large as a run of an hour, so that columns are as wide as they get.
run_result large_run() {
  run_result result;
  auto& load = result.load;
  load.elapsed = seconds(3600);
  load.measures.cpu = seconds(1'234);
  load.measures.late = 12'345;
  load.counts.operations = {200'000'000, 60'000'000, 30'000'000, 28'000'000, 18'000'000, 700'000};
  load.counts.primed = {1'100'000'000, 900'000'000, 60'000'000, 50'000'000};
  load.counts.event_hash = 0xfedc'ba98'7654'3210;
  for (auto& each : load.measures.latency) {
    each.service.record(nanoseconds(5'600));
    each.from_intended.record(milliseconds(12));
  }
  result.findings = {
      {"critical lures recalled", "ratio", .5512, .55, "Roediger & McDermott (1995), Experiment 2"},
      {"fan effect per association", "ms", 52.4, 50.0, "Anderson (1974)"},
      {"recall among ten and more, relative", "ratio", .4, std::nullopt, "Underwood (1957)"}};
  result.pairs = {.most = {{"doctor", "nurse", 123'456'789, 0, true},
                           {"a_word_that_is_far_longer_than_any_row_has_room_for",
                            "bread_and_butter_letter", 2'000'000, 1'234, false}},
                  .total = 2'110'000'000,
                  .unseen = 515'137};
  result.events = events_of_a_run();
  result.drain = drain_report{.drained = 850, .dropped = 50};
  result.trace_path = "trace.ndjson";
  result.audit = audit_report{.metrics = {{"engram.operations{type=recall}", 3, 3}},
                              .events = {{"engram.node.primed: offered", 1'000, 1'000}}};
  result.costs = {{"counters", 2'500'000'000, seconds(5)},
                  {"collector: drain and write", 0, seconds(300)}};
  return result;
}

std::string plain(const run_result& result) { return summary_text(result, false); }

TEST(Summary, HasItsSections) {
  const auto text = plain(large_run());
  for (const auto* heading :
       {"\nLoad\n", "\nLatency: ", "\nEvents\n", "\nFindings: ", "\nMost primed pairs\n",
        "\nTrace\n", "\nWhat telemetry cost\n", "\nAudit: "}) {
    EXPECT_THAT(text, HasSubstr(heading));
  }
}

TEST(Summary, SaysWhatHappened) {
  const auto text = plain(large_run());
  EXPECT_THAT(text, HasSubstr("336,700,000 operations in 3600 s: 93,528 a second"));
  EXPECT_THAT(text, ContainsRegex("recall +1 +5.60 us"));
  EXPECT_THAT(text, ContainsRegex("priming, semantic +1,100,000,000 +305,556 /s"));
  EXPECT_THAT(text, ContainsRegex("critical lures recalled +55.1 % \\| +55.0 %  .1."));
  EXPECT_THAT(text, ContainsRegex("fan effect per association +52 ms \\| +50 ms  .2."));
  EXPECT_THAT(text, HasSubstr("  [1] Roediger & McDermott (1995), Experiment 2\n"));
  EXPECT_THAT(text, HasSubstr("2,000,001,000 records offered\n"
                              "    2,000,000,850 drained, 100 filtered, 50 dropped\n"
                              "  ndjson trace.ndjson\n"
                              "    2,000,000,840 written, 10 left out, 0 refused\n"));
  EXPECT_THAT(text, ContainsRegex("counters +2,500,000,000 +5.00 s"));
  EXPECT_THAT(text, HasSubstr("holds: 1 series of metrics and 1 sums of events are exact"));
}

TEST(Summary, ThePrimedPairsStandWithTheirBounds) {
  auto result = large_run();
  auto text = plain(result);
  EXPECT_THAT(text, ContainsRegex("  doctor -> nurse +123,456,789 +123,456,789\n"));
  EXPECT_THAT(text, ContainsRegex("  a_word_that_is_far_.. -> bread_and_butter_le.. +"
                                  "2,000,000 +1,998,766 \\?\n"));
  EXPECT_THAT(text, HasSubstr("of 2,110,000,000 primings; no pair that is not counted has over "
                              "515,137\n  ? another pair may be as frequent\n"));
  result.pairs.most.pop_back();
  EXPECT_THAT(plain(result), Not(HasSubstr("another pair"))) << "all are certain";
  result.pairs = {};
  EXPECT_THAT(plain(result), Not(HasSubstr("primed pairs"))) << "nothing was traced";
}

TEST(Summary, ASinkThatWritesNothingIsNotListed) {
  auto result = large_run();
  result.events->sinks.emplace_back(pairs_sink);
  result.events->types[0].sinks.push_back(result.events->types[0].sinks[0]);
  EXPECT_EQ(plain(result), plain(large_run()));
}

TEST(Summary, FitsEightyColumns) {
  std::istringstream lines(plain(large_run()));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
}

TEST(Summary, ColoursAreOnlyWhereTheyAreWanted) {
  EXPECT_THAT(plain(large_run()), Not(HasSubstr("\x1b")));
  EXPECT_THAT(summary_text(large_run(), true), HasSubstr("\x1b[32mholds\x1b[0m"));
}

TEST(Summary, ListsWhatTheAuditFoundWrong) {
  auto result = large_run();
  result.audit->events.push_back({"engram.item.practiced: offered", 1'000'001, 1'000'000});
  const auto text = plain(result);
  EXPECT_THAT(text, HasSubstr("FAILS in 1 place:"));
  EXPECT_THAT(text, HasSubstr("  engram.item.practiced: offered\n"
                              "    expected 1,000,001, found 1,000,000\n"));
  EXPECT_THAT(text, Not(HasSubstr("holds")));
  EXPECT_FALSE(result.good());
}

TEST(Summary, ARefusedRecordIsShownAndIsNotGood) {
  auto result = large_run();
  EXPECT_TRUE(result.good());
  auto& sink = result.events->types[0].sinks[0];
  sink[sink_outcome::acknowledged] -= 7;
  sink[sink_outcome::io_error] = 7;
  EXPECT_FALSE(result.good());
  EXPECT_THAT(summary_text(result, true), HasSubstr("7 refused\x1b[0m"));
}

TEST(Summary, ADrainThatWasCutShortIsNotGood) {
  const auto with = [](drain_report drain) {
    auto result = large_run();
    result.drain = drain;
    return result;
  };
  EXPECT_TRUE(with({}).good());
  EXPECT_FALSE(with({.left_behind = 1}).good());
  EXPECT_FALSE(with({.in_time = false}).good());
  EXPECT_FALSE(with({.exporters_flushed = false}).good());
  EXPECT_TRUE(with({.dropped = 50}).good()) << "drops are counted, not promised away";
}

TEST(Summary, WithoutTelemetryThereIsNothingOfIt) {
  run_result result;
  result.load.elapsed = seconds(1);
  const auto text = plain(result);
  EXPECT_THAT(text, HasSubstr("0 operations in 1.00 s: 0 a second"));
  for (const auto* heading : {"Trace", "What telemetry cost", "Audit", "Findings"}) {
    EXPECT_THAT(text, Not(HasSubstr(heading)));
  }
  EXPECT_TRUE(result.good());
}

TEST(Summary, SaysThatARunWasInterrupted) {
  auto result = large_run();
  EXPECT_THAT(plain(result), Not(HasSubstr("interrupted")));
  result.interrupted = true;
  EXPECT_THAT(plain(result), HasSubstr("Load (interrupted)"));
}

TEST(SummaryJson, SaysTheSameInNumbers) {
  const auto json = nlohmann::json::parse(summary_json(large_run()));
  EXPECT_EQ(json["version"], 1);
  EXPECT_EQ(json["good"], true);
  EXPECT_EQ(json["load"]["operations"], 336'700'000U);
  EXPECT_EQ(json["load"]["event_hash"], "fedcba9876543210") << "readers keep numbers as doubles";
  EXPECT_EQ(json["trace"]["dropped"], 50);
  EXPECT_EQ(json["trace"]["sinks"][0]["acknowledged"], 2'000'000'840U);
  EXPECT_EQ(json["primed_pairs"]["total"], 2'110'000'000.0);
  EXPECT_EQ(json["primed_pairs"]["most"][1]["error"], 1'234.0);
  EXPECT_EQ(json["primed_pairs"]["most"][0]["target"], "nurse");
  EXPECT_EQ(json["audit"]["holds"], true);
  EXPECT_EQ(json["audit"]["lines"][0]["what"], "engram.operations{type=recall}");
  EXPECT_EQ(json["findings"][2]["published"], nullptr);
}

TEST(SummaryJson, WithoutTelemetryThereIsNoAudit) {
  const auto json = nlohmann::json::parse(summary_json({}));
  EXPECT_FALSE(json.contains("audit"));
  EXPECT_FALSE(json.contains("trace"));
  EXPECT_EQ(json["load"]["rate"], 0.0);
}

}  // namespace
}  // namespace engram::tool
