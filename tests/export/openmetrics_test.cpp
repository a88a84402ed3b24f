// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/readings.hpp"
#include "export/records.hpp"
#include "export/whole_page.hpp"

#include <engram/export/prometheus.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace {

using engram::metric_kind;
using engram::prometheus_format;
using readings::by_kind;
using readings::store;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using whole::samples;

std::string page_of(const store& it, engram::prometheus_options options = {}) {
  options.format = prometheus_format::openmetrics;
  return whole::page_of(it.read(), std::move(options));
}

TEST(OpenMetrics, TheGoldenPageStillHolds) {
  records::expect_golden(whole::page(prometheus_format::openmetrics),
                         ENGRAM_GOLDEN "/prometheus/page.openmetrics.txt");
}

TEST(OpenMetrics, AnEmptySnapshotIsAnEndAndNothingElse) { EXPECT_EQ(page_of(store{}), "# EOF\n"); }

TEST(OpenMetrics, ACountersFamilyIsCalledWithoutTotalAndItsSampleWith) {
  store it;
  it.scalar("a.events", metric_kind::counter);
  EXPECT_EQ(page_of(it),
            "# HELP a_events Some.\n# TYPE a_events counter\na_events_total 0\n# EOF\n");
}

TEST(OpenMetrics, UnitsAreNamedWhereTheyAreTheNamesSuffix) {
  store it;
  it.scalar("a.time", metric_kind::counter, {}, "s");
  it.scalar("a.size", metric_kind::gauge, {}, "By");
  it.scalar("a.share", metric_kind::gauge, {}, "1");
  const auto page = page_of(it);
  EXPECT_THAT(page, HasSubstr("# TYPE a_time_seconds counter\n# UNIT a_time_seconds seconds\n"
                              "a_time_seconds_total 0\n"));
  EXPECT_THAT(page, HasSubstr("# UNIT a_size_bytes bytes\n"));
  EXPECT_THAT(page, Not(HasSubstr("# UNIT a_share")));
}

TEST(OpenMetrics, BoundsAreCanonicalNumbers) {
  static constexpr engram::bounds odd{1e-10, 1e-05,  0.0001, 0.25,      1,   10,
                                      1e5,   123456, 1e6,    1234567.5, 2e10};
  using mapping = engram::explicit_bounds<odd>;
  store it;
  it.add({.name = "a.spread",
          .help = {},
          .unit = {},
          .kind = metric_kind::histogram,
          .series = 1,
          .stride = engram::detail::histogram_cells::stride(mapping::count),
          .dimensions = {},
          .buckets = &engram::layout_of<mapping>});
  std::vector<std::string> bounds;
  for (const auto& line : samples(page_of(it))) {
    const auto from = line.find("le=\"");
    if (from != std::string::npos)
      bounds.push_back(line.substr(from + 4, line.find("\"} ") - from - 4));
  }
  EXPECT_THAT(bounds, ElementsAre("1e-10", "1e-05", "0.0001", "0.25", "1.0", "10.0", "100000.0",
                                  "123456.0", "1e+06", "1.2345675e+06", "2e+10", "+Inf"));
}

TEST(OpenMetrics, ASumThatMayFallIsLeftOutWithItsCount) {
  store it;
  const auto& spread = it.histogram("a.spread", by_kind);
  const auto& after = it.scalar("b.after", metric_kind::counter);
  it.set(after, 0, std::uint64_t{5});
  it.record(spread, 0, 0.2);
  it.record(spread, 1, -1.0);
  it.record(spread, 1, 3.0);
  const auto page = page_of(it);
  EXPECT_THAT(page, HasSubstr("a_spread_sum{kind=\"semantic\"} 0.2\n"));
  EXPECT_THAT(page, HasSubstr("a_spread_count{kind=\"semantic\"} 1\n"));
  EXPECT_THAT(page, HasSubstr("a_spread_bucket{kind=\"associative\",le=\"+Inf\"} 2\n"));
  EXPECT_THAT(page, Not(HasSubstr("a_spread_sum{kind=\"associative\"}")));
  EXPECT_THAT(page, Not(HasSubstr("a_spread_count{kind=\"associative\"}")));
  EXPECT_THAT(page, HasSubstr("b_after_total 5\n"));
  EXPECT_THAT(whole::page_of(it.read(), {}), HasSubstr("a_spread_sum{kind=\"associative\"} 2\n"));
}

