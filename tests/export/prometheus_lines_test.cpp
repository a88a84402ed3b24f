// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/prometheus_lines.hpp"

#include "export/readings.hpp"
#include "export/whole_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace {

using engram::exemplar;
using engram::metric_kind;
using engram::prometheus_format;
using engram::series_label;
using engram::series_reading;
using engram::detail::line_style;
using engram::detail::names_of;
using engram::detail::raw_text;
using engram::detail::series_lines;
using testing::ElementsAre;
using testing::StartsWith;

constexpr std::string_view keys[] = {"tenant", "route"};
constexpr std::string_view odd_keys[] = {"le", "otel_metric_overflow"};

/// A metric with string labels, and the lines of its series.
class lines_of {
 public:
  lines_of(metric_kind kind, std::span<const std::string_view> texts,
           prometheus_format format = prometheus_format::text,
           const engram::bucket_layout* buckets = nullptr) {
    metric_.descriptor = {.name = "a.requests",
                          .help = {},
                          .unit = {},
                          .kind = kind,
                          .series = 9,
                          .stride = 1,
                          .dimensions = readings::by_kind,
                          .buckets = buckets,
                          .text_keys = texts};
    lines_.emplace(line_style{.format = format}, metric_, names_of("a.requests", "", kind));
  }
  std::vector<std::string> write(std::vector<series_label> labels, std::uint64_t value,
                                 std::uint32_t life = 0, bool overflow = false) {
    const std::uint64_t cells[] = {value};
    return write({.labels = labels, .cells = cells, .life = life, .overflow = overflow});
  }
  std::vector<std::string> write(const series_reading& series,
                                 std::span<const exemplar> exemplars = {}) {
    raw_text page;
    lines_->write(series, exemplars, {.now = whole::clock()}, page);
    return whole::samples(page.view());
  }

 private:
  engram::metric_entry metric_;
  std::optional<series_lines> lines_;
};

TEST(PrometheusLines, StringLabelsStandInFrontOfEnums) {
  lines_of it(metric_kind::counter, keys);
  EXPECT_THAT(it.write({{"tenant", "acme"}, {"route", "/a"}, {"kind", "semantic"}}, 3),
              ElementsAre(R"(a_requests_total{tenant="acme",route="/a",kind="semantic"} 3)"));
}

TEST(PrometheusLines, AnOverflowSeriesHasOneLabelForAllItsStrings) {
  lines_of it(metric_kind::counter, keys);
  EXPECT_THAT(it.write({engram::overflow_label, {"kind", "semantic"}}, 3, 0, true),
              ElementsAre(R"(a_requests_total{otel_metric_overflow="true",kind="semantic"} 3)"));
}

TEST(PrometheusLines, KeysThatFormatsUseThemselvesAreOthers) {
  lines_of it(metric_kind::gauge, odd_keys);
  const std::string one = R"(a_requests{le_="x",otel_metric_overflow_="true",kind="semantic"} 1)";
  EXPECT_THAT(it.write({{"le", "x"}, {"otel_metric_overflow", "true"}, {"kind", "semantic"}},
                       std::bit_cast<std::uint64_t>(1.0)),
              ElementsAre(one));
  EXPECT_THAT(it.write({engram::overflow_label, {"kind", "semantic"}},
                       std::bit_cast<std::uint64_t>(2.0), 1, true),
              ElementsAre(R"(a_requests{otel_metric_overflow="true",kind="semantic"} 2)"));
}

TEST(PrometheusLines, CellsThatPassToAnotherLabelSetGetItsText) {
  lines_of it(metric_kind::counter, keys);
  EXPECT_THAT(it.write({{"tenant", "old"}, {"route", "/"}, {"kind", "semantic"}}, 3, 2),
              ElementsAre(StartsWith(R"(a_requests_total{tenant="old")")));
  EXPECT_THAT(it.write({{"tenant", "new"}, {"route", "/"}, {"kind", "semantic"}}, 1, 4),
              ElementsAre(R"(a_requests_total{tenant="new",route="/",kind="semantic"} 1)"));
}

TEST(PrometheusLines, LabelValuesOfAnyBytesAreOneLineEachAndDiffer) {
  for (const auto format : {prometheus_format::text, prometheus_format::openmetrics}) {
    lines_of it(metric_kind::counter, keys, format);
    std::set<std::string> lines;
    std::uint32_t life = 0;
    for (int byte = 0; byte < 256; ++byte) {
      for (const std::string& route : {std::string(), std::string(1, static_cast<char>(byte)),
                                       std::string("\n"), std::string("\\"), std::string("\"}")}) {
        const std::string tenant{'x', static_cast<char>(byte)};
        const auto written =
            it.write({{"tenant", tenant}, {"route", route}, {"kind", "semantic"}}, 1, ++life);
        ASSERT_EQ(written.size(), 1U) << byte;
        lines.insert(written[0]);
      }
    }
    // Five of each byte, but that the second is the third of a line end, and the fourth of a `\\`.
    EXPECT_EQ(lines.size(), 256U * 5 - 2);
  }
}

TEST(PrometheusLines, ASpareSeriesIsLeftOutWhileItIsEmpty) {
  lines_of it(metric_kind::counter, keys);
  const std::uint64_t zero[] = {0};
  const std::vector<series_label> labels{{"tenant", "a"}, {"route", "b"}, {"kind", "out_of_range"}};
  EXPECT_TRUE(it.write({.labels = labels, .cells = zero, .spare = true}).empty());
  EXPECT_EQ(it.write(labels, 7).size(), 1U);
}

TEST(PrometheusLines, ExemplarsGoWithTheLabelSetThatHadThem) {
  lines_of it(metric_kind::histogram, keys, prometheus_format::openmetrics, &whole::exemplary);
  const std::vector<std::uint64_t> cells(16);
  const std::vector<series_label> labels{{"tenant", "a"}, {"route", "b"}, {"kind", "semantic"}};
  const exemplar mark[] = {{0.05, 7}};
  const series_reading series{.labels = labels, .cells = cells, .index = 3, .life = 2};
  EXPECT_EQ(it.write(series, mark)[0],
            R"(a_requests_bucket{tenant="a",route="b",kind="semantic",le="0.1"} 0)"
            R"( # {operation="0000000000000007"} 0.05 1700000000.123)");
  auto next = series;
  next.life = 4;
  EXPECT_EQ(it.write(next)[0],
            R"(a_requests_bucket{tenant="a",route="b",kind="semantic",le="0.1"} 0)");
}

}  // namespace
