// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/readings.hpp"
#include "export/records.hpp"
#include "export/whole_page.hpp"

#include <engram/collect/registry.hpp>
#include <engram/export/prometheus.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace {

using engram::metric_kind;
using engram::prometheus_text;
using readings::by_kind;
using readings::by_kind_and_outcome;
using readings::store;
using testing::HasSubstr;
using testing::Not;
using whole::infinity;
using whole::nan_value;
using whole::samples;

std::string whole_page() { return whole::page(engram::prometheus_format::text); }

TEST(Prometheus, TheGoldenPageStillHolds) {
  records::expect_golden(whole_page(), ENGRAM_GOLDEN "/prometheus/page.txt");
}

TEST(Prometheus, PromtoolFindsNothing) {
  const records::scratch folder;
  const auto file = folder / "page.txt";
  std::ofstream(file) << whole_page();
  const auto command = "promtool check metrics < " + file + " > " + file + ".out 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0) << records::contents(file + ".out");  // NOLINT
}

TEST(Prometheus, PromtoolWouldFindWhatIsWrong) {
  const records::scratch folder;
  const auto file = folder / "page.txt";
  std::ofstream(file) << whole_page() << "# TYPE engram_plain histogram\n";
  EXPECT_NE(std::system(("promtool check metrics < " + file + " > /dev/null 2>&1").c_str()),
            0);  // NOLINT
}

TEST(Prometheus, AnEmptySnapshotIsAnEmptyPage) {
  EXPECT_EQ(prometheus_text(engram::snapshot{}), "");
}

TEST(Prometheus, UnitsAndCountersGiveSuffixesOnce) {
  store it;
  it.scalar("a.time", metric_kind::counter, {}, "s");
  it.scalar("a.wait.seconds", metric_kind::gauge, {}, "s");
  it.scalar("a.size", metric_kind::up_down_counter, {}, "By");
  it.scalar("a.share", metric_kind::gauge, {}, "1");
  it.scalar("a.events", metric_kind::gauge, {}, "{event}");
  it.scalar("a.grand.total", metric_kind::counter);
  EXPECT_THAT(samples(prometheus_text(it.read())),
              testing::ElementsAre("a_time_seconds_total 0", "a_wait_seconds 0", "a_size_bytes 0",
                                   "a_share 0", "a_events 0", "a_grand_total 0"));
}

TEST(Prometheus, SpareSeriesAppearOnlyWhenCounted) {
  store it;
  const auto& metric = it.scalar("a.both", metric_kind::counter, by_kind_and_outcome);
  EXPECT_THAT(samples(prometheus_text(it.read())),
              testing::ElementsAre("a_both_total{kind=\"semantic\",outcome=\"hit\"} 0",
                                   "a_both_total{kind=\"semantic\",outcome=\"miss\"} 0",
                                   "a_both_total{kind=\"associative\",outcome=\"hit\"} 0",
                                   "a_both_total{kind=\"associative\",outcome=\"miss\"} 0"));
  it.set(metric, 8, std::uint64_t{2});
  EXPECT_EQ(samples(prometheus_text(it.read())).back(),
            "a_both_total{kind=\"out_of_range\",outcome=\"out_of_range\"} 2");
}

TEST(Prometheus, SpareSeriesOfHistogramsAppearWholeOrNotAtAll) {
  store it;
  const auto& metric = it.histogram("a.spread", by_kind);
  const auto& after = it.scalar("a.after", metric_kind::counter);
  it.set(after, 0, std::uint64_t{9});
  const auto without = prometheus_text(it.read());
  EXPECT_THAT(without, Not(HasSubstr("out_of_range")));
  EXPECT_EQ(samples(without).size(), 2 * 7U + 1);
  it.record(metric, 2, 0.2);
  const auto with = prometheus_text(it.read());
  EXPECT_EQ(samples(with).size(), 3 * 7U + 1);
  EXPECT_THAT(with, HasSubstr("a_spread_count{kind=\"out_of_range\"} 1\n"));
  EXPECT_EQ(samples(with).back(), "a_after_total 9");
}

TEST(Prometheus, BucketsAreInclusiveCumulativeAndEndAtTheCount) {
  store it;
  const auto& metric = it.histogram("a.spread");
  for (const double value : {-1.0, 0.1, 0.11, 0.25, 3.0, 1e12}) it.record(metric, 0, value);
  EXPECT_THAT(
      samples(prometheus_text(it.read())),
      testing::ElementsAre("a_spread_bucket{le=\"0.1\"} 2", "a_spread_bucket{le=\"0.25\"} 4",
                           "a_spread_bucket{le=\"1\"} 4", "a_spread_bucket{le=\"2.5e+10\"} 5",
                           "a_spread_bucket{le=\"+Inf\"} 6", "a_spread_sum 1000000000002.46",
                           "a_spread_count 6"));
}

TEST(Prometheus, NaNAndInfinitiesAreAFamilyOfTheirOwnOnceThereAreAny) {
  store it;
  const auto& metric = it.histogram("a.spread", by_kind, "s");
  EXPECT_THAT(prometheus_text(it.read()), Not(HasSubstr("nonfinite")));
  it.record(metric, 1, nan_value);
  it.record(metric, 1, -infinity);
  it.record(metric, 1, -infinity);
  const auto page = prometheus_text(it.read());
  EXPECT_THAT(page, HasSubstr("# TYPE a_spread_nonfinite_total counter\n"
                              "a_spread_nonfinite_total{kind=\"associative\",nonfinite=\"nan\"} 1\n"
                              "a_spread_nonfinite_total{kind=\"associative\",nonfinite=\"negative_"
                              "infinity\"} 2\n"));
  EXPECT_THAT(page, HasSubstr("a_spread_seconds_count{kind=\"associative\"} 0\n"));
}

