// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/metrics_verbs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace engram::tool {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// A document of these metrics, given as JSON.
metrics_document document(const std::string& metrics) {
  return parse_metrics(R"({"engram":"metrics","version":1,"time":"2026-11-25T02:14:00.123456789Z",
                           "metrics":[)" +
                           metrics + "]}",
                       "here");
}

std::string counter(const std::string& name, const std::string& value,
                    const std::string& labels = "{}") {
  return R"({"name":")" + name + R"(","kind":"counter","unit":"{event}","help":"Some.","series":[
            {"labels":)" +
         labels + R"(,"value":)" + value +
         R"(,"windows":{"1s":{"count":5,"rate":5},"10s":{"count":20,"rate":2}}}]})";
}

std::string wait(const std::string& buckets, int count) {
  return R"({"name":"app.wait","kind":"histogram","unit":"s","help":"Waited.","layout":"bounds",
            "bounds":[0.001,0.002,0.004],"series":[{"labels":{},"count":)" +
         std::to_string(count) + R"(,"sum":1.5,"min":0.0005,"max":0.009,"buckets":)" + buckets +
         R"(,"windows":{}}]})";
}

std::string refusal(const std::string& text) {
  try {
    parse_metrics(text, "there");
  } catch (const document_error& error) {
    return error.what();
  }
  return "it was read";
}

TEST(MetricsDocument, WhatIsNoneIsToldWithWhatItShouldBe) {
  EXPECT_THAT(refusal("<html>"), HasSubstr("there: this is no JSON; it should be what /metrics"));
  EXPECT_THAT(refusal(""), HasSubstr("no JSON"));
  EXPECT_THAT(refusal("[1]"), HasSubstr("does not begin with \"engram\":\"metrics\""));
  EXPECT_THAT(refusal(R"({"engram":"ndjson","version":1})"), HasSubstr("does not begin"));
  EXPECT_THAT(refusal(R"({"engram":"metrics","version":2})"),
              HasSubstr("version 2; this command reads version 1"));
  EXPECT_THAT(refusal(R"({"engram":"metrics"})"), HasSubstr("version missing"));
  EXPECT_THAT(refusal(R"({"engram":"metrics","version":1})"), HasSubstr("not as version 1 has it"));
  EXPECT_THAT(refusal(R"({"engram":"metrics","version":1,"time":"","metrics":[
                          {"name":"a","unit":"","help":"","kind":"meter","series":[]}]})"),
              HasSubstr("\"meter\" is no kind of a metric"));
}

TEST(MetricsDocument, NumbersThatJsonCannotHoldStandAsText) {
  const auto all =
      document(counter("a.large", R"("9007199254740994")") + "," + counter("a.odd", R"("NaN")") +
               "," + counter("a.low", R"("-Infinity")"));
  EXPECT_EQ(all.find("a.large")->series[0].value, 9007199254740994.0);
  EXPECT_TRUE(std::isnan(all.find("a.odd")->series[0].value));
  EXPECT_LT(all.find("a.low")->series[0].value, -1e300);
  EXPECT_EQ(all.find("a.none"), nullptr);
}

TEST(MetricsDocument, LabelsOfAnyBytesAreShown) {
  const auto all = document(counter("a.b", "1", R"({"tenant":{"base64":"/wA="},"kind":"x"})"));
  EXPECT_EQ(all.metrics[0].series[0].label_text(), R"(tenant="base64:/wA=",kind="x")");
}

TEST(MetricsDocument, ExponentialBucketsHaveTheirBounds) {
  const auto all = document(R"({"name":"a.b","kind":"histogram","unit":"s","help":"","layout":
      "exponential","series":[{"labels":{},"count":6,"sum":1,"min":-3,"max":7,"scale":0,
      "zero_count":1,"positive":{"offset":1,"counts":[2,1]},"negative":{"offset":1,"counts":[2]},
      "nonfinite":{"nan":3,"positive_infinity":0,"negative_infinity":0}}]})");
  const auto& series = all.metrics[0].series[0];
  ASSERT_EQ(series.buckets.size(), 4U);
  EXPECT_EQ(series.buckets[0].lower, -4);
  EXPECT_EQ(series.buckets[0].upper, -2);
  EXPECT_EQ(series.buckets[1].count, 1U);
  EXPECT_EQ(series.buckets[2].lower, 2);
  EXPECT_EQ(series.buckets[3].upper, 8);
  EXPECT_EQ(series.nan, 3U);
  EXPECT_TRUE(all.metrics[0].exponential);
}

