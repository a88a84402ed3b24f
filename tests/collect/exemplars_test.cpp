// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/collector.hpp>
#include <engram/collect/registry.hpp>
#include <engram/operation.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <thread>
#include <vector>

namespace engram {
namespace {

enum class phase : std::uint8_t { encode, recall };
consteval auto label_set(phase) { return labels{"phase", {"encode", "recall"}}; }

inline constexpr bounds few{-1, 1, 10, 100};
using few_bounds = with_exemplars<explicit_bounds<few>>;
constinit const basic_operation_kind<on> asked{{.name = "test.exemplars.asked"}};

const metric_entry& entry_of(const snapshot& from, std::string_view name) {
  for (const auto* each : from.metrics()) {
    if (each->descriptor.name == name) return *each;
  }
  throw std::out_of_range("no such metric");
}

/// The id of the calling thread's innermost operation.
std::uint64_t current_operation() { return detail::this_thread<std_sync>().self->operation; }

/// A collector, so that operations are on.
class Exemplars : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(drain_.start()); }
  void TearDown() override { drain_.stop(); }

 private:
  collector drain_{{.ring_slots = 1 << 10}};
};

TEST_F(Exemplars, AreTheLastOfTheirBucketWithTheirOperation) {
  static constinit basic_histogram<on, few_bounds> sizes{{.name = "test.exemplars.basic"}};
  const registry metrics{sizes};
  std::vector<std::uint64_t> ids;
  for (double value : {0.5, 0.25, -7.0, 5000.0}) {
    const basic_operation<on> op{asked, {}};
    sizes.record(value);
    ids.push_back(current_operation());
  }
  sizes.record(50);  // in no operation
  const auto now = metrics.scrape();
  const auto all = now.exemplars(entry_of(now, "test.exemplars.basic"), 0);
  ASSERT_EQ(all.size(), 5U);
  EXPECT_EQ(all[0], (exemplar{-7, ids[2]}));
  EXPECT_EQ(all[1], (exemplar{.25, ids[1]}));
  EXPECT_EQ(all[2].operation, 0U);
  EXPECT_EQ(all[3].operation, 0U);
  EXPECT_EQ(all[4], (exemplar{5000, ids[3]}));
  EXPECT_EQ(now[sizes]().count(), 5U);
  EXPECT_EQ(now[sizes]().sum(), 5043.75);
}

TEST_F(Exemplars, AreNoneWhereTheMetricKeepsNoneOrNothingWasInAnOperation) {
  static constinit basic_histogram<on, explicit_bounds<few>> plain{
      {.name = "test.exemplars.plain"}};
  static constinit basic_histogram<on, few_bounds> alone{{.name = "test.exemplars.alone"}};
  const registry metrics{plain, alone};
  {
    const basic_operation<on> op{asked, {}};
    plain.record(1);
  }
  alone.record(1);
  const auto now = metrics.scrape();
  EXPECT_TRUE(now.exemplars(entry_of(now, "test.exemplars.plain"), 0).empty());
  EXPECT_TRUE(now.exemplars(entry_of(now, "test.exemplars.alone"), 0).empty());
}

TEST_F(Exemplars, BelongToTheInnermostOperation) {
  static constinit basic_histogram<on, few_bounds> sizes{{.name = "test.exemplars.nested"}};
  const registry metrics{sizes};
  const basic_operation<on> outer{asked, {}};
  const auto outer_id = current_operation();
  std::uint64_t inner_id = 0;
  {
    const basic_operation<on> inner{asked, {}};
    inner_id = current_operation();
    sizes.record(5);
  }
  sizes.record(50);
  const auto now = metrics.scrape();
  const auto all = now.exemplars(entry_of(now, "test.exemplars.nested"), 0);
  ASSERT_EQ(all.size(), 5U);
  EXPECT_EQ(all[2].operation, inner_id);
  EXPECT_EQ(all[3].operation, outer_id);
  EXPECT_NE(inner_id, outer_id);
}

TEST_F(Exemplars, OfThreadsAreTheGreatestOfTheirLast) {
  static constinit basic_histogram<on, few_bounds, phase> sizes{{.name = "test.exemplars.threads"}};
  const registry metrics{sizes};
  std::vector<std::uint64_t> ids(8);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    threads.emplace_back([&, i] {
      const basic_operation<on> op{asked, {}};
      sizes.record(phase::recall, 11.0 + static_cast<double>(i));
      ids[i] = current_operation();
    });
    threads.back().join();
  }
  const auto now = metrics.scrape();
  const auto& entry = entry_of(now, "test.exemplars.threads");
  EXPECT_TRUE(now.exemplars(entry, 0).empty());
  const auto all = now.exemplars(entry, 1);
  ASSERT_EQ(all.size(), 5U);
  // One after the other, threads take the same cells over.
  EXPECT_EQ(all[3], (exemplar{18, ids.back()}));
}

