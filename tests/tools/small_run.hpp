// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engram/probe.hpp"
#include "workload/drm_lists.hpp"
#include "workload/load_generator.hpp"
#include "workload/numbered_word.hpp"
#include "workload/semantic_network.hpp"

#include <engram/collect/collector.hpp>
#include <engram/collect/registry.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace engram::tool::testing {

/// 200 words, each with a few neighbours, in which DRM lists can be found.
inline workload::semantic_network small_network() {
  using workload::testing::numbered_word;
  constexpr std::uint32_t size = 200;
  std::vector<std::string> words;
  std::vector<workload::network_edge> edges;
  std::vector<std::uint32_t> frequencies;
  for (std::uint32_t i = 0; i < size; ++i) {
    words.push_back(numbered_word(i));
    frequencies.push_back(size - i);
    for (std::uint32_t step = 1; step <= 5; ++step) {
      const auto kind =
          step % 2 == 0 ? workload::edge_kind::semantic : workload::edge_kind::associative;
      edges.push_back({i, (i + step * step) % size, 1.0F / static_cast<float>(step), kind});
    }
  }
  return workload::make_network(words, edges, frequencies);
}

inline std::vector<workload::drm_list> small_lists() {
  using workload::testing::numbered_word;
  std::vector<workload::drm_list> lists;
  for (std::uint32_t list = 0; list < 3; ++list) {
    workload::drm_list made{.lure = numbered_word(10 * list), .items = {}};
    for (std::uint32_t item = 1; item < 6; ++item) {
      const std::string word = numbered_word(10 * list + item);
      made.items.push_back({.word = word, .lemma = word});
    }
    lists.push_back(made);
  }
  return lists;
}

/// All that the metrics of a process counted between two readings: other tests of the process count
/// into the same cells.
inline snapshot between(const snapshot& before, const snapshot& after) {
  std::vector<std::uint64_t> cells;
  for (const auto* metric : after.metrics()) {
    for (std::uint32_t i = 0; i < metric->descriptor.series; ++i) {
      const auto now = after.series(*metric, i);
      const auto then = before.series(*metric, i);
      const std::size_t first = metric->slot + std::size_t{i} * now.size();
      if (cells.size() < first + now.size()) cells.resize(first + now.size());
      for (std::size_t cell = 0; cell < now.size(); ++cell) {
        cells[first + cell] = now[cell] - then[cell];
      }
    }
  }
  return {{after.metrics().begin(), after.metrics().end()}, std::move(cells)};
}

/// What is known when a run has ended.
struct small_run {
  workload::load_report load;
  snapshot metrics;
  accounting events;
  drain_report drain;
};

inline constexpr std::uint64_t small_operations = 20'000;
/// So many that a small run drops nothing, however late the collector comes.
inline constexpr std::uint64_t ample_slots = 1 << 19;

/// Runs a small load as `engram run` does: metrics declared, a collector, the probe.
template <class Probe>
small_run run_small(collector_options options, unsigned threads = 2) {
  const auto network = small_network();
  const auto lists = small_lists();
  const auto filters = options.filters;
  registry all;
  for_each_run_metric<on>([&](const auto& metric) { all.declare(metric); });
  collector traced(std::move(options));
  EXPECT_TRUE(traced.start());
  const auto before = all.scrape();
  workload::load_run<Probe> run(network, lists,
                                {.duration = std::chrono::nanoseconds(0),
                                 .max_operations = small_operations,
                                 .threads = threads,
                                 .spaces = 8,
                                 .arrivals = workload::arrival::saturate});
  run.start();
  small_run result;
  result.load = run.join();
  result.drain = traced.stop({.deadline = std::chrono::minutes(1)});
  result.metrics = between(before, all.scrape());
  result.events = traced.account();
  for (const auto& [type, filter] : filters) traced.control(type, {});  // for the next collector
  return result;
}

}  // namespace engram::tool::testing