TEST(MetricsDocument, ItsFactsAreThoseTheLinterLooksAt) {
  const auto facts = document(counter("a.b", "4", R"({"otel_metric_overflow":"true"})") + "," +
                              wait("[100,0,0,0]", 100))
                         .facts();
  EXPECT_TRUE(facts[0].overflowed);
  EXPECT_THAT(facts[0].label_keys, IsEmpty());
  EXPECT_EQ(facts[1].in_first, 100U);
  EXPECT_EQ(facts[1].count, 100U);
  EXPECT_TRUE(facts[1].fixed_buckets);
}

TEST(MetricsDocument, TheBuiltInMetricsAreTheCatalogue) {
  const auto all = built_in_metrics();
  ASSERT_NE(all.find("engram.priming.strength"), nullptr);
  EXPECT_EQ(all.find("engram.priming.strength")->series.size(), 4U);
}

TEST(QuantileOf, LiesInTheRightBucket) {
  const std::vector<document_series::bucket> buckets{{0, 1, 10}, {1, 2, 0}, {2, 4, 10}};
  EXPECT_EQ(quantile_of(buckets, .5, nothing, nothing), 1);
  EXPECT_EQ(quantile_of(buckets, .75, nothing, nothing), 3);
  EXPECT_EQ(quantile_of(buckets, 1, nothing, 3.5), 3.5);
  EXPECT_EQ(quantile_of(buckets, 0, .25, nothing), .25);
  EXPECT_TRUE(std::isnan(quantile_of({}, .5, nothing, nothing)));
  EXPECT_TRUE(std::isnan(quantile_of({{0, 1, 0}}, .5, nothing, nothing)));
}

TEST(QuantileOf, NeverLeavesABucketWithoutABound) {
  const double infinity = std::numeric_limits<double>::infinity();
  const std::vector<document_series::bucket> open{{-infinity, 1, 1}, {1, infinity, 1}};
  EXPECT_EQ(quantile_of(open, .1, nothing, nothing), 1);
  EXPECT_EQ(quantile_of(open, .9, nothing, nothing), 1);
  EXPECT_EQ(quantile_of(open, 1, nothing, 7), 7);
}

TEST(MetricsList, HasALineForEachMetric) {
  const auto all =
      document(counter("app.hits", "1234567", R"({"kind":"x"})") + "," + wait("[1,1,1,0]", 3));
  const auto text = list_text(all);
  EXPECT_THAT(text, ContainsRegex("app.hits +counter +.event. +1 +kind +1,234,567 +2\n"));
  EXPECT_THAT(text, ContainsRegex("app.wait +histogram +s +1 +3 +-\n"));
  const auto json = nlohmann::json::parse(list_json(all));
  EXPECT_EQ(json["metrics"][0]["rate"], 2);
  EXPECT_EQ(json["metrics"][1]["rate"], nullptr);
}

TEST(MetricsList, AnUnknownNameIsToldWithThoseThatComeNear) {
  const auto all = document(counter("app.hits", "1") + "," + counter("app.cache.hits", "1"));
  EXPECT_EQ(unknown_metric(all, "app.hit"), "here has no metric app.hit; did you mean app.hits?");
  EXPECT_THAT(unknown_metric(all, "hits"), HasSubstr("app.hits or app.cache.hits?"));
  EXPECT_THAT(unknown_metric(all, "zzzzzzzzzzzz"), HasSubstr("engram metrics list shows all"));
}

TEST(MetricsDescribe, DrawsTheBucketsInUse) {
  const auto text = describe_text(document(wait("[0,20,10,0]", 30)).metrics[0]);
  EXPECT_THAT(text,
              HasSubstr("app.wait\n  Waited.\n  histogram in s, 1 series\n\nall\n  count 30"));
  EXPECT_THAT(text, HasSubstr("to 2.00 ms     20  ########################################\n"));
  EXPECT_THAT(text, HasSubstr("to 4.00 ms     10  ####################\n"));
  EXPECT_THAT(text, Not(HasSubstr("to 1.00 ms")));
  EXPECT_THAT(describe_text(document(wait("[0,0,0,0]", 0)).metrics[0]),
              HasSubstr("nothing recorded"));
}