TEST_F(Exemplars, OfAnExponentialHistogramLieInTheirBuckets) {
  using mapping = with_exemplars<exponential<40, 8, true>>;
  static constinit basic_histogram<on, mapping> sizes{{.name = "test.exemplars.exponential"}};
  const registry metrics{sizes};
  std::mt19937_64 random(21);
  std::uniform_real_distribution<double> exponent(-15, 15);
  for (int i = 0; i < 3'000; ++i) {
    const basic_operation<on> op{asked, {}};
    const double size = std::exp2(exponent(random));
    sizes.record(random() % 3 == 0 ? -size : size);
  }
  const auto now = metrics.scrape();
  const auto read = now[sizes]();
  const auto all = now.exemplars(entry_of(now, "test.exemplars.exponential"), 0);
  ASSERT_EQ(all.size(), 80U);
  const auto expect_within = [&](const exponential_reading::window& side, std::size_t first) {
    std::size_t with = 0;
    for (std::size_t i = 0; i < side.counts.size(); ++i) {
      const auto& each = all[first + i];
      if (each.operation == 0) continue;
      ++with;
      EXPECT_NE(side.counts[i], 0U);
      const auto index = side.offset + static_cast<std::int32_t>(i);
      EXPECT_GT(std::abs(each.value), exponential_upper_bound(read.scale(), index - 1));
      EXPECT_LE(std::abs(each.value), exponential_upper_bound(read.scale(), index));
      EXPECT_EQ(each.value < 0, first != 0);
    }
    EXPECT_GE(with, side.counts.size() / 2);
  };
  expect_within(read.positive(), 0);
  expect_within(read.negative(), 40);
}

TEST_F(Exemplars, OfOutliersThatMoveTheWindowAreKept) {
  using mapping = with_exemplars<exponential<8>>;
  static constinit basic_histogram<on, mapping> sizes{{.name = "test.exemplars.outlier"}};
  const registry metrics{sizes};
  sizes.record(1);
  std::uint64_t id = 0;
  {
    const basic_operation<on> op{asked, {}};
    id = current_operation();
    sizes.record(1e6);
  }
  const auto now = metrics.scrape();
  const auto all = now.exemplars(entry_of(now, "test.exemplars.outlier"), 0);
  ASSERT_EQ(all.size(), 8U);
  const auto last = now[sizes]().positive().counts.size() - 1;
  EXPECT_EQ(all[last].operation, id);
  EXPECT_NEAR(all[last].value, 1e6, 1e6 / 32768);
}

TEST_F(Exemplars, BeyondTheRangeOfFloatsAreTheEndsOfTheirBuckets) {
  using mapping = with_exemplars<exponential<160, 0>>;
  static constinit basic_histogram<on, mapping> sizes{{.name = "test.exemplars.range"}};
  const registry metrics{sizes};
  const basic_operation<on> op{asked, {}};
  sizes.record(0x1.8p1000);
  const auto now = metrics.scrape();
  const auto all = now.exemplars(entry_of(now, "test.exemplars.range"), 0);
  ASSERT_EQ(all.size(), 160U);
  EXPECT_EQ(all[0].value, 0x1p1001);
}

TEST_F(Exemplars, NumbersThatAreInNoBucketLeaveNone) {
  static constinit basic_histogram<on, few_bounds> fixed{{.name = "test.exemplars.nan"}};
  static constinit basic_histogram<on, with_exemplars<exponential<>>> moving{
      {.name = "test.exemplars.zero"}};
  const registry metrics{fixed, moving};
  const basic_operation<on> op{asked, {}};
  for (double value :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    fixed.record(value);
    moving.record(value);
  }
  moving.record(0);
  moving.record(-1);
  const auto now = metrics.scrape();
  EXPECT_TRUE(now.exemplars(entry_of(now, "test.exemplars.nan"), 0).empty());
  EXPECT_TRUE(now.exemplars(entry_of(now, "test.exemplars.zero"), 0).empty());
}

TEST(ExemplarWord, HoldsSerialsOfFortyBitsAndFiveDigits) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 100'000; ++i) {
    const std::uint64_t id = random() | 1;
    const double value = std::ldexp(static_cast<double>(random() >> 11), -52);
    const auto word = detail::exemplar_word::of(id, value);
    ASSERT_EQ(detail::exemplar_word::operation(word, static_cast<std::uint32_t>(id >> 40)), id);
    ASSERT_LE(std::abs(double{detail::exemplar_word::value(word)} - value), value / 32'000);
  }
}

}  // namespace
}  // namespace engram
