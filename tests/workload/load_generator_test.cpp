// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/load_generator.hpp"

#include "workload/drm_lists.hpp"
#include "workload/numbered_word.hpp"
#include "workload/probe.hpp"
#include "workload/semantic_network.hpp"
#include "workload/workload_error.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace engram::workload {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

/// 200 words, each with a few neighbours, in which DRM lists can be found.
semantic_network small_network() {
  constexpr std::uint32_t size = 200;
  std::vector<std::string> words;
  std::vector<network_edge> edges;
  std::vector<std::uint32_t> frequencies;
  for (std::uint32_t i = 0; i < size; ++i) {
    words.push_back(testing::numbered_word(i));
    frequencies.push_back(size - i);
    for (std::uint32_t step = 1; step <= 5; ++step) {
      const auto kind = step % 2 == 0 ? edge_kind::semantic : edge_kind::associative;
      edges.push_back({i, (i + step * step) % size, 1.0F / static_cast<float>(step), kind});
    }
  }
  return make_network(words, edges, frequencies);
}

std::vector<drm_list> small_lists() {
  std::vector<drm_list> lists;
  for (std::uint32_t list = 0; list < 3; ++list) {
    drm_list made{.lure = testing::numbered_word(10 * list), .items = {}};
    for (std::uint32_t item = 1; item < 6; ++item) {
      const std::string word = testing::numbered_word(10 * list + item);
      made.items.push_back({.word = word, .lemma = word});
    }
    lists.push_back(made);
  }
  return lists;
}

load_options limited(std::uint64_t operations, unsigned threads) {
  return {.rate = 1e6,
          .duration = nanoseconds(0),
          .max_operations = operations,
          .threads = threads,
          .spaces = 8,
          .arrivals = arrival::saturate};
}

template <class Probe = no_probe>
load_report run(const load_options& options) {
  const semantic_network network = small_network();
  const std::vector<drm_list> lists = small_lists();
  load_run<Probe> load(network, lists, options);
  load.start();
  return load.join();
}

