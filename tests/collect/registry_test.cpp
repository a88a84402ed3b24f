// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/registry.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <string_view>
#include <thread>

namespace engram {
namespace {

enum class side : std::uint8_t { left, right };
consteval auto label_set(side) { return labels{"side", {"left", "right"}}; }
enum class wing : std::uint8_t { east, west };
consteval auto label_set(wing) { return labels{"wing", {"east", "west"}}; }
inline constexpr bounds low{1, 2, 3};
inline constexpr bounds high{10, 20, 30};

bool has(const snapshot& now, std::string_view name) {
  for (const auto* each : now.metrics()) {
    if (each->descriptor.name == name) return true;
  }
  return false;
}

TEST(Registry, DeclaredMetricsAreReadAsZeroBeforeTheirFirstRecord) {
  static constinit basic_counter<on, side> hits{{.name = "test.registry.zero"}};
  static constinit basic_gauge<on> level{{.name = "test.registry.level"}};
  static constinit basic_histogram<on, explicit_bounds<low>> sizes{{.name = "test.registry.sizes"}};
  const registry metrics{hits, level, sizes};
  const auto now = metrics.scrape();
  ASSERT_EQ(now.metrics().size(), 3U);
  EXPECT_EQ(now[hits](side::left), 0U);
  EXPECT_EQ(now[level](), 0);
  EXPECT_EQ(now[sizes]().count(), 0U);
}

TEST(Registry, ReadsOnlyItsOwnSet) {
  static constinit basic_counter<on> mine{{.name = "test.registry.mine"}};
  static constinit basic_counter<on> other{{.name = "test.registry.other"}};
  const registry metrics{mine};
  const registry others{other};
  other.add(5);
  const auto now = metrics.scrape();
  EXPECT_TRUE(has(now, "test.registry.mine"));
  EXPECT_FALSE(has(now, "test.registry.other"));
  EXPECT_EQ(now[other](), 0U);
}

TEST(Registry, TwoOfThemReadTheSameNumbers) {
  static constinit basic_counter<on> shared{{.name = "test.registry.shared"}};
  const registry first{shared};
  shared.add(3);
  const registry second{shared};
  shared.add(4);
  EXPECT_EQ(first.scrape()[shared](), 7U);
  EXPECT_EQ(second.scrape()[shared](), 7U);
}

TEST(Registry, EverythingReadsWhatRegistersLaterToo) {
  const auto all = registry::everything();
  static constinit basic_counter<on> late{{.name = "test.registry.appears"}};
  EXPECT_FALSE(has(all.scrape(), "test.registry.appears"));
  late.add(2);
  const auto now = all.scrape();
  EXPECT_TRUE(has(now, "test.registry.appears"));
  EXPECT_EQ(now[late](), 2U);
}

TEST(Registry, NamesAMetricOnceHoweverOftenItIsDeclared) {
  static constinit basic_counter<on> twice{{.name = "test.registry.twice"}};
  registry metrics{twice, twice};
  metrics.declare(twice);
  EXPECT_EQ(metrics.scrape().metrics().size(), 1U);
}

TEST(Registry, TwoObjectsOfOneNameAndShapeAreOneMetric) {
  static constinit basic_counter<on> here{{.name = "test.registry.same"}};
  static constinit basic_counter<on> there{{.name = "test.registry.same"}};
  const registry metrics{here, there};
  here.add(1);
  there.add(2);
  EXPECT_EQ(metrics.scrape()[here](), 3U);
}

/// The second of two metrics of one name, which has another shape: it records nothing, the first
/// is untouched.
template <class First, class Second, class Read>
void expect_refused(const First& first, const Second& second, Read read) {
  const registry metrics{first};
  const registry clash{second};
  EXPECT_EQ(second.slot().load(), detail::unregistered_slot);
  read(metrics.scrape());
}

TEST(Registry, ANameTakenByAnotherKindIsRefused) {
  static constinit basic_counter<on> hits{{.name = "test.registry.kind"}};
  static constinit basic_up_down_counter<on> clash{{.name = "test.registry.kind"}};
  expect_refused(hits, clash, [&](const snapshot& now) {
    clash.add(9);
    EXPECT_EQ(now[hits](), 0U);
    EXPECT_EQ(now[clash](), 0);
  });
}

TEST(Registry, ANameTakenWithOtherLabelsIsRefused) {
  static constinit basic_counter<on, side> hits{{.name = "test.registry.labels"}};
  static constinit basic_counter<on> fewer{{.name = "test.registry.labels"}};
  static constinit basic_counter<on, wing> renamed{{.name = "test.registry.labels"}};
  expect_refused(hits, fewer, [&](const snapshot&) { fewer.add(9); });
  expect_refused(hits, renamed, [&](const snapshot&) { renamed.add(wing::east, 9); });
  const registry metrics{hits};
  EXPECT_EQ(metrics.scrape()[hits](side::left), 0U);
}

TEST(Registry, ANameTakenWithOtherBucketsIsRefused) {
  static constinit basic_histogram<on, explicit_bounds<low>> sizes{
      {.name = "test.registry.bounds"}};
  static constinit basic_histogram<on, explicit_bounds<high>> clash{
      {.name = "test.registry.bounds"}};
  expect_refused(sizes, clash, [&](const snapshot&) { clash.record(15); });
  const registry metrics{sizes};
  const auto now = metrics.scrape();
  EXPECT_EQ(now[sizes]().count(), 0U);
}

TEST(Registry, AnotherGaugeOfTheSameNameIsRefused) {
  static constinit basic_gauge<on> level{{.name = "test.registry.gauge"}};
  static constinit basic_gauge<on> clash{{.name = "test.registry.gauge"}};
  expect_refused(level, clash, [&](const snapshot&) { clash.set(9); });
  const registry metrics{level};
  EXPECT_EQ(metrics.scrape()[level](), 0);
}

TEST(Registry, InstrumentsThatAreCompiledOutRegisterNothing) {
  static constinit basic_counter<off> hits{{.name = "test.registry.off"}};
  const registry metrics{hits};
  EXPECT_TRUE(metrics.scrape().metrics().empty());
}

TEST(Registry, ScrapesWhileOthersRecordNeverFallBack) {
  static constinit basic_counter<on> hits{{.name = "test.registry.monotonic"}};
  static constinit basic_histogram<on, explicit_bounds<low>> sizes{
      {.name = "test.registry.consistent"}};
  const registry metrics{hits, sizes};
  std_sync::atomic<bool> done{false};
  std::thread writer([&] {
    for (int i = 0; i < 200'000; ++i) {
      hits.add();
      sizes.record(2);
    }
    done.store(true);
  });
  std::uint64_t last = 0;
  while (!done.load()) {
    const auto now = metrics.scrape();
    const auto read = now[hits]();
    EXPECT_GE(read, last);
    last = read;
    EXPECT_EQ(now[sizes]().buckets()[1], now[sizes]().count());
  }
  writer.join();
  EXPECT_EQ(metrics.scrape()[hits](), 200'000U);
}

}  // namespace
}  // namespace engram