TEST(Prometheus, NumbersAreShortestAndRoundTrip) {
  store it;
  const double values[] = {0.1, 1.0 / 3, 1e300, -0.0, 5e-324, infinity};
  const char* texts[] = {"0.1", "0.3333333333333333", "1e+300", "-0", "5e-324", "+Inf"};
  std::deque<std::string> names;
  for (std::size_t i = 0; i < 6; ++i) {
    const auto& name = names.emplace_back("a.gauge" + std::to_string(i));
    it.set(it.scalar(name, metric_kind::gauge), 0, values[i]);
  }
  const auto all = samples(prometheus_text(it.read()));
  for (std::size_t i = 0; i < 6; ++i)
    EXPECT_THAT(all[i], testing::EndsWith(std::string(" ") + texts[i]));
}

TEST(Prometheus, HelpMayHoldAnyByte) {
  for (int byte = 0; byte < 256; ++byte) {
    store it;
    const std::string help{'x', static_cast<char>(byte), 'y'};
    it.scalar("a.gauge", metric_kind::gauge, {}, {}, help);
    const auto page = prometheus_text(it.read());
    ASSERT_EQ(std::count(page.begin(), page.end(), '\n'), 3) << byte;
    ASSERT_EQ(page.substr(page.rfind('\n', page.size() - 2) + 1), "a_gauge 0\n");
  }
}

TEST(Prometheus, MetricsWithoutHelpAreCalledByTheirName) {
  store it;
  it.scalar("a.gauge", metric_kind::gauge, {}, {}, "");
  EXPECT_THAT(prometheus_text(it.read()), HasSubstr("# HELP a_gauge a.gauge\n"));
}

TEST(Prometheus, LabelKeysAreValidAndDiffer) {
  static constexpr engram::label_dimension odd[] = {{"le", readings::kinds},
                                                    {"kind", readings::kinds},
                                                    {"kind", readings::kinds},
                                                    {"1-x", readings::kinds}};
  store it;
  it.histogram("a.spread", odd);
  EXPECT_THAT(
      prometheus_text(it.read()),
      HasSubstr("a_spread_bucket{le_=\"semantic\",kind=\"semantic\",kind_=\"semantic\",_1_x="
                "\"semantic\",le=\"0.1\"} 0\n"));
}

TEST(Prometheus, OfTwoMetricsWithOneNameTheSecondIsLeftOutAndNamed) {
  store it;
  it.set(it.scalar("a.b_c", metric_kind::counter), 0, std::uint64_t{1});
  it.set(it.scalar("a.b.c", metric_kind::counter), 0, std::uint64_t{2});
  it.set(it.scalar("a.d", metric_kind::counter), 0, std::uint64_t{3});
  const auto page = prometheus_text(it.read(), {.extra = [](engram::prometheus_page& extra) {
                                      extra.family({.name = "a.d", .kind = metric_kind::counter});
                                      extra.sample({}, std::uint64_t{4});
                                    }});
  EXPECT_THAT(samples(page), testing::ElementsAre("a_b_c_total 1", "a_d_total 3"));
  EXPECT_THAT(page, HasSubstr("# a_b_c_total is there already: a.b.c is left out"));
}

TEST(Prometheus, AnExpositionFollowsNumbersAndMetricsAsTheyCome) {
  store it;
  engram::prometheus_exposition exposition;
  const auto& first = it.scalar("a.first", metric_kind::counter);
  EXPECT_EQ(samples(exposition.render(it.read())).back(), "a_first_total 0");
  it.set(first, 0, std::uint64_t{12});
  EXPECT_EQ(samples(exposition.render(it.read())).back(), "a_first_total 12");
  it.set(it.scalar("a.second", metric_kind::gauge), 0, 0.5);
  EXPECT_EQ(std::string(exposition.render(it.read())), prometheus_text(it.read()));
  store other;
  other.scalar("b.other", metric_kind::counter);
  EXPECT_EQ(std::string(exposition.render(other.read())), prometheus_text(other.read()));
  EXPECT_EQ(exposition.render(engram::snapshot{}), "");
}

inline constexpr engram::bounds real_bounds{0.5, 1};
inline constinit engram::counter<records::relation> real_counter{
    {.name = "real.counter", .help = "x"}};
inline constinit engram::gauge<> real_gauge{{.name = "real.gauge", .help = "x"}};
inline constinit engram::histogram<engram::explicit_bounds<real_bounds>> real_histogram{
    {.name = "real.histogram", .help = "x", .unit = "s"}};

TEST(Prometheus, RealMetricsComeThroughARealRegistry) {
  const engram::registry metrics(real_counter, real_gauge, real_histogram);
  real_counter.add(records::relation::associative, 3);
  real_gauge.set(2.5);
  real_histogram.record(0.5);
  EXPECT_THAT(
      samples(prometheus_text(metrics.scrape())),
      testing::ElementsAre("real_counter_total{kind=\"semantic\"} 0",
                           "real_counter_total{kind=\"associative\"} 3", "real_gauge 2.5",
                           "real_histogram_seconds_bucket{le=\"0.5\"} 1",
                           "real_histogram_seconds_bucket{le=\"1\"} 1",
                           "real_histogram_seconds_bucket{le=\"+Inf\"} 1",
                           "real_histogram_seconds_sum 0.5", "real_histogram_seconds_count 1"));
}

}  // namespace
