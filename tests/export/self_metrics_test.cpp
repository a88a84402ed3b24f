// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "tools/counting_exporter.hpp"

#include <engram/cognitive/priming.hpp>
#include <engram/collect/blocks.hpp>
#include <engram/collect/collector.hpp>
#include <engram/collect/registry.hpp>
#include <engram/counter.hpp>
#include <engram/export/self_metrics.hpp>
#include <engram/family.hpp>
#include <engram/histogram.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <utility>

namespace engram::testing {
namespace {

using tool::testing::counting_exporter;
using tool::testing::seen_records;

/// Sample lines of a page: value by what stands before it.
std::map<std::string, double> samples(std::function<void(prometheus_page&)> extra) {
  const auto page = prometheus_text(snapshot{}, {.extra = std::move(extra)});
  std::map<std::string, double> values;
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('#')) continue;
    const auto space = line.rfind(' ');
    EXPECT_TRUE(values.emplace(line.substr(0, space), std::stod(line.substr(space + 1))).second)
        << "twice: " << line;
  }
  return values;
}

std::map<std::string, double> samples(const collector& traced) {
  return samples([&traced](prometheus_page& page) { add_self_metrics(page, traced); });
}

constexpr cognitive::primed priming{.prime = cognitive::node_id{1},
                                    .target = cognitive::node_id{2},
                                    .strength = 0.5F,
                                    .kind = cognitive::priming_kind::semantic,
                                    .hops = 1};

std::string records(const std::string& outcome) {
  return R"(engram_telemetry_records_total{type="engram.node.primed",outcome=")" + outcome + "\"}";
}

std::string sink(const std::string& outcome) {
  return R"(engram_telemetry_sink_records_total{sink="counting",outcome=")" + outcome + "\"}";
}

TEST(SelfMetrics, EveryRecordIsCountedByItsOutcome) {
  collector_options options{.ring_slots = 8};
  options.exporters.push_back(
      std::make_unique<counting_exporter>(std::make_shared<seen_records>()));
  options.filters["engram.node.primed"] = {.min_strength = 0.25F};
  collector traced(std::move(options));
  ASSERT_TRUE(traced.start());
  auto weak = priming;
  weak.strength = 0.125F;
  for (int i = 0; i < 3; ++i) emit<on>(weak);
  for (int i = 0; i < 100; ++i) emit<on>(priming);
  traced.stop();
  traced.control("engram.node.primed", {});
  auto values = samples(traced);
  EXPECT_EQ(values[records("offered")], 103);
  EXPECT_EQ(values[records("filtered")], 3);
  EXPECT_EQ(values[records("drained")] + values[records("dropped_full")], 100);
  EXPECT_GE(values[records("drained")], 8);
  EXPECT_EQ(values[sink("acknowledged")], values[records("drained")]);
  EXPECT_EQ(values[sink("io_error")], 0);
  EXPECT_EQ(values[sink("no_memory")], 0);
}

TEST(SelfMetrics, CallsThatFoundNoPlaceAreCountedByWhatWasMissing) {
  static constinit basic_counter<on> first{{.name = "test.self.metrics.taken"}};
  static constinit basic_histogram<on, log_linear<0, 4>> second{
      {.name = "test.self.metrics.taken"}};
  collector traced({});
  first.add();
  auto values = samples(traced);
  const auto before = values[R"(engram_telemetry_refusals_total{missing="metric"})"];
  second.record(1);
  second.record(1);
  values = samples(traced);
  EXPECT_EQ(values[R"(engram_telemetry_refusals_total{missing="metric"})"], before + 2);
  EXPECT_EQ(values.count(R"(engram_telemetry_refusals_total{missing="type"})"), 1U);
  EXPECT_EQ(values.count(R"(engram_telemetry_refusals_total{missing="thread"})"), 1U);
}

