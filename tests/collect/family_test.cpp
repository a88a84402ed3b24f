// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/families.hpp>
#include <engram/collect/notice.hpp>
#include <engram/collect/registry.hpp>
#include <engram/engram.hpp>

#include <gmock/gmock.h>

#include <algorithm>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace engram::testing {
namespace {

enum class outcome : std::uint8_t { hit, miss };
consteval auto label_set(outcome) { return labels{"outcome", {"hit", "miss"}}; }

inline constinit counter_family<text, text, outcome> requests{
    {.name = "family.requests", .keys = {"tenant", "route"}, .cardinality_limit = 100}};
inline constinit counter_family<text> few{
    {.name = "family.few", .keys = {"word"}, .cardinality_limit = 10}};
inline constinit up_down_counter_family<text> open_files{
    {.name = "family.open_files", .keys = {"tenant"}}};
inline constinit histogram_family<log_linear<-3, 3>, text, outcome> times{
    {.name = "family.times", .keys = {"tenant"}, .cardinality_limit = 20}};
inline constinit histogram_family<exponential<>, text> sizes{
    {.name = "family.sizes", .keys = {"tenant"}, .cardinality_limit = 20}};
inline constinit counter_family<text> bytes{
    {.name = "family.any", .keys = {"value"}, .label_bytes = 16}};

family_figures figures_of(std::string_view name) {
  for (const auto& each : read_families()) {
    if (each.name == name) return each;
  }
  return {};
}

TEST(Family, CountsByStringsAndEnums) {
  const registry metrics(requests);
  requests.add("acme", "/recall", outcome::hit);
  requests.add("acme", "/recall", outcome::miss, 2);
  requests.add("zeta", "/recall", outcome::hit, 4);
  const auto now = metrics.scrape();
  EXPECT_EQ(now[requests]("acme", "/recall", outcome::hit), 1U);
  EXPECT_EQ(now[requests]("acme", "/recall", outcome::miss), 2U);
  EXPECT_EQ(now[requests]("zeta", "/recall", outcome::hit), 4U);
  EXPECT_EQ(now[requests]("zeta", "/", outcome::hit), 0U);
}

TEST(Family, ABoundLabelSetCountsWhereItsStringsDo) {
  const registry metrics(requests);
  const auto bound = requests.bind("bound", "/");
  bound.add(outcome::hit, 3);
  requests.add("bound", "/", outcome::hit);
  EXPECT_EQ(metrics.scrape()[requests]("bound", "/", outcome::hit), 4U);
}

TEST(Family, ValuesThatRunTogetherAreDifferent) {
  const registry metrics(requests);
  requests.add("ab", "c", outcome::hit);
  requests.add("a", "bc", outcome::hit, 2);
  const auto now = metrics.scrape();
  EXPECT_EQ(now[requests]("ab", "c", outcome::hit), 1U);
  EXPECT_EQ(now[requests]("a", "bc", outcome::hit), 2U);
}

TEST(Family, AValueMayHoldAnyBytesOrNone) {
  const registry metrics(bytes);
  const std::string zeroes("\0\0", 2);
  const std::string high("\xff\x80\n\"\\", 5);
  bytes.add("");
  bytes.add(zeroes, 2);
  bytes.add(std::string_view("\0", 1), 3);
  bytes.add(high, 4);
  const auto now = metrics.scrape();
  EXPECT_EQ(now[bytes](""), 1U);
  EXPECT_EQ(now[bytes](zeroes), 2U);
  EXPECT_EQ(now[bytes](std::string_view("\0", 1)), 3U);
  EXPECT_EQ(now[bytes](high), 4U);
}

TEST(Family, AValueOfEveryLengthIsItsOwn) {
  const registry metrics(bytes);
  for (std::size_t n = 1; n <= 16; ++n) bytes.add(std::string(n, 'x'), n);
  const auto now = metrics.scrape();
  for (std::size_t n = 1; n <= 16; ++n) EXPECT_EQ(now[bytes](std::string(n, 'x')), n);
}

TEST(Family, AValueLongerThanItsRoomGoesToTheOverflow) {
  const registry metrics(bytes);
  bytes.add(std::string(17, 'y'), 5);
  EXPECT_EQ(metrics.scrape()[bytes].overflow(), 5U);
  EXPECT_EQ(figures_of("family.any").too_long, 1U);
}

TEST(Family, HistogramsOfEveryMappingHaveStrings) {
  const registry metrics(times, sizes);
  times.record("acme", outcome::hit, 1.5);
  times.bind("acme").record(outcome::hit, 2.5);
  sizes.record("acme", 100);
  sizes.bind("acme").record(300);
  const auto now = metrics.scrape();
  EXPECT_EQ(now[times]("acme", outcome::hit).count(), 2U);
  EXPECT_EQ(now[times]("acme", outcome::hit).sum(), 4);
  EXPECT_EQ(now[times]("acme", outcome::miss).count(), 0U);
  EXPECT_EQ(now[sizes]("acme").count(), 2U);
  EXPECT_EQ(now[sizes]("acme").max(), 300);
  EXPECT_EQ(now[sizes]("zeta").count(), 0U);
}

TEST(Family, UpDownCountersGoDown) {
  const registry metrics(open_files);
  open_files.add("acme", 3);
  open_files.add("acme", -5);
  EXPECT_EQ(metrics.scrape()[open_files]("acme"), -2);
}

TEST(Family, BeyondTheLimitUpdatesGoToTheOverflowAndAreCounted) {
  const registry metrics(few);
  for (int i = 0; i < 1000; ++i) few.add("word" + std::to_string(i), 2);
  const auto late = few.bind("late");
  late.add(7);
  const auto now = metrics.scrape();
  std::uint64_t in_series = 0;
  for (int i = 0; i < 1000; ++i) in_series += now[few]("word" + std::to_string(i));
  EXPECT_EQ(in_series, 20U);
  EXPECT_EQ(now[few].overflow(), 990U * 2 + 7);
  const auto figures = figures_of("family.few");
  EXPECT_EQ(figures.live, 10U);
  EXPECT_EQ(figures.limit, 10U);
  EXPECT_EQ(figures.no_room, 991U);
}

TEST(Family, ThreadsThatMeetTheSameLabelSetsLoseNothing) {
  static constinit counter_family<text> met{
      {.name = "family.met", .keys = {"word"}, .cardinality_limit = 500}};
  const registry metrics(met);
  constexpr int threads = 4;
  constexpr int words = 700;  // some find no room
  std::vector<std::thread> all;
  for (int t = 0; t < threads; ++t) {
    all.emplace_back([] {
      for (int round = 0; round < 20; ++round) {
        for (int i = 0; i < words; ++i) met.add("word" + std::to_string(i));
      }
    });
  }
  for (auto& each : all) each.join();
  const auto now = metrics.scrape();
  std::uint64_t sum = now[met].overflow();
  for (int i = 0; i < words; ++i) {
    const auto count = now[met]("word" + std::to_string(i));
    EXPECT_TRUE(count == 0 || count == threads * 20U) << i << ": " << count;
    sum += count;
  }
  EXPECT_EQ(sum, std::uint64_t{threads} * 20 * words);
}

TEST(Family, NoticesComeOnceNearTheLimitAndOnceAtIt) {
  static constinit counter_family<text> watched{
      {.name = "family.watched", .keys = {"word"}, .cardinality_limit = 10}};
  const registry metrics(watched);
  std::vector<std::string> heard;
  notify_of_metrics([&](const notice& what) {
    if (what.text.find("family.watched") != std::string::npos) heard.push_back(what.text);
  });
  const auto add = [&](int from, int to) {
    for (int i = from; i < to; ++i) watched.add("word" + std::to_string(i));
    metrics.scrape();
  };
  add(0, 7);
  EXPECT_THAT(heard, ::testing::IsEmpty());
  add(7, 8);
  EXPECT_THAT(heard, ::testing::ElementsAre(::testing::HasSubstr("8 label sets, of at most 10")));
  add(8, 100);
  EXPECT_EQ(heard.size(), 2U);
  EXPECT_THAT(heard.back(), ::testing::HasSubstr("is at its cardinality limit of 10"));
  add(100, 200);
  EXPECT_EQ(heard.size(), 2U);
  notify_of_metrics({});
}

TEST(Family, AWalkShowsLabelSetsAndTheOverflowOnceItHasSomething) {
  static constinit counter_family<text, outcome> walked{
      {.name = "family.walked", .keys = {"word"}, .cardinality_limit = 1}};
  const registry metrics(walked);
  walked.add("one", outcome::miss, 3);
  const auto rows = [&] {
    std::vector<std::string> all;
    const auto now = metrics.scrape();
    now.each_series(*now.metrics()[0], [&](const series_reading& each) {
      if (each.spare) return;
      std::string row;
      for (const auto& [key, value] : each.labels) {
        row.append(key).append("=").append(value).append(" ");
      }
      all.push_back(row + std::to_string(each.cells[0]) + (each.overflow ? " overflow" : ""));
    });
    return all;
  };
  EXPECT_THAT(rows(), ::testing::ElementsAre("word=one outcome=hit 0", "word=one outcome=miss 3"));
  walked.add("two", outcome::hit, 4);
  EXPECT_THAT(rows(), ::testing::ElementsAre("word=one outcome=hit 0", "word=one outcome=miss 3",
                                             "otel_metric_overflow=true outcome=hit 4 overflow"));
}

}  // namespace
}  // namespace engram::testing