inline constexpr engram::bounds around_zero{-1, 0, 1};
using signed_mapping = engram::explicit_bounds<around_zero>;

TEST(OpenMetrics, AHistogramWithBoundsBelowZeroHasBucketsAlone) {
  store it;
  it.add({.name = "a.valence",
          .help = "Good or bad.",
          .unit = {},
          .kind = metric_kind::histogram,
          .series = 3,
          .stride = engram::detail::histogram_cells::stride(signed_mapping::count),
          .dimensions = by_kind,
          .buckets = &engram::layout_of<signed_mapping>});
  EXPECT_THAT(samples(page_of(it)),
              ElementsAre("a_valence_bucket{kind=\"semantic\",le=\"-1.0\"} 0",
                          "a_valence_bucket{kind=\"semantic\",le=\"0.0\"} 0",
                          "a_valence_bucket{kind=\"semantic\",le=\"1.0\"} 0",
                          "a_valence_bucket{kind=\"semantic\",le=\"+Inf\"} 0",
                          "a_valence_bucket{kind=\"associative\",le=\"-1.0\"} 0",
                          "a_valence_bucket{kind=\"associative\",le=\"0.0\"} 0",
                          "a_valence_bucket{kind=\"associative\",le=\"1.0\"} 0",
                          "a_valence_bucket{kind=\"associative\",le=\"+Inf\"} 0"));
}

TEST(OpenMetrics, CreatedLinesAreThereOnlyWhenWanted) {
  store it;
  it.scalar("a.events", metric_kind::counter);
  it.scalar("a.level", metric_kind::gauge);
  it.histogram("a.spread");
  EXPECT_THAT(page_of(it), Not(HasSubstr("_created")));
  const std::chrono::system_clock::time_point start{std::chrono::milliseconds(1'700'000'000'007)};
  const auto page = page_of(it, {.created = start});
  EXPECT_THAT(page, HasSubstr("a_events_created 1700000000.007\na_events_total 0\n"));
  EXPECT_THAT(page, HasSubstr("a_spread_created 1700000000.007\n"));
  EXPECT_THAT(page, Not(HasSubstr("a_level_created")));
  const auto text = whole::page_of(it.read(), {.created = start});
  EXPECT_THAT(text, Not(HasSubstr("_created"))) << "the text format knows no such thing";
}

TEST(OpenMetrics, FamiliesWhoseSamplesCouldBeMistakenAreLeftOutWithoutAComment) {
  store it;
  it.set(it.scalar("a.b", metric_kind::counter), 0, std::uint64_t{1});
  it.set(it.scalar("a.b.created", metric_kind::gauge), 0, 2.0);
  it.histogram("c.d");
  it.set(it.scalar("c.d.count", metric_kind::counter), 0, std::uint64_t{3});
  it.set(it.scalar("c.d.max", metric_kind::gauge), 0, 4.0);
  for (const auto format : {prometheus_format::openmetrics, prometheus_format::text}) {
    engram::prometheus_exposition exposition({.format = format});
    const std::string page(exposition.render(it.read()));
    EXPECT_THAT(samples(page), testing::Contains("a_b_total 1"));
    EXPECT_THAT(samples(page), testing::Contains("c_d_max 4"));
    EXPECT_THAT(samples(page), Not(testing::Contains("a_b_created 2")));
    EXPECT_THAT(page, Not(HasSubstr("c_d_count_total 3")));
    EXPECT_EQ(page.find("left out") != std::string::npos, format == prometheus_format::text);
    EXPECT_EQ(exposition.left_out(), 2U);
  }
}

TEST(OpenMetrics, QuotesInHelpAreEscaped) {
  store it;
  it.scalar("a.gauge", metric_kind::gauge, {}, {}, "a \"b\" \\ \n");
  EXPECT_THAT(page_of(it), HasSubstr("# HELP a_gauge a \\\"b\\\" \\\\ \\n\n"));
}

TEST(OpenMetrics, ExtraFamiliesStandBeforeTheEnd) {
  EXPECT_THAT(page_of(store{}, {.extra = whole::extra}),
              EndsWith("# HELP engram_collector_fill Fullest ring.\n"
                       "# TYPE engram_collector_fill gauge\nengram_collector_fill 0.1\n# EOF\n"));
}

}  // namespace
