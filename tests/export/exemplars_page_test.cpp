// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/exemplar_marks.hpp"
#include "export/readings.hpp"
#include "export/whole_page.hpp"

#include <engram/export/prometheus.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace {

using engram::exemplar;
using engram::prometheus_format;
using engram::detail::exemplar_marks;
using readings::store;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using time_point = std::chrono::system_clock::time_point;

constexpr time_point at(int thousandths) { return time_point(milliseconds(thousandths)); }

/// The exemplars of a page, each with the `le` of its line.
std::vector<std::string> exemplars(std::string_view page) {
  std::vector<std::string> all;
  for (const auto& line : whole::samples(page)) {
    const auto mark = line.find(" # ");
    if (mark == std::string::npos) continue;
    const auto bound = line.find("le=\"") + 4;
    all.push_back(line.substr(bound, line.find('"', bound) - bound) + line.substr(mark + 2));
  }
  return all;
}

class ExemplarsOnAPage : public testing::Test {
 protected:
  const engram::metric_entry& add(std::string_view name = "a.spread") {
    return whole::exemplary_histogram(it, name, whole::exemplary, whole::exemplary.exemplars);
  }
  std::vector<std::string> shown() { return exemplars(exposition.render(it.read())); }

  store it;
  time_point now = at(5'000);
  engram::prometheus_exposition exposition{
      {.format = prometheus_format::openmetrics, .clock = [this] { return now; }}};
};

TEST_F(ExemplarsOnAPage, StandBehindTheBucketsThatTheirValuesBelongTo) {
  const auto& spread = add();
  it.exemplify(spread, 0, {{0.1, 1}, {0.11, 2}, {0.9, 3}, {1e12, 4}});
  EXPECT_THAT(shown(), ElementsAre(R"(0.1 {operation="0000000000000001"} 0.1 4.997)",
                                   R"(0.25 {operation="0000000000000002"} 0.11 4.998)",
                                   R"(1.0 {operation="0000000000000003"} 0.9 4.999)",
                                   R"(+Inf {operation="0000000000000004"} 1e+12 5.000)"));
}

TEST_F(ExemplarsOnAPage, AreInOpenMetricsAlone) {
  it.exemplify(add(), 0, {{0.1, 1}});
  EXPECT_THAT(whole::page_of(it.read(), {}), Not(HasSubstr(" # ")));
  EXPECT_THAT(whole::page_of(it.read(), {}), HasSubstr("a_spread_seconds_count 0\n"));
}

TEST_F(ExemplarsOnAPage, KeepTheTimeAtWhichTheyWereFirstShown) {
  const auto& spread = add();
  it.exemplify(spread, 0, {{0.1, 1}, {0.2, 2}});
  const auto first = shown();
  now = at(9'000);
  EXPECT_EQ(shown(), first);
  it.exemplify(spread, 0, {{0.1, 1}, {0.2, 3}});
  EXPECT_THAT(shown(), ElementsAre(R"(0.1 {operation="0000000000000001"} 0.1 4.999)",
                                   R"(0.25 {operation="0000000000000003"} 0.2 9.000)"));
}

TEST_F(ExemplarsOnAPage, AreNeverOlderThanThePageBefore) {
  const auto& spread = add();
  it.exemplify(spread, 0, {});
  EXPECT_THAT(shown(), IsEmpty());
  now = at(5'001);
  it.exemplify(spread, 0, {{0.1, 1}, {0.2, 2}, {0.9, 3}, {7, 4}});
  EXPECT_THAT(shown(), ElementsAre(testing::EndsWith(" 5.000"), testing::EndsWith(" 5.000"),
                                   testing::EndsWith(" 5.000"), testing::EndsWith(" 5.001")));
}

TEST_F(ExemplarsOnAPage, WithoutAnOperationAreNone) {
  it.exemplify(add(), 0, {{0.1, 0}, {0.2, 0}});
  EXPECT_THAT(shown(), IsEmpty());
}

TEST_F(ExemplarsOnAPage, OfMetricsThatKeepNoneAreNone) {
  it.histogram("a.plain");
  it.exemplify(add("b.spread"), 0, {{0.1, 1}});
  EXPECT_EQ(shown().size(), 1U);
}

TEST(ExemplarMarks, OfSeveralInABucketTheLastSeenIsShown) {
  exemplar_marks marks;
  const exemplar before[] = {{1.5, 9}};
  const exemplar after[] = {{1.5, 9}, {1.25, 3}};
  marks.read(before, {.now = at(1'000)});
  marks.read(after, {.now = at(2'000), .before = at(1'000)});
  ASSERT_NE(marks.last_within(1, 2), nullptr);
  EXPECT_EQ(marks.last_within(1, 2)->what.operation, 3U);
  EXPECT_EQ(marks.last_within(1.25, 2)->what.operation, 9U);
  EXPECT_EQ(marks.last_within(2, 4), nullptr);
}

TEST(ExemplarMarks, LatestAreInTheOrderTheyWereSeen) {
  exemplar_marks marks;
  const exemplar before[] = {{1.5, 8}, {2.5, 9}};
  const exemplar after[] = {{1.5, 8}, {1.25, 3}, {2.5, 9}};
  marks.read(before, {.now = at(1'000)});
  marks.read(after, {.now = at(2'000), .before = at(1'000)});
  std::vector<std::uint64_t> operations;
  for (const auto& mark : marks.latest(2)) operations.push_back(mark.what.operation);
  EXPECT_THAT(operations, ElementsAre(9U, 3U));
}

TEST(ExemplarMarks, ValuesThatAreNotFiniteAreNone) {
  exemplar_marks marks;
  const exemplar odd[] = {{whole::infinity, 1}, {whole::nan_value, 2}};
  marks.read(odd, {.now = at(1'000)});
  EXPECT_TRUE(marks.latest(9).empty());
}

}  // namespace
