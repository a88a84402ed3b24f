// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// Memory: what cells take, counted by the kernel, each time in a new process. Nothing here measures
// time.
#include "child_process.hpp"
#include "event_fixture.hpp"
#include "many_labels.hpp"

#include <engram/collect/registry.hpp>
#include <engram/engram.hpp>

#include <benchmark/benchmark.h>

#include <barrier>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace {

using bench::in_child;
using bench::resident_bytes;

constinit const engram::counter<> hits{{.name = "bench.memory.hits"}};
constinit const engram::counter<bench::kind, bench::area, bench::place> million{
    {.name = "bench.memory.million"}};
constinit const engram::histogram<engram::log_linear<-7, 0>> sizes{{.name = "bench.memory.sizes"}};

constexpr std::size_t page = 4096;
constexpr std::size_t cells_of_a_page = page / sizeof(std::uint64_t);

struct growth {
  double pages = 0;  ///< touched
  double bytes = 0;  ///< that the process grew by
};

/// One thread adds to a million series, or to one of each page's; everything that this takes is
/// counted, the thread's block itself included.
growth touch(std::size_t step) {
  const engram::registry live(million);
  growth result;
  std::thread([&] {
    const auto before = resident_bytes();
    std::size_t touched = 0;
    for (std::size_t i = 0; i < bench::combinations; i += step) {
      const auto at = bench::coordinates_of(i);
      million.add(at.a, at.b, at.c);
      ++touched;
    }
    // Spare combinations lie between, so the last series is later than its number says.
    const auto cells = step == 1 ? std::size_t{1'000'000} : touched * cells_of_a_page;
    const std::size_t pages = (cells + cells_of_a_page - 1) / cells_of_a_page;
    result = {.pages = static_cast<double>(pages),
              .bytes = static_cast<double>(resident_bytes() - before)};
  }).join();
  return result;
}

/// Resident bytes to 4 KiB for each page that was touched.
void touched_pages(benchmark::State& state, std::size_t step) {
  for (auto _ : state) {
    const auto grown = in_child([=] { return touch(step); });
    state.counters["bytes"] = grown.bytes;
    state.counters["pages_bytes"] = grown.pages * page;
  }
}
BENCHMARK_CAPTURE(touched_pages, all, 1)->Iterations(1);
// More than a page apart: each add touches a page that no other touches.
BENCHMARK_CAPTURE(touched_pages, sparse, 2 * cells_of_a_page)->Iterations(1);

struct registered {
  double declared = 0;  ///< bytes more for a metric of a million series than for one of one
  double one_used = 0;  ///< and with one of them recorded
  double read = 0;      ///< and while a snapshot of them lives
};

/// What it takes that series can be, but never were, recorded.
registered declare() {
  engram::registry live(hits);
  hits.add();
  const auto start = resident_bytes();
  const auto grown = [=] { return static_cast<double>(resident_bytes() - start); };
  registered result;
  live.declare(million);
  result.declared = grown();
  million.add({}, {}, {});
  result.one_used = grown();
  const auto snapshot = live.scrape();
  result.read = grown();
  return result;
}

/// Bytes a series, of a million that nobody touched.
void untouched_series(benchmark::State& state) {
  for (auto _ : state) {
    const auto grown = in_child(declare);
    state.counters["declared"] = grown.declared / 1e6;
    state.counters["one_used"] = grown.one_used / 1e6;
    state.counters["read"] = grown.read / 1e6;
  }
}
BENCHMARK(untouched_series)->Iterations(1);

constexpr int at_once = 8;

/// Threads that record and end, eight at a time. All eight live until the last one has recorded if
/// `together`, so that as many blocks and rings are made as there will ever be.
void start_and_end(int threads, bool with_events, bool together) {
  for (int done = 0; done < threads; done += at_once) {
    std::barrier all_recorded(at_once);
    std::vector<std::thread> some;
    some.reserve(at_once);
    for (int i = 0; i < at_once; ++i) {
      some.emplace_back([&] {
        hits.add();
        sizes.record(.5);
        if (with_events) bench::emit_primed(1);
        if (together) all_recorded.arrive_and_wait();
      });
    }
    for (auto& each : some) each.join();
  }
}

/// Bytes that each of 100,000 threads leaves behind that record and end.
double churn(bool with_events) {
  const engram::registry live(hits, sizes);
  engram::collector_options options;
  options.exporters.push_back(std::make_unique<bench::null_exporter>());
  engram::collector collector(std::move(options));
  if (with_events && !collector.start()) throw std::runtime_error("the collector did not start");
  start_and_end(1'000, with_events, true);
  start_and_end(1'000, with_events, false);
  const auto before = static_cast<double>(resident_bytes());
  start_and_end(100'000, with_events, false);
  const auto left = static_cast<double>(resident_bytes()) - before;
  if (live.scrape()[hits]() != 102'000) throw std::runtime_error("counts were lost");
  return left / 100'000;
}

void thread_churn(benchmark::State& state, bool with_events) {
  for (auto _ : state) state.counters["left"] = in_child([=] { return churn(with_events); });
}
BENCHMARK_CAPTURE(thread_churn, metrics, false)->Iterations(1)->Repetitions(1);
BENCHMARK_CAPTURE(thread_churn, events, true)->Iterations(1)->Repetitions(1);

}  // namespace