TEST(LoadRun, SameSeedGivesTheSameEventsHoweverManyThreads) {
  const load_report one = run(limited(20'000, 1));
  ASSERT_EQ(one.counts.total_operations(), 20'000U);
  ASSERT_GT(one.counts.total_events(), 20'000U);
  for (const unsigned threads : {1U, 2U, 5U}) {
    const load_report other = run(limited(20'000, threads));
    EXPECT_EQ(other.counts.event_hash, one.counts.event_hash) << threads;
    EXPECT_EQ(other.counts.operations, one.counts.operations) << threads;
    EXPECT_EQ(other.counts.primed, one.counts.primed) << threads;
    EXPECT_EQ(other.counts.reconsolidated, one.counts.reconsolidated) << threads;
  }
}

TEST(LoadRun, TheKindOfLoopChangesNothingAboutTheEvents) {
  load_options open_loop = limited(5'000, 2);
  open_loop.arrivals = arrival::poisson;
  EXPECT_EQ(run(open_loop).counts.event_hash, run(limited(5'000, 1)).counts.event_hash);
}

TEST(LoadRun, AnotherSeedGivesOtherEvents) {
  load_options other = limited(5'000, 1);
  other.seed = 2;
  EXPECT_NE(run(other).counts.event_hash, run(limited(5'000, 1)).counts.event_hash);
}

TEST(LoadRun, EveryKindOfOperationAndEventOccurs) {
  const tally counts = run(limited(60'000, 1)).counts;
  for (const std::uint64_t count : counts.operations) EXPECT_GT(count, 0U);
  for (const std::uint64_t count : counts.primed) EXPECT_GT(count, 0U);
  for (const std::uint64_t count : counts.interfered) EXPECT_GT(count, 0U);
  for (const std::uint64_t count : counts.practiced) EXPECT_GT(count, 0U);
  for (const std::uint64_t count : counts.drm_recalled) EXPECT_GT(count, 0U);
  EXPECT_EQ(counts.drm_trials, counts.operations[5]);
}

TEST(LoadRun, EveryOperationIsMeasuredOnce) {
  const load_report report = run(limited(10'000, 2));
  for (std::size_t type = 0; type < operation_types; ++type) {
    EXPECT_EQ(report.measures.latency[type].service.count(), report.counts.operations[type]);
    EXPECT_EQ(report.measures.latency[type].from_intended.count(), report.counts.operations[type]);
  }
  EXPECT_EQ(report.measures.all().service.sum(), report.measures.busy);
  EXPECT_GT(report.measures.cpu.count(), 0);
  EXPECT_GE(report.elapsed * 2, report.measures.busy);
}

/// Makes the first operation of the run take long.
struct stalling_probe : no_probe {
  static constexpr milliseconds stall{100};
  static inline std::atomic<bool> stalled{false};

  struct operation {
    operation(operation_type, std::uint32_t, std::uint64_t) {
      if (!stalled.exchange(true)) std::this_thread::sleep_for(stall);
    }
  };
};

/// What the operations behind the stall must have waited, by the schedule alone.
nanoseconds least_waiting(double rate, std::uint64_t operations, nanoseconds stall) {
  arrival_schedule schedule(arrival::poisson, rate, 1);
  const nanoseconds stall_end = schedule.next() + stall;
  nanoseconds sum{};
  for (std::uint64_t i = 1; i < operations; ++i) {
    sum += std::max(nanoseconds(0), stall_end - schedule.next());
  }
  return sum;
}

TEST(LoadRun, OperationsBehindAStallAreChargedTheirWaitFromTheIntendedStart) {
  stalling_probe::stalled = false;
  load_options options = limited(300, 1);
  options.arrivals = arrival::poisson;
  options.rate = 2'000;
  const load_report report = run<stalling_probe>(options);
  const operation_latency all = report.measures.all();
  EXPECT_EQ(all.service.count(), 300U);  // none was skipped
  EXPECT_GE(all.from_intended.sum() - all.service.sum(),
            least_waiting(options.rate, 300, stalling_probe::stall));
  EXPECT_GE(report.measures.late, 100U);
}

TEST(LoadRun, NoOperationStartsBeforeItsTime) {
  load_options options = limited(200, 2);
  options.arrivals = arrival::poisson;
  options.rate = 2'000;
  arrival_schedule schedule(arrival::poisson, options.rate, options.seed);
  nanoseconds last{};
  for (int i = 0; i < 200; ++i) last = schedule.next();
  const load_report report = run(options);
  EXPECT_GE(report.elapsed, last);
  EXPECT_GE(report.measures.all().from_intended.sum(), report.measures.all().service.sum());
}

TEST(LoadRun, ADurationLimitsTheIntendedStarts) {
  load_options options = limited(0, 2);
  options.arrivals = arrival::poisson;
  options.rate = 5'000;
  options.duration = milliseconds(100);
  arrival_schedule schedule(arrival::poisson, options.rate, options.seed);
  std::uint64_t expected = 0;
  while (schedule.next() < options.duration) ++expected;
  EXPECT_EQ(run(options).counts.total_operations(), expected);
}

TEST(LoadRun, StopsWhenToldAndReportsWhatWasDone) {
  const semantic_network network = small_network();
  load_options options = limited(0, 2);
  options.duration = std::chrono::hours(1);
  options.mix = scenario::recalls();
  load_run<no_probe> load(network, {}, options);
  load.start();
  while (load.poll().operations < 100) std::this_thread::yield();
  EXPECT_FALSE(load.poll().finished);
  const load_report report = load.stop_and_join();
  EXPECT_TRUE(load.poll().finished);
  EXPECT_EQ(load.poll().operations, report.counts.total_operations());
  EXPECT_EQ(load.poll().events, report.counts.total_events());
  EXPECT_EQ(load.join().counts.event_hash, report.counts.event_hash);
}

TEST(LoadRun, AWaitingWorkerNoticesTheStop) {
  const semantic_network network = small_network();
  load_options options = limited(0, 1);
  options.arrivals = arrival::poisson;
  options.rate = 1e-6;  // the first arrival is days away
  options.duration = std::chrono::hours(10'000);
  options.mix = scenario::recalls();
  load_run<no_probe> load(network, {}, options);
  load.start();
  EXPECT_EQ(load.stop_and_join().counts.total_operations(), 0U);
}

struct failing_probe : no_probe {
  template <class Event>
  static void observe(const Event&) {
    throw std::runtime_error("probe failed");
  }
};

TEST(LoadRun, WhatAWorkerThrowsReachesTheCaller) {
  EXPECT_THROW(run<failing_probe>(limited(100, 2)), std::runtime_error);
}

std::string problem_of(const load_options& options) {
  try {
    run(options);
  } catch (const workload_error& error) {
    return error.what();
  }
  return "";
}

TEST(LoadRun, ImpossibleOptionsAreNamed) {
  EXPECT_NE(problem_of({.rate = 0}).find("rate must be above 0"), std::string::npos);
  EXPECT_NE(problem_of({.threads = 0}).find("threads must be 1.."), std::string::npos);
  EXPECT_NE(problem_of({.duration = nanoseconds(0)}).find("never end"), std::string::npos);
  EXPECT_NE(problem_of({.spaces = 0}).find("spaces"), std::string::npos);
}

TEST(LoadRun, TrialsWithoutListsAreAnError) {
  const semantic_network network = small_network();
  EXPECT_THROW(load_run<no_probe>(network, {}, limited(1, 1)), workload_error);
}

}  // namespace
}  // namespace engram::workload