TEST(MetricsDescribe, ShowsTheWindowsThatThereAre) {
  const auto text = describe_text(document(counter("a.b", "7")).metrics[0]);
  EXPECT_THAT(text, ContainsRegex("last +count +a second\n +1s +5 +5\n +10s +20 +2\n"));
  EXPECT_THAT(text, Not(HasSubstr("5m")));
}

TEST(MetricsWatch, SaysWhatHappenedBetweenTwoReadings) {
  const auto before = document(wait("[10,0,0,0]", 10));
  const auto now = document(wait("[10,0,40,0]", 50));
  const auto step = watch_step(&before.metrics[0], now.metrics[0], now.time, 2);
  EXPECT_EQ(step.time, "02:14:00");
  EXPECT_EQ(step.value, 50);
  EXPECT_EQ(step.rate, 20);
  EXPECT_DOUBLE_EQ(step.p50, .003) << "of the 40 alone";
  EXPECT_THAT(watch_line(now.metrics[0], step), ContainsRegex("02:14:00 +50 +20 +3.00 ms"));
}

TEST(MetricsWatch, TheFirstReadingHasNoRate) {
  const auto now = document(counter("a.b", "7"));
  const auto step = watch_step(nullptr, now.metrics[0], now.time, 1);
  EXPECT_TRUE(std::isnan(step.rate));
  EXPECT_EQ(nlohmann::json::parse(watch_json(now.metrics[0], step))["rate"], nullptr);
}

TEST(MetricsWatch, AProcessThatBeganAnewHasNoRate) {
  const auto before = document(counter("a.b", "700"));
  const auto now = document(counter("a.b", "7"));
  EXPECT_TRUE(std::isnan(watch_step(&before.metrics[0], now.metrics[0], now.time, 1).rate));
}

TEST(MetricsDiff, IsSortedByRelativeChange) {
  const auto a = document(counter("a.little", "100") + "," + counter("a.same", "5") + "," +
                          counter("a.much", "10") + "," + counter("a.gone", "1"));
  const auto b = document(counter("a.little", "101") + "," + counter("a.same", "5") + "," +
                          counter("a.much", "30"));
  const auto changes = changes_between(a, b);
  ASSERT_EQ(changes.size(), 3U);
  EXPECT_EQ(changes[0].metric, "a.gone");
  EXPECT_EQ(changes[1].metric, "a.much");
  EXPECT_EQ(changes[2].metric, "a.little");
  const auto text = diff_text(a, b, changes);
  EXPECT_THAT(text, ContainsRegex("a.gone +1 +- +gone\n"));
  EXPECT_THAT(text, ContainsRegex("a.much +10 +30 +.200.0 %\n"));
  EXPECT_THAT(text, ContainsRegex("a.little +100 +101 +.1.0 %\n"));
  EXPECT_EQ(nlohmann::json::parse(diff_json(a, b, changes))["changes"][0]["after"], nullptr);
}

TEST(MetricsDiff, SeriesAreMatchedByTheirLabelsInAnyOrder) {
  const auto a = document(counter("a.b", "1", R"({"x":"1","y":"2"})"));
  const auto b = document(counter("a.b", "1", R"({"y":"2","x":"1"})"));
  EXPECT_THAT(changes_between(a, b), IsEmpty());
  EXPECT_THAT(diff_text(a, b, {}), HasSubstr("nothing changed"));
}

TEST(MetricsDiff, AHistogramShowsItsQuantilesOfBoth) {
  const auto a = document(wait("[10,0,0,0]", 10));
  const auto b = document(wait("[10,0,0,90]", 100));
  const auto changes = changes_between(a, b);
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_LT(changes[0].p50_before, .001);
  EXPECT_GT(changes[0].p50_after, .004);
  EXPECT_THAT(diff_text(a, b, changes), ContainsRegex("750 us > [0-9.]+ ms"));
}

}  // namespace
}  // namespace engram::tool
