// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/registry.hpp>
#include <engram/histogram.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <thread>
#include <vector>

namespace engram {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double smallest = std::numeric_limits<double>::denorm_min();
constexpr double largest = std::numeric_limits<double>::max();

enum class phase : std::uint8_t { encode, recall };
consteval auto label_set(phase) { return labels{"phase", {"encode", "recall"}}; }

TEST(ExponentialRecord, CountsSumsAndRemembersTheExtremes) {
  static constinit basic_histogram<on, exponential<>> sizes{{.name = "test.exponential.basic"}};
  const registry metrics{sizes};
  for (double value : {3.0, 1.0, 1.0, 4.0, 0.0, 2.5}) sizes.record(value);
  const auto now = metrics.scrape();
  const auto read = now[sizes]();
  EXPECT_EQ(read.count(), 6U);
  EXPECT_EQ(read.zero_count(), 1U);
  EXPECT_EQ(read.sum(), 11.5);
  EXPECT_EQ(read.min(), 0);
  EXPECT_EQ(read.max(), 4);
  EXPECT_EQ(read.scale(), 6);  // two octaves
  EXPECT_EQ(read.positive().offset, -1);
  EXPECT_EQ(read.positive().counts.size(), 129U);
  EXPECT_EQ(read.positive().counts.front(), 2U);
  EXPECT_TRUE(read.negative().counts.empty());
}

TEST(ExponentialRecord, WhatIsInNoBucketIsCountedApart) {
  static constinit basic_histogram<on, exponential<>> sizes{{.name = "test.exponential.odd"}};
  const registry metrics{sizes};
  for (double value : {2.0, infinity, infinity, -infinity, not_a_number, -1.0, -smallest, -largest,
                       -not_a_number}) {
    sizes.record(value);
  }
  const auto now = metrics.scrape();
  const auto read = now[sizes]();
  EXPECT_EQ(read.count(), 1U);
  EXPECT_EQ(read.sum(), 2);
  EXPECT_EQ(read.min(), 2);
  EXPECT_EQ(read.max(), 2);
  EXPECT_EQ(read.nan(), 2U);
  EXPECT_EQ(read.positive_infinity(), 2U);
  EXPECT_EQ(read.negative_infinity(), 1U);
  EXPECT_EQ(read.out_of_domain(), 3U);
}

TEST(ExponentialRecord, NegativeNumbersHaveBucketsWhereTheyAreWanted) {
  static constinit basic_histogram<on, exponential<20, 8, true>> sizes{
      {.name = "test.exponential.negative"}};
  const registry metrics{sizes};
  for (double value : {-1.0, -8.0, 0.0, -0.0, 2.0, -8.0}) sizes.record(value);
  const auto now = metrics.scrape();
  const auto read = now[sizes]();
  EXPECT_EQ(read.count(), 6U);
  EXPECT_EQ(read.zero_count(), 2U);
  EXPECT_EQ(read.sum(), -15);
  EXPECT_EQ(read.min(), -8);
  EXPECT_EQ(read.max(), 2);
  EXPECT_EQ(read.out_of_domain(), 0U);
  EXPECT_EQ(read.scale(),
            2);  // three octaves of negative numbers in 20 buckets, one scale for both
  EXPECT_EQ(read.negative().offset, -1);
  ASSERT_EQ(read.negative().counts.size(), 13U);
  EXPECT_EQ(read.negative().counts.back(), 2U);
  EXPECT_EQ(read.positive().offset, 3);
  EXPECT_EQ(read.positive().counts.size(), 1U);
}

TEST(ExponentialRecord, AnyFiniteNumberFits) {
  static constinit basic_histogram<on, exponential<4, 8, true>> sizes{
      {.name = "test.exponential.range"}};
  const registry metrics{sizes};
  for (double value : {1.0, smallest, largest, -smallest, -largest, 0.0}) sizes.record(value);
  const auto now = metrics.scrape();
  const auto read = now[sizes]();
  EXPECT_EQ(read.count(), 6U);
  EXPECT_EQ(read.scale(), -10);
  EXPECT_EQ(read.min(), -largest);
  EXPECT_EQ(read.max(), largest);
}

TEST(ExponentialRecord, ScalesStartAtTheGreatestThatIsAllowed) {
  static constinit basic_histogram<on, exponential<16, -3>> sizes{
      {.name = "test.exponential.coarse"}};
  const registry metrics{sizes};
  for (double value : {1.0, 256.0, 257.0}) sizes.record(value);
  const auto now = metrics.scrape();
  const auto read = now[sizes]();
  EXPECT_EQ(read.scale(), -3);
  EXPECT_EQ(read.positive().offset, -1);
  EXPECT_EQ(std::vector(read.positive().counts.begin(), read.positive().counts.end()),
            (std::vector<std::uint64_t>{1, 1, 1}));
}

TEST(ExponentialRecord, KeepsSeriesApart) {
  static constinit basic_histogram<on, exponential<>, phase> sizes{
      {.name = "test.exponential.series"}};
  const registry metrics{sizes};
  sizes.record(phase::encode, 0.5);
  sizes.record(phase::recall, 2.0);
  sizes.record(phase::recall, 3e9);
  sizes.record(static_cast<phase>(9), 7.0);
  const auto now = metrics.scrape();
  EXPECT_EQ(now[sizes](phase::encode).sum(), 0.5);
  EXPECT_EQ(now[sizes](phase::encode).scale(), 8);
  EXPECT_EQ(now[sizes](phase::recall).count(), 2U);
  EXPECT_EQ(now[sizes](phase::recall).scale(), 2);
  EXPECT_EQ(now[sizes](static_cast<phase>(200)).sum(), 7.0);
}

TEST(ExponentialRecord, WarmingRecordsNothing) {
  static constinit basic_histogram<on, exponential<>, phase> sizes{
      {.name = "test.exponential.warm"}};
  sizes.warm(phase::encode);
  const registry metrics{sizes};
  sizes.record(phase::encode, 3);
  sizes.warm(phase::encode);
  sizes.warm(phase::recall);
  const auto now = metrics.scrape();
  EXPECT_EQ(now[sizes](phase::encode).count(), 1U);
  EXPECT_EQ(now[sizes](phase::recall).count(), 0U);
  EXPECT_TRUE(std::isnan(now[sizes](phase::recall).max()));
}

/// What a reading must say of values, reckoned from all of them at once.
struct expected_reading {
  int scale = 8;
  std::int32_t offset = 0;
  std::vector<std::uint64_t> counts;

