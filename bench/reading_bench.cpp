// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// Reading: what a scrape and the questions put to a snapshot cost.
#include "many_labels.hpp"

#include <engram/collect/registry.hpp>
#include <engram/engram.hpp>
#include <engram/export/prometheus.hpp>

#include <benchmark/benchmark.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <thread>

namespace {

using bench::area;
using bench::areas;
using bench::kind;
using bench::kinds;
enum class place : std::uint8_t {};
constexpr std::size_t places = 3;  // and a spare one: 250 x 100 x 4 series
consteval auto label_set(place) { return bench::numbered_labels<places>("place"); }

using mapping = engram::log_linear<-7, 0, 2>;  // 30 buckets

constinit const engram::counter<> single{{.name = "bench.read.single"}};
constinit const engram::histogram<engram::log_linear<-10, 2>> distribution{
    {.name = "bench.read.distribution"}};  // 98 buckets
constinit const engram::counter<kind, area, place> counters{
    {.name = "bench.read.counters"}};  // 100,000 series
constinit const engram::histogram<mapping, kind, place> histograms{
    {.name = "bench.read.histograms"}};  // 1,000 series

/// Runs `work` on this thread and on another, so that two threads' blocks are to be read.
template <class Work>
void on_two_threads(Work work) {
  work();
  std::thread(work).join();
}

/// Calls `visit` with each value of an enum of N values.
template <class Label, std::size_t N, class Visit>
void each(Visit visit) {
  for (std::size_t i = 0; i < N; ++i) visit(Label{static_cast<std::uint8_t>(i)});
}

void read_counter(benchmark::State& state) {
  const engram::registry set(single);
  single.add(3);
  const auto snapshot = set.scrape();
  for (auto _ : state) benchmark::DoNotOptimize(snapshot[single]());
}
BENCHMARK(read_counter);

void query_quantile(benchmark::State& state) {
  const engram::registry set(distribution);
  for (int i = 0; i < 10'000; ++i) distribution.record(.001 * i);
  const auto snapshot = set.scrape();
  for (auto _ : state) benchmark::DoNotOptimize(snapshot[distribution]().quantile(.99));
}
BENCHMARK(query_quantile);

/// As after a minute at 10,000 a second.
engram::registry counted() {
  engram::registry set(counters);
  on_two_threads([] {
    each<kind, kinds>([](kind a) {
      each<area, areas>(
          [=](area b) { each<place, places>([=](place c) { counters.add(a, b, c, 600'000); }); });
    });
  });
  return set;
}

/// Cells to sums: 100,000 counters of two threads.
void scrape_100000_counters(benchmark::State& state) {
  const auto set = counted();
  for (auto _ : state) benchmark::DoNotOptimize(set.scrape());
}
BENCHMARK(scrape_100000_counters);

/// The same, and into Prometheus text.
void expose_100000_counters(benchmark::State& state) {
  const auto set = counted();
  engram::prometheus_exposition page;
  benchmark::DoNotOptimize(
      page.render(set.scrape()));  // the first page makes what the others reuse
  for (auto _ : state) benchmark::DoNotOptimize(page.render(set.scrape()));
}
BENCHMARK(expose_100000_counters);

engram::registry recorded() {
  engram::registry set(histograms);
  on_two_threads([] {
    each<kind, kinds>([](kind a) {
      each<place, places>([=](place b) {
        for (int i = 1; i < 30; ++i) histograms.record(a, b, .03 * i);
      });
    });
  });
  return set;
}

void expose_1000_histograms(benchmark::State& state) {
  const auto set = recorded();
  engram::prometheus_exposition page;
  benchmark::DoNotOptimize(
      page.render(set.scrape()));  // the first page makes what the others reuse
  for (auto _ : state) benchmark::DoNotOptimize(page.render(set.scrape()));
}
BENCHMARK(expose_1000_histograms);

}  // namespace