TEST(SelfMetrics, BlocksAndCellsAreThoseOfTheProcess) {
  static constinit basic_counter<on> some{{.name = "test.self.metrics.some"}};
  const registry metrics(some);
  some.add();
  const auto blocks = read_blocks();
  auto values = samples([](prometheus_page& page) { add_self_metrics(page); });
  double made = 0;
  double bytes = 0;
  for (const auto& node : blocks.nodes) {
    const auto label = "{node=\"" + std::to_string(node.node) + "\"}";
    made += values.at("engram_telemetry_blocks" + label);
    bytes += values.at("engram_telemetry_blocks_memory_bytes" + label);
    EXPECT_EQ(values.count("engram_telemetry_blocks_borrowed_total" + label), 1U);
  }
  EXPECT_GE(made, 1);
  EXPECT_EQ(made, static_cast<double>(blocks.total().made));
  EXPECT_EQ(bytes, static_cast<double>(blocks.total().bytes));
  EXPECT_GE(values.at("engram_telemetry_cells"), 1);
  EXPECT_EQ(values.at("engram_telemetry_cells"), static_cast<double>(blocks.cells));
  EXPECT_EQ(values.at("engram_telemetry_cells_limit"), static_cast<double>(blocks.cells_limit));
  EXPECT_EQ(values.count("engram_telemetry_ring_fill"), 0U) << "of a collector, and there is none";
}

enum class shade : std::uint8_t { light, dark };
consteval auto label_set(shade) { return labels{"shade", {"light", "dark"}}; }

TEST(SelfMetrics, WhatRegistersIsCounted) {
  static constinit basic_counter<on, shade> shades{{.name = "test.self.metrics.shades"}};
  const auto figures = [] {
    return samples([](prometheus_page& page) { add_self_metrics(page); });
  };
  auto before = figures();
  const registry metrics(shades);
  auto after = figures();
  EXPECT_EQ(after.at("engram_telemetry_metrics"), before.at("engram_telemetry_metrics") + 1);
  EXPECT_EQ(after.at("engram_telemetry_series"), before.at("engram_telemetry_series") + 3);
  EXPECT_EQ(after.count(R"(engram_telemetry_types{kind="event"})"), 1U);
  EXPECT_EQ(after.count(R"(engram_telemetry_types{kind="operation"})"), 1U);
}

TEST(SelfMetrics, FamiliesSayHowFullTheyAreAndWhatFoundNoRoom) {
  static constinit counter_family<text, shade> named{{.name = "test.self.metrics.named",
                                                      .keys = {"word"},
                                                      .cardinality_limit = 3,
                                                      .label_bytes = 8}};
  const registry metrics(named);
  const auto figures = [] {
    return samples([](prometheus_page& page) { add_self_metrics(page); });
  };
  const auto before = figures();
  for (const auto* word : {"a", "b", "c", "d", "e", "a"}) named.add(word, shade::dark);
  named.add("longer than eight", shade::dark);
  const auto after = figures();
  const auto of = [&](const std::string& what) {
    return after.at("engram_telemetry_family_" + what + R"({family="test.self.metrics.named"})");
  };
  EXPECT_EQ(of("limit"), 3);
  EXPECT_EQ(of("live"), 3);
  EXPECT_EQ(of("expired"), 0);
  EXPECT_EQ(of("no_room_total"), 2);
  EXPECT_EQ(of("too_long_total"), 1);
  EXPECT_EQ(of("stale_total"), 0);
  // Of each label set two shades and a spare one.
  EXPECT_EQ(after.at("engram_telemetry_series"), before.at("engram_telemetry_series") + 9);
}

TEST(SelfMetrics, TheRingsHaveMemoryAndAFill) {
  collector traced({.ring_slots = 1 << 10});
  ASSERT_TRUE(traced.start());
  emit<on>(priming);
  ASSERT_TRUE(traced.flush(std::chrono::minutes(1)));
  auto values = samples(traced);
  EXPECT_GE(values["engram_telemetry_ring_memory_bytes"], 32 << 10);
  EXPECT_GE(values["engram_telemetry_ring_fill"], 0);
  EXPECT_LE(values["engram_telemetry_ring_fill"], 1);
  traced.stop();
  values = samples(traced);
  EXPECT_GT(values["engram_telemetry_collector_cpu_seconds_total"], 0);
}

}  // namespace
}  // namespace engram::testing
