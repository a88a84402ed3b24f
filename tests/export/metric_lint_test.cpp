// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/readings.hpp"

#include <engram/cognitive/catalogue.hpp>
#include <engram/collect/registry.hpp>
#include <engram/export/metric_lint.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

namespace {

using engram::lint_finding;
using engram::lint_metrics;
using engram::metric_facts;
using engram::metric_kind;
using engram::severity;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// One without fault; the tests spoil it.
metric_facts good(metric_kind kind = metric_kind::counter) {
  return {.name = "app.requests", .help = "Requests answered.", .unit = "{request}", .kind = kind};
}

std::vector<std::string> ids(const std::vector<lint_finding>& findings) {
  std::vector<std::string> all;
  for (const auto& each : findings) all.emplace_back(each.id);
  return all;
}

std::vector<std::string> ids_of(const metric_facts& metric) {
  return ids(lint_metrics(std::span(&metric, 1)));
}

lint_finding only_finding(const metric_facts& metric) {
  const auto all = lint_metrics(std::span(&metric, 1));
  EXPECT_EQ(all.size(), 1U);
  return all.empty() ? lint_finding{} : all.front();
}

template <class Spoil>
metric_facts spoilt(Spoil spoil, metric_kind kind = metric_kind::counter) {
  auto metric = good(kind);
  spoil(metric);
  return metric;
}

TEST(MetricLint, FindsNothingWhereNothingIsWrong) {
  for (const auto kind : {metric_kind::counter, metric_kind::up_down_counter, metric_kind::gauge,
                          metric_kind::histogram}) {
    EXPECT_THAT(ids_of(good(kind)), IsEmpty());
  }
  EXPECT_THAT(ids(lint_metrics(std::vector<metric_facts>{})), IsEmpty());
}

TEST(MetricLint, AFindingSaysWhatIsWrongAndWhatWouldBeRight) {
  const auto found = only_finding(spoilt([](auto& m) { m.help = ""; }));
  EXPECT_EQ(found.id, "help-missing");
  EXPECT_EQ(found.severity, severity::warning);
  EXPECT_EQ(found.metric, "app.requests");
  EXPECT_EQ(found.wrong, "it has no help text");
  EXPECT_EQ(found.right, "one sentence that says what is counted or measured");
}

TEST(MetricLint, HelpThatRepeatsTheNameSaysNothing) {
  for (const auto* help : {"App requests.", "app.requests.", "Requests."}) {
    EXPECT_THAT(ids_of(spoilt([&](auto& m) { m.help = help; })), ElementsAre("help-repeats-name"))
        << help;
  }
  EXPECT_THAT(ids_of(spoilt([](auto& m) { m.help = "Requests refused."; })), IsEmpty());
}

TEST(MetricLint, HelpIsASentence) {
  EXPECT_THAT(ids_of(spoilt([](auto& m) { m.help = "Requests answered"; })),
              ElementsAre("help-full-stop"));
}

TEST(MetricLint, NamesAreDottedLowerCase) {
  for (const auto* name : {"requests", "app.Requests", "app..requests"}) {
    EXPECT_THAT(ids_of(spoilt([&](auto& m) { m.name = name; })), Contains("name-form")) << name;
  }
}

TEST(MetricLint, NamesDoNotEndInWhatExportersAdd) {
  for (const auto* name : {"app.requests_total", "app.requests.count", "app.requests_bucket"}) {
    EXPECT_THAT(ids_of(spoilt([&](auto& m) { m.name = name; })), Contains("name-suffix")) << name;
  }
  EXPECT_THAT(ids_of(spoilt([](auto& m) { m.name = "app.totals"; })), IsEmpty());
}

TEST(MetricLint, NamesDoNotSayTheirUnit) {
  EXPECT_THAT(ids_of(spoilt([](auto& m) { m.name = "app.busy_seconds"; })),
              ElementsAre("name-unit"));
}

TEST(MetricLint, ACounterIsNotNamedAsALevel) {
  const auto depth = [](auto& m) { m.name = "app.queue.depth"; };
  EXPECT_THAT(ids_of(spoilt(depth)), ElementsAre("counter-like-gauge"));
  EXPECT_THAT(ids_of(spoilt(depth, metric_kind::gauge)), IsEmpty());
  EXPECT_THAT(ids_of(spoilt(depth, metric_kind::up_down_counter)), IsEmpty());
}

TEST(MetricLint, AHistogramNeedsAUnit) {
  const auto none = [](auto& m) { m.unit = ""; };
  EXPECT_THAT(ids_of(spoilt(none, metric_kind::histogram)), ElementsAre("histogram-unit-missing"));
  EXPECT_THAT(ids_of(spoilt(none)), IsEmpty());
}

TEST(MetricLint, UnitsAreUcumCodes) {
  EXPECT_THAT(ids_of(spoilt([](auto& m) { m.unit = "seconds"; })), ElementsAre("unit-unknown"));
  EXPECT_THAT(ids_of(spoilt([](auto& m) { m.unit = "By/s"; })), IsEmpty());
}

TEST(MetricLint, MultiplesGiveWayToTheirBaseUnit) {
  for (const auto& [unit, base] : {std::pair{"ms", "s"},
                                   {"us", "s"},
                                   {"min", "s"},
                                   {"KiBy", "By"},
                                   {"MBy", "By"},
                                   {"bit", "By"},
                                   {"Mbit", "By"},
                                   {"%", "1"},
                                   {"MBy/s", "By"}}) {
    const auto found = only_finding(spoilt([&](auto& m) { m.unit = unit; }));
    EXPECT_EQ(found.id, "unit-not-base") << unit;
    EXPECT_THAT(found.right, HasSubstr('"' + std::string(base) + '"')) << unit;
  }
  for (const auto* unit : {"s", "By", "1", "{bits}", "{ms}", "By/s", "{event}/s", "Cel", "K", "kg",
                           "Hz", "m", "Pa", "rad"}) {
    EXPECT_THAT(ids_of(spoilt([&](auto& m) { m.unit = unit; })), IsEmpty()) << unit;
  }
}

TEST(MetricLint, LabelKeysThatFormatsUseAreErrors) {
  for (const auto* key : {"le", "quantile", "__name__"}) {
    EXPECT_THAT(ids_of(spoilt([&](auto& m) { m.label_keys = {key}; })),
                ElementsAre("label-reserved"));
  }
  for (const auto* key : {"job", "instance"}) {
    EXPECT_THAT(ids_of(spoilt([&](auto& m) { m.label_keys = {key}; })),
                ElementsAre("label-of-the-scraper"));
  }
  EXPECT_THAT(ids_of(spoilt([](auto& m) { m.label_keys = {"kind", "outcome"}; })), IsEmpty());
}

TEST(MetricLint, AKeyStandsOnce) {
  EXPECT_THAT(ids_of(spoilt([](auto& m) { m.label_keys = {"kind", "to", "kind"}; })),
              ElementsAre("label-twice"));
}

TEST(MetricLint, TenThousandSeriesAreTheMost) {
  EXPECT_THAT(ids_of(spoilt([](auto& m) { m.series = 10'000; })), IsEmpty());
  EXPECT_THAT(ids_of(spoilt([](auto& m) { m.series = 10'001; })), ElementsAre("many-series"));
}

TEST(MetricLint, AFamilyWarnsAtFourFifthsAndFailsAtItsLimit) {
  const auto at = [](std::uint64_t used) {
    return ids_of(spoilt([used](auto& m) { m.sets = metric_facts::room{used, 100}; }));
  };
  EXPECT_THAT(at(79), IsEmpty());
  EXPECT_THAT(at(80), ElementsAre("family-nearly-full"));
  EXPECT_THAT(at(99), ElementsAre("family-nearly-full"));
  EXPECT_THAT(at(100), ElementsAre("family-full"));
  EXPECT_THAT(ids_of(spoilt([](auto& m) { m.overflowed = true; })), ElementsAre("family-full"));
}

TEST(MetricLint, NanIsAnError) {
  EXPECT_THAT(ids_of(spoilt([](auto& m) { m.nan = 1; }, metric_kind::histogram)),
              ElementsAre("nan-recorded"));
}

TEST(MetricLint, BoundsFitWhenValuesLieBetweenThem) {
  const auto with = [](std::uint64_t first, std::uint64_t last, std::uint64_t count) {
    auto metric = good(metric_kind::histogram);
    metric.fixed_buckets = true;
    metric.in_first = first;
    metric.in_last = last;
    metric.count = count;
    return ids_of(metric);
  };
  EXPECT_THAT(with(100, 0, 100), ElementsAre("bounds-do-not-fit"));
  EXPECT_THAT(with(0, 100, 100), ElementsAre("bounds-do-not-fit"));
  EXPECT_THAT(with(99, 0, 100), IsEmpty());
  EXPECT_THAT(with(50, 50, 100), IsEmpty()) << "on both sides, but not all on one";
  EXPECT_THAT(with(99, 0, 99), IsEmpty()) << "too few to say";
  EXPECT_THAT(with(0, 0, 0), IsEmpty());
}

TEST(MetricLint, NamesThatPrometheusCannotTellApartCollide) {
  auto one = good();
  auto other = good(metric_kind::gauge);
  one.name = "app.cache_hits";
  other.name = "app.cache.hits";
  one.unit = other.unit = "";
  EXPECT_THAT(ids(lint_metrics(std::vector{one, other})), ElementsAre("name-collision"));
  other.name = "app.cache.misses";
  EXPECT_THAT(ids(lint_metrics(std::vector{one, other})), IsEmpty());
}

TEST(MetricLint, ErrorsComeFirst) {
  auto careless = good();
  careless.help = "Requests answered";
  auto wrong = good();
  wrong.name = "app.other";
  wrong.help = "";
  wrong.unit = "seconds";
  EXPECT_THAT(ids(lint_metrics(std::vector{careless, wrong})),
              ElementsAre("unit-unknown", "help-missing", "help-full-stop"));
}

TEST(MetricFacts, ASnapshotGivesThem) {
  readings::store made;
  made.scalar("a.hits", metric_kind::counter, readings::by_kind_and_outcome, "{hit}");
  const auto& level = made.scalar("a.level", metric_kind::gauge, readings::by_kind, "1");
  made.set(level, 0, std::numeric_limits<double>::quiet_NaN());
  const auto& wait = made.histogram("a.wait", readings::by_kind, "s");
  for (int i = 0; i < 5; ++i) made.record(wait, 0, 0.01);
  made.record(wait, 1, 1e12);
  made.record(wait, 1, std::numeric_limits<double>::quiet_NaN());
  const auto facts = engram::facts_of(made.read());
  ASSERT_EQ(facts.size(), 3U);
  EXPECT_EQ(facts[0].name, "a.hits");
  EXPECT_EQ(facts[0].unit, "{hit}");
  EXPECT_THAT(facts[0].label_keys, ElementsAre("kind", "outcome"));
  EXPECT_EQ(facts[0].series, 4U);
  EXPECT_EQ(facts[1].nan, 1U);
  EXPECT_EQ(facts[2].count, 6U);
  EXPECT_EQ(facts[2].in_first, 5U);
  EXPECT_EQ(facts[2].in_last, 1U);
  EXPECT_EQ(facts[2].nan, 1U);
  EXPECT_TRUE(facts[2].fixed_buckets);
}

TEST(MetricFacts, AnExponentialHistogramHasNoBoundsToMiss) {
  using mapping = engram::exponential<>;
  readings::store made;
  const auto& wait = made.exponential<mapping>("a.wait", {}, "s");
  made.fill<mapping>(wait, 0, {1, 1, 1});
  const auto facts = engram::facts_of(made.read());
  EXPECT_EQ(facts[0].count, 3U);
  EXPECT_FALSE(facts[0].fixed_buckets);
}

TEST(MetricLint, TheCognitiveCatalogueIsWithoutFault) {
  auto all = engram::registry{};
  engram::cognitive::for_each_metric<engram::on>([&](const auto& metric) { all.declare(metric); });
  const auto reading = all.scrape();
  EXPECT_GE(reading.metrics().size(), 16U);
  // [own]
  for (const auto& each : lint_metrics(reading)) {
    ADD_FAILURE() << each.metric << ": " << each.id << ": " << each.wrong;
  }
  // [/own]
}

}  // namespace
