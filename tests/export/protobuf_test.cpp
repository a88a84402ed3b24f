// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/prometheus_buckets.hpp"
#include "export/readings.hpp"
#include "export/records.hpp"
#include "export/whole_page.hpp"

#include <engram/export/prometheus.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using engram::metric_kind;
using engram::prometheus_format;
using engram::detail::native_buckets;
using engram::detail::native_buckets_of;
using readings::store;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string page_of(const store& it, engram::prometheus_options options = {}) {
  options.format = prometheus_format::protobuf;
  return whole::page_of(it.read(), std::move(options));
}

// What the bytes say is checked by Google's decoder, in prometheus_golden_test.py.
TEST(PrometheusProtobuf, TheGoldenPageStillHolds) {
  records::expect_golden(whole::page(prometheus_format::protobuf),
                         ENGRAM_GOLDEN "/prometheus/page.protobuf");
}

TEST(PrometheusProtobuf, AnEmptySnapshotIsAnEmptyPage) { EXPECT_EQ(page_of(store{}), ""); }

TEST(PrometheusProtobuf, ACounterIsThatManyBytes) {
  store it;
  it.set(it.scalar("a.b", metric_kind::counter, {}, {}, "?"), 0, std::uint64_t{2});
  EXPECT_EQ(page_of(it), std::string("\x1d"  // 29 bytes follow
                                     "\x0a\x09"
                                     "a_b_total"  // name
                                     "\x12\x01"
                                     "?"                        // help
                                     "\x18\x00"                 // type: counter
                                     "\x22\x0b"                 // metric
                                     "\x1a\x09"                 // counter
                                     "\x09\0\0\0\0\0\0\0\x40",  // 2.0
                                     30));
}

TEST(PrometheusProtobuf, OfTwoMetricsWithOneNameTheSecondIsLeftOut) {
  store it;
  it.scalar("a.b_c", metric_kind::counter, {}, {}, "first");
  it.scalar("a.b.c", metric_kind::counter, {}, {}, "second");
  engram::prometheus_exposition exposition(
      {.format = prometheus_format::protobuf, .extra = [](engram::prometheus_page& extra) {
         extra.family({.name = "a.b.c", .help = "third", .kind = metric_kind::counter});
         extra.sample({}, std::uint64_t{1});
       }});
  const std::string page(exposition.render(it.read()));
  EXPECT_THAT(page, HasSubstr("first"));
  EXPECT_THAT(page, Not(HasSubstr("second")));
  EXPECT_THAT(page, Not(HasSubstr("third")));
  EXPECT_EQ(exposition.left_out(), 2U);
}

TEST(PrometheusProtobuf, AnExpositionFollowsNumbersAndMetricsAsTheyCome) {
  store it;
  engram::prometheus_exposition exposition({.format = prometheus_format::protobuf});
  const auto& first = it.scalar("a.first", metric_kind::counter, readings::by_kind);
  EXPECT_EQ(exposition.render(it.read()), page_of(it));
  it.set(first, 2, std::uint64_t{12});
  it.histogram("a.second", readings::by_kind_and_outcome);
  EXPECT_EQ(exposition.render(it.read()), page_of(it));
  EXPECT_THAT(std::string(exposition.render(it.read())), HasSubstr("out_of_range"));
  store other;
  other.scalar("b.other", metric_kind::counter);
  EXPECT_EQ(exposition.render(other.read()), page_of(other));
  EXPECT_EQ(exposition.render(engram::snapshot{}), "");
}

/// Spans as "offset:length".
std::vector<std::string> spans(const native_buckets& buckets) {
  std::vector<std::string> all;
  for (const auto& [offset, length] : buckets.spans) {
    all.push_back(std::to_string(offset) + ":" + std::to_string(length));
  }
  return all;
}

native_buckets made_of(std::int32_t offset, std::span<const std::uint64_t> counts, int scale = 3,
                       int schema = 3) {
  return native_buckets_of({.offset = offset, .counts = counts}, scale, schema);
}

TEST(NativeBuckets, AreOnePlaceUpAndDifferences) {
  const std::uint64_t counts[] = {5, 7, 3};
  const auto made = made_of(-1, counts);
  EXPECT_THAT(spans(made), ElementsAre("0:3"));
  EXPECT_THAT(made.deltas, ElementsAre(5, 2, -4));
}

TEST(NativeBuckets, LongGapsEndARunAndShortOnesDoNot) {
  const std::uint64_t counts[] = {0, 1, 0, 0, 2, 0, 0, 0, 4, 0};
  const auto made = made_of(10, counts);
  EXPECT_THAT(spans(made), ElementsAre("12:4", "3:1"));
  EXPECT_THAT(made.deltas, ElementsAre(1, -1, 0, 2, 2));
}

TEST(NativeBuckets, MergeByPowersOfTwoAlsoBelowZero) {
  const std::uint64_t counts[] = {1, 2, 4, 8, 16};  // indices -3 .. 1
  const auto by_two = made_of(-3, counts, 4, 3);    // -2: 1, -1: 2 + 4, 0: 8 + 16
  EXPECT_THAT(spans(by_two), ElementsAre("-1:3"));
  EXPECT_THAT(by_two.deltas, ElementsAre(1, 5, 18));
  const auto by_eight = made_of(-3, counts, 4, 1);  // -1: 1 + 2 + 4, 0: 8 + 16
  EXPECT_THAT(spans(by_eight), ElementsAre("0:2"));
  EXPECT_THAT(by_eight.deltas, ElementsAre(7, 17));
}

TEST(NativeBuckets, OfAScaleThatIsNoSchemaLieAtTheirUpperBounds) {
  const std::uint64_t counts[] = {1, 2};  // at scale -5: (2^-32, 1], (1, 2^32]
  const auto made = made_of(-1, counts, -5, -4);
  EXPECT_THAT(spans(made), ElementsAre("0:3"));  // at schema -4, 0: up to 1, 2: up to 2^32
  EXPECT_THAT(made.deltas, ElementsAre(1, -1, 2));
}

TEST(NativeBuckets, OfNothingAreNone) {
  const std::uint64_t counts[] = {0, 0, 0};
  EXPECT_THAT(made_of(4, counts).spans, IsEmpty());
  EXPECT_THAT(made_of(4, {}).deltas, IsEmpty());
}

}  // namespace