  expected_reading(const std::vector<double>& values, std::uint32_t buckets) {
    const auto index = [&](double value) {
      return detail::exponential_index_of_any(std::bit_cast<std::uint64_t>(value)) >> (8 - scale);
    };
    const auto [low, high] = std::ranges::minmax(values);
    while (index(high) - index(low) >= static_cast<std::int32_t>(buckets)) --scale;
    offset = index(low);
    counts.resize(static_cast<std::size_t>(index(high) - offset) + 1);
    for (double value : values) ++counts[static_cast<std::size_t>(index(value) - offset)];
  }
  void expect(const exponential_reading& read) const {
    EXPECT_EQ(read.scale(), scale);
    EXPECT_EQ(read.positive().offset, offset);
    EXPECT_TRUE(std::ranges::equal(read.positive().counts, counts));
  }
};

std::vector<double> spread_values(std::mt19937_64& random, double octaves, std::size_t n) {
  std::uniform_real_distribution<double> exponent(-octaves / 2, octaves / 2);
  std::vector<double> values(n);
  for (auto& each : values) each = std::exp2(exponent(random));
  return values;
}

TEST(ExponentialRecord, AnyOrderGivesWhatTheWholeGives) {
  std::mt19937_64 random(41);
  for (double octaves : {0.1, 1.0, 3.0, 20.0, 200.0, 2000.0}) {
    auto values = spread_values(random, octaves, 400);
    for (int order = 0; order < 20; ++order) {
      std::ranges::shuffle(values, random);
      if (order == 0) std::ranges::sort(values);
      if (order == 1) std::ranges::reverse(values);
      constexpr auto layout = detail::exponential_cells_of<exponential<24>>;
      std::vector<detail::cell<std_sync>> cells(layout.stride());
      for (double value : values) {
        detail::record_exponential<std_sync, exponential<24>>(cells.data(), value);
      }
      const detail::exponential_window window(cells[detail::exponential_cells::window].load());
      EXPECT_LE(window.flips, 19U * 6U);  // 19 scales, log2(24) + 1 moves at each
      std::vector<std::uint64_t> copy(layout.stride());
      for (std::uint32_t i = 0; i < layout.count; ++i) {
        copy[8 + i] = cells[layout.buffer(window.flips) + i].load();
      }
      copy[detail::exponential_cells::window] = window.word();
      expected_reading(values, 24).expect(exponential_reading(layout_of<exponential<24>>, copy));
    }
  }
}

/// Records what lies just outside the window, on the side that is nearer, until nothing does.
template <std::uint32_t Buckets>
std::uint32_t flips_of_the_worst_life() {
  using mapping = exponential<Buckets>;
  std::vector<detail::cell<std_sync>> cells(detail::stride_of<mapping>);
  detail::exponential_window window;
  for (double value = 1; std::isfinite(value) && value > 0;) {
    detail::record_exponential<std_sync, mapping>(cells.data(), value);
    window = detail::exponential_window(cells[detail::exponential_cells::window].load());
    const int scale = 8 - static_cast<int>(window.shift);
    const auto size = static_cast<std::int32_t>(Buckets);
    value = exponential_upper_bound(scale, std::int64_t{window.base[0]} + size);
    const double below = exponential_upper_bound(scale, std::int64_t{window.base[0]} - 1);
    if (window.flips % 2 == 0 || !std::isfinite(value)) value = below;
  }
  return window.flips;
}

TEST(ExponentialRecord, WindowsMoveNoMoreThanTheLogarithmOfTheirSizeAtEachScale) {
  EXPECT_LE(flips_of_the_worst_life<4>(), 19U * 3);
  EXPECT_LE(flips_of_the_worst_life<160>(), 19U * 9);
  EXPECT_LE(flips_of_the_worst_life<16'384>(), 19U * 15);
  EXPECT_GT(flips_of_the_worst_life<160>(), 19U);
}

TEST(ExponentialRecord, CompiledOutReadsAsNothing) {
  constexpr basic_histogram<off, exponential<>, phase> sizes{{.name = "test.exponential.off"}};
  const registry metrics{sizes};
  sizes.record(phase::recall, 1);
  const auto now = metrics.scrape();
  EXPECT_EQ(now[sizes](phase::recall).count(), 0U);
  EXPECT_EQ(now[sizes](phase::recall).scale(), 8);
}

TEST(ExponentialRecord, TheIdleBufferIsZeroAfterEachRecord) {
  constexpr auto layout = detail::exponential_cells_of<exponential<8>>;
  std::vector<detail::cell<std_sync>> cells(layout.stride());
  std::mt19937_64 random(2);
  for (double value : spread_values(random, 60, 200)) {
    detail::record_exponential<std_sync, exponential<8>>(cells.data(), value);
    const detail::exponential_window window(cells[detail::exponential_cells::window].load());
    for (std::uint32_t i = 0; i < layout.buffer_size(); ++i) {
      ASSERT_EQ(cells[layout.buffer(window.flips + 1) + i].load(), 0U);
    }
  }
}

TEST(ExponentialRecord, ThreadsGiveWhatOneThreadGives) {
  static constinit basic_histogram<on, exponential<40>> sizes{{.name = "test.exponential.threads"}};
  const registry metrics{sizes};
  std::mt19937_64 random(13);
  const auto values = spread_values(random, 30, 6'000);
  std::vector<std::thread> threads;
  for (std::size_t n = 0; n < 6; ++n) {
    threads.emplace_back([&, n] {
      for (std::size_t i = n; i < values.size(); i += 6) sizes.record(values[i]);
    });
  }
  for (auto& each : threads) each.join();
  const auto now = metrics.scrape();
  const auto read = now[sizes]();
  expected_reading(values, 40).expect(read);
  EXPECT_EQ(read.min(), std::ranges::min(values));
  EXPECT_EQ(read.max(), std::ranges::max(values));
}

TEST(ExponentialRecord, AScrapeMeanwhileLosesNothingAndDoublesNothing) {
  static constinit basic_histogram<on, exponential<8>, phase> sizes{
      {.name = "test.exponential.meanwhile"}};
  const registry metrics{sizes};
  constexpr std::uint64_t total = 40'000;
  std_sync::atomic<std::uint64_t> begun{0};
  std_sync::atomic<std::uint64_t> done{0};
  std::thread writer([&] {
    double value = 1;
    for (std::uint64_t i = 0; i < total; ++i) {
      begun.store(i + 1);
      sizes.record(phase::encode, value);
      done.store(i + 1);
      value = value > 1e100 ? 1e-100 : value * 1.01;
    }
  });
  while (done.load() < total) {
    const auto least = done.load();
    const auto now = metrics.scrape();
    const auto count = now[sizes](phase::encode).count();
    ASSERT_GE(count, least);
    ASSERT_LE(count, begun.load());
  }
  writer.join();
  const auto now = metrics.scrape();
  EXPECT_EQ(now[sizes](phase::encode).count(), total);
}

/// Records from a destructor that runs after the thread gave its shard back.
struct farewell {
  const basic_histogram<on, exponential<8>>* to = nullptr;
  ~farewell() {
    if (to == nullptr) return;
    for (double value : {1.0, 1e9, 1e-9, 5.0, 0.0, -1.0, not_a_number}) to->record(value);
  }
};
thread_local farewell early_made;

TEST(ExponentialRecord, RecordsAfterTheThreadGaveItsShardBackAreNotLost) {
  static constinit basic_histogram<on, exponential<8>> sizes{{.name = "test.exponential.late"}};
  const registry metrics{sizes};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([] {
      early_made.to = &sizes;
      sizes.record(2.0);
    });
  }
  for (auto& each : threads) each.join();
  const auto now = metrics.scrape();
  const auto read = now[sizes]();
  EXPECT_EQ(read.count(), 48U);
  EXPECT_EQ(read.zero_count(), 8U);
  EXPECT_EQ(read.nan(), 8U);
  EXPECT_EQ(read.out_of_domain(), 8U);
  EXPECT_EQ(read.min(), 0);
  EXPECT_EQ(read.max(), 1e9);
}

}  // namespace
}  // namespace engram
