// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/family_snapshots.hpp"
#include "export/base64.hpp"
#include "export/readings.hpp"
#include "export/records.hpp"
#include "export/whole_page.hpp"

#include <engram/cognitive/catalogue.hpp>
#include <engram/collect/registry.hpp>
#include <engram/exponential.hpp>
#include <engram/export/metrics_json.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

namespace {

using namespace std::chrono_literals;
using engram::basic_counter;
using engram::basic_gauge;
using engram::basic_histogram;
using engram::basic_up_down_counter;
using engram::on;
using engram::registry;
using nlohmann::json;

enum class kind : std::uint8_t { semantic, associative };
consteval auto label_set(kind) { return engram::labels{"kind", {"semantic", "associative"}}; }
inline constexpr engram::bounds uppers{0.1, 0.25, 1, 2.5e10};
using distribution = basic_histogram<on, engram::explicit_bounds<uppers>>;

constexpr std::int64_t some_time = 1'795'572'840'123'456'789;  // 2026-11-25T02:14:00.123456789Z

json parsed(const registry& metrics, const engram::metrics_json_options& options = {}) {
  return json::parse(engram::metrics_json(metrics.scrape(), some_time, options));
}
/// The only series of the only metric.
json only_series(const registry& metrics) {
  const auto document = parsed(metrics);
  EXPECT_EQ(document["metrics"].size(), 1U);
  EXPECT_EQ(document["metrics"][0]["series"].size(), 1U);
  return document["metrics"][0]["series"][0];
}

/// A document with everything that a document can have.
std::string whole_document() {
  static constinit basic_counter<on> requests{{.name = "app.requests", .help = "Requests."}};
  static constinit basic_counter<on, kind> primings{
      {.name = "app.primings", .help = "By \"kind\".", .unit = "{event}"}};
  static constinit basic_up_down_counter<on> open{{.name = "app.open"}};
  static constinit basic_gauge<on, kind> levels{{.name = "app.levels", .unit = "1"}};
  static constinit basic_histogram<on, engram::explicit_bounds<uppers>, kind> durations{
      {.name = "app.durations", .help = "How long.", .unit = "s"}};
  static constinit basic_histogram<on, engram::exponential<160, 1, true>> errors{
      {.name = "app.errors", .help = "Signed."}};
  const registry metrics{requests, primings, open, levels, durations, errors};
  engram::window_reading reading;
  requests.add(UINT64_MAX - 12);
  levels.set(kind::semantic, 4);
  durations.record(kind::semantic, 0.05);
  reading.history.tick(metrics.scrape(), 100s);
  requests.add(10);
  primings.add(kind::associative, 4);
  primings.add(static_cast<kind>(7));
  open.add(-5);
  levels.set(kind::semantic, NAN);
  levels.set(kind::associative, -INFINITY);
  for (const double value : {0.1, 0.2, 0.2, 7.0, 1e11, double{NAN}}) {
    durations.record(kind::semantic, value);
  }
  for (const double value : {-1.5, 0.0, 0.0, 1.5, 6.0, 96.0}) errors.record(value);
  reading.now = metrics.scrape();
  reading.at = 102s;
  return metrics_json(reading, some_time,
                      {.resource = {{"service.name", "demo"}, {"service.instance.id", "7f3a"}}});
}

TEST(MetricsJson, TheGoldenDocumentStillHolds) {
  records::expect_golden(nlohmann::ordered_json::parse(whole_document()).dump(2) + "\n",
                         ENGRAM_GOLDEN "/metrics-json/v1.json");
}

TEST(MetricsJson, SaysWhatItIsAndWhereItComesFrom) {
  const auto document =
      json::parse(engram::metrics_json(engram::snapshot{}, some_time, {.resource = {{"a", "b"}}}));
  EXPECT_EQ(document["engram"], "metrics");
  EXPECT_EQ(document["version"], 1);
  EXPECT_EQ(document["time"], "2026-11-25T02:14:00.123456789Z");
  EXPECT_EQ(document["resource"], json({{"a", "b"}}));
  EXPECT_EQ(document["windows"], json::object());
  EXPECT_EQ(document["metrics"], json::array());
  EXPECT_FALSE(document.contains("rates"));
}

TEST(MetricsJson, IntegersThatReadersMightChangeAreStrings) {
  static constinit basic_counter<on> exact{{.name = "test.json.exact"}};
  static constinit basic_counter<on> beyond{{.name = "test.json.beyond"}};
  static constinit basic_up_down_counter<on> below{{.name = "test.json.below"}};
  const registry metrics{exact, beyond, below};
  exact.add((std::uint64_t{1} << 53) - 1);
  beyond.add(std::uint64_t{1} << 53);
  below.add(-(std::int64_t{1} << 53));
  const auto document = parsed(metrics);
  const auto value = [&](std::size_t i) { return document["metrics"][i]["series"][0]["value"]; };
  EXPECT_EQ(value(0), 9007199254740991);
  EXPECT_EQ(value(1), "9007199254740992");
  EXPECT_EQ(value(2), "-9007199254740992");
}

TEST(MetricsJson, RealsThatAreNoNumbersAreStrings) {
  static constinit basic_gauge<on> level{{.name = "test.json.level"}};
  const registry metrics{level};
  for (const auto& [value, text] :
       {std::pair{double{NAN}, "NaN"}, {double{INFINITY}, "Infinity"}, {-INFINITY, "-Infinity"}}) {
    level.set(value);
    EXPECT_EQ(only_series(metrics)["value"], text);
  }
  level.set(0.1);
  EXPECT_EQ(only_series(metrics)["value"], 0.1);
}

TEST(MetricsJson, SpareSeriesAppearOnlyWhenCounted) {
  static constinit basic_counter<on, kind> events{{.name = "test.json.spare"}};
  const registry metrics{events};
  EXPECT_EQ(parsed(metrics)["metrics"][0]["series"].size(), 2U);
  events.add(static_cast<kind>(9));
  const auto series = parsed(metrics)["metrics"][0]["series"];
  ASSERT_EQ(series.size(), 3U);
  EXPECT_EQ(series[2]["labels"], json({{"kind", "out_of_range"}}));
}

TEST(MetricsJson, AKeyThatAMetricHasTwiceGetsAnUnderscore) {
  // No instrument of ours compiles with two keys alike; a row made elsewhere may have them.
  static constexpr engram::label_dimension alike[] = {{"kind", readings::kinds},
                                                      {"kind", readings::outcomes}};
  readings::store it;
  it.scalar("test.json.twice", engram::metric_kind::counter, alike);
  const auto series =
      json::parse(engram::metrics_json(it.read(), some_time))["metrics"][0]["series"];
  EXPECT_EQ(series[0]["labels"], json({{"kind", "semantic"}, {"kind_", "hit"}}));
}

TEST(MetricsJson, LabelValuesOfAnyBytesCanBeHadBack) {
  const engram::testing::family_by_hand family(engram::metric_kind::counter);
  const auto document = json::parse(engram::metrics_json(
      family.read({{0, 0, "caf\xc3\xa9 \"x\"\n", 1}, {1, 0, std::string_view("\xff\x00", 2), 2}},
                  3),
      some_time));
  const auto& series = document["metrics"][0]["series"];
  ASSERT_EQ(series.size(), 3U);
  EXPECT_EQ(series[0]["labels"], json({{"tenant", "caf\xc3\xa9 \"x\"\n"}}));
  EXPECT_EQ(series[1]["labels"], json({{"tenant", {{"base64", "/wA="}}}}));
  EXPECT_EQ(series[2]["labels"], json({{"otel_metric_overflow", "true"}}));
  EXPECT_EQ(series[2]["value"], 3);
}

TEST(MetricsJson, AHistogramHasItsBoundsOnceAndCountsThatAreNotCumulative) {
  static constinit distribution sizes{{.name = "test.json.sizes"}};
  const registry metrics{sizes};
  for (const double value : {0.05, 0.2, 0.2, 1e11}) sizes.record(value);
  const auto document = parsed(metrics);
  const auto& metric = document["metrics"][0];
  EXPECT_EQ(metric["layout"], "bounds");
  EXPECT_EQ(metric["bounds"], json({0.1, 0.25, 1.0, 2.5e10}));
  const auto& series = metric["series"][0];
  EXPECT_EQ(series["buckets"], json({1, 2, 0, 0, 1}));
  EXPECT_EQ(series["count"], 4);
  EXPECT_EQ(series["min"], 0.05);
  EXPECT_EQ(series["max"], 1e11);
  EXPECT_FALSE(series.contains("nonfinite"));
}

TEST(MetricsJson, AnExponentialHistogramHasItsScaleAndTheBucketsInUse) {
  static constinit basic_histogram<on, engram::exponential<160, 0>> sizes{
      {.name = "test.json.exponential"}};
  const registry metrics{sizes};
  for (const double value : {0.0, 0.75, 3.0, 3.5, 16.0, -1.0}) sizes.record(value);
  const auto document = parsed(metrics);
  EXPECT_EQ(document["metrics"][0]["layout"], "exponential");
  EXPECT_FALSE(document["metrics"][0].contains("bounds"));
  const auto& series = document["metrics"][0]["series"][0];
  EXPECT_EQ(series["scale"], 0);
  EXPECT_EQ(series["zero_count"], 1);
  EXPECT_EQ(series["count"], 5);
  EXPECT_EQ(series["out_of_domain"], 1);
  // (0.5, 1], then (1, 2], (2, 4], (4, 8], (8, 16].
  EXPECT_EQ(series["positive"], json({{"offset", -1}, {"counts", {1, 0, 2, 0, 1}}}));
  EXPECT_EQ(series["negative"]["counts"], json::array());
}

TEST(MetricsJson, ExemplarsAreThoseThatThereAre) {
  readings::store it;
  const auto& sizes = whole::exemplary_histogram(it, "test.json.exemplars", whole::exemplary,
                                                 whole::exemplary.exemplars);
  const auto shown = [&] {
    return json::parse(engram::metrics_json(it.read(), some_time))["metrics"][0]["series"][0];
  };
  EXPECT_FALSE(shown().contains("exemplars"));
  it.exemplify(sizes, 0, {{0.05, 0x457}, {0, 0}, {0.5, 0xfedc'ba98'7654'3210}});
  EXPECT_EQ(shown()["exemplars"], json({{{"value", 0.05}, {"operation", "0000000000000457"}},
                                        {{"value", 0.5}, {"operation", "fedcba9876543210"}}}));
}

TEST(MetricsJson, AnEmptyHistogramHasNoLeastAndNoGreatest) {
  static constinit distribution sizes{{.name = "test.json.empty"}};
  const registry metrics{sizes};
  sizes.record(INFINITY);
  const auto series = only_series(metrics);
  EXPECT_EQ(series["count"], 0);
  EXPECT_TRUE(series["min"].is_null());
  EXPECT_TRUE(series["max"].is_null());
  EXPECT_EQ(series["nonfinite"]["positive_infinity"], 1);
}

TEST(MetricsJson, WindowsSayTheTimeTheyCoverAndWhatHappenedInIt) {
  static constinit basic_counter<on> hits{{.name = "test.json.windows"}};
  const registry metrics{hits};
  engram::window_reading reading;
  hits.add(100);
  for (int second = 0; second <= 20; ++second) {
    reading.history.tick(metrics.scrape(), std::chrono::seconds(second));
    hits.add(3);
  }
  reading.now = metrics.scrape();
  reading.at = 21s;
  const auto document = json::parse(engram::metrics_json(reading, some_time));
  EXPECT_EQ(document["windows"]["1s"]["seconds"], 1);
  EXPECT_EQ(document["windows"]["10s"]["seconds"], 10);
  EXPECT_EQ(document["windows"]["5m"]["seconds"], 21);
  const auto& series = document["metrics"][0]["series"][0];
  EXPECT_EQ(series["value"], 163);
  EXPECT_EQ(series["windows"]["1s"], json({{"count", 3}, {"rate", 3}}));
  EXPECT_EQ(series["windows"]["10s"], json({{"count", 30}, {"rate", 3}}));
  EXPECT_EQ(series["windows"]["1m"], json({{"count", 63}, {"rate", 3}}));
}

TEST(MetricsJson, WithTheCognitiveMetricsHasTheirRates) {
  registry metrics;
  engram::cognitive::for_each_metric<on>([&](const auto& metric) { metrics.declare(metric); });
  engram::window_reading reading;
  using recalled = engram::cognitive::drm_recall_kind;
  using counts = engram::cognitive::false_memory_metrics<on>;
  counts::trials.add(8);
  counts::recalls.add(recalled::critical_lure, 2);
  reading.history.tick(metrics.scrape(), 0s);
  counts::trials.add(2);
  counts::recalls.add(recalled::critical_lure, 2);
  reading.now = metrics.scrape();
  reading.at = 1s;
  const auto rates = json::parse(engram::metrics_json(reading, some_time))["rates"];
  EXPECT_EQ(rates["lure_rate"], 0.4);
  EXPECT_EQ(rates["veridical_rate"], 0);
  EXPECT_TRUE(rates["spacing_ratio"].is_null());
  EXPECT_EQ(rates["windows"]["1s"]["lure_rate"], 1);
}

TEST(MetricsJson, BytesThatAreNoTextAreBase64) {
  using engram::detail::base64;
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64(std::string_view("\xff\x00\xfe\xfb", 4)), "/wD++w==");
}

}  // namespace
