// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// Cost against size: series, threads, and scrapes beside records. scripts/bench-plots draws it.
// Each figure is measured in a process of its own, as CPU time, which leaves out what others take.
#include "child_process.hpp"
#include "scale_fixture.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <barrier>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <latch>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#if ENGRAM_PEER_PROMETHEUS_CPP
#include <prometheus/counter.h>
#endif

namespace {

constinit const engram::counter<> hits{{.name = "bench.scale.hits"}};
constinit const engram::counter<bench::kind, bench::area, bench::place> million{
    {.name = "bench.scale.million"}};
constinit const engram::counter_family<engram::text> strings{
    {.name = "bench.scale.strings", .keys = {"text"}, .cardinality_limit = 1'000'000}};

enum class order : std::uint8_t { sequential, random };

/// CPU nanoseconds of an `add(item)`, where `items` stand in the order in which they are used, so
/// that fetching an item costs alike in every order.
template <class Item, class Add>
double time_an_add(std::vector<Item> items, order in, Add add) {
  const auto distinct = items.size();
  while (items.size() < 1024) {
    items.insert(items.end(), items.begin(), items.begin() + static_cast<std::ptrdiff_t>(distinct));
  }
  if (in == order::random) std::shuffle(items.begin(), items.end(), std::mt19937_64(1));
  return bench::time_of([&] {
           for (const auto& item : items) {
             add(item);
             benchmark::ClobberMemory();
           }
         }) /
         static_cast<double>(items.size());
}

/// The floor: cells in one array, and which one is known.
double add_to_array(std::size_t series, order in) {
  std::vector<std::uint64_t> cells(series);
  std::vector<std::uint32_t> items;
  items.reserve(series);
  for (std::uint32_t i = 0; i < series; ++i) items.push_back(i);
  auto* at = cells.data();
  benchmark::DoNotOptimize(at);
  return time_an_add(std::move(items), in, [at](std::uint32_t i) { ++at[i]; });
}

double add_by_enums(std::size_t series, order in) {
  const engram::registry live(million);
  std::vector<bench::coordinates> items;
  items.reserve(std::min(series, bench::combinations));
  for (std::size_t i = 0; i < std::min(series, bench::combinations); ++i) {
    items.push_back(bench::coordinates_of(i));
  }
  return time_an_add(std::move(items), in, [](auto item) { million.add(item.a, item.b, item.c); });
}

double add_by_handle(std::size_t series, order in) {
  const engram::registry live(strings);
  std::vector<decltype(strings.bind(""))> items;
  items.reserve(series);
  for (std::size_t i = 0; i < series; ++i) items.push_back(strings.bind(bench::text_of(i)));
  return time_an_add(std::move(items), in, [](const auto& item) { item.add(); });
}

/// A family of which only so many label sets can be used.
engram::counter_family<engram::text> family_of(std::size_t series) {
  return engram::counter_family<engram::text>(
      {.name = "bench.scale.filled",
       .keys = {"text"},
       .cardinality_limit = static_cast<std::uint32_t>(series)});
}

double add_to_family(const engram::counter_family<engram::text>& family, std::size_t series,
                     order in) {
  const engram::registry live(family);
  std::vector<std::string> items;  // short enough to lie in the vector
  items.reserve(series);
  for (std::size_t i = 0; i < series; ++i) items.push_back(bench::text_of(i));
  for (const auto& item : items) family.add(item);
  return time_an_add(std::move(items), in, [&](const auto& item) { family.add(item); });
}
double add_by_string(std::size_t series, order in) { return add_to_family(strings, series, in); }
double add_to_full(std::size_t series, order in) {
  return add_to_family(family_of(series), series, in);
}

/// One thread adds to every one of so many series.
void record(benchmark::State& state, double (*measure)(std::size_t, order), order in) {
  const auto series = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) state.counters["ns"] = bench::in_child([=] { return measure(series, in); });
}
void to_a_million(benchmark::internal::Benchmark* each) {
  each->RangeMultiplier(10)->Range(1, 1'000'000)->Iterations(1);
}
BENCHMARK_CAPTURE(record, array_sequential, add_to_array, order::sequential)->Apply(to_a_million);
BENCHMARK_CAPTURE(record, array_random, add_to_array, order::random)->Apply(to_a_million);
BENCHMARK_CAPTURE(record, enums_sequential, add_by_enums, order::sequential)->Apply(to_a_million);
BENCHMARK_CAPTURE(record, enums_random, add_by_enums, order::random)->Apply(to_a_million);
BENCHMARK_CAPTURE(record, handle_sequential, add_by_handle, order::sequential)->Apply(to_a_million);
BENCHMARK_CAPTURE(record, handle_random, add_by_handle, order::random)->Apply(to_a_million);
BENCHMARK_CAPTURE(record, string_sequential, add_by_string, order::sequential)->Apply(to_a_million);
BENCHMARK_CAPTURE(record, string_random, add_by_string, order::random)->Apply(to_a_million);
BENCHMARK_CAPTURE(record, full_sequential, add_to_full, order::sequential)->Apply(to_a_million);
BENCHMARK_CAPTURE(record, full_random, add_to_full, order::random)->Apply(to_a_million);

constexpr std::chrono::milliseconds turn{200};

/// What a thread did until it was stopped.
struct work_done {
  double cpu = 0;
  double calls = 0;
};

template <class Call>
work_done call_until(const std::atomic<bool>& stop, Call call) {
  work_done result;
  const double start = bench::thread_time();
  while (!stop.load(std::memory_order_relaxed)) {
    for (int i = 0; i < 1024; ++i) {
      call();
      benchmark::ClobberMemory();
    }
    result.calls += 1024;
  }
  result.cpu = bench::thread_time() - start;
  return result;
}

/// CPU nanoseconds of an `add()` while so many threads do nothing else for a while.
template <class Add>
double time_among(std::size_t threads, Add add) {
  std::atomic<bool> stop{false};
  std::barrier all_there(static_cast<std::ptrdiff_t>(threads) + 1);
  std::vector<work_done> done(threads);
  std::vector<std::thread> crowd;
  crowd.reserve(threads);
  for (auto& mine : done) {
    crowd.emplace_back([&] {
      add();
      all_there.arrive_and_wait();
      mine = call_until(stop, add);
    });
  }
  all_there.arrive_and_wait();
  std::this_thread::sleep_for(turn);
  stop = true;
  for (auto& each : crowd) each.join();
  work_done sum;
  for (const auto& each : done) sum = {sum.cpu + each.cpu, sum.calls + each.calls};
  return sum.cpu / sum.calls;
}

double add_to_own(std::size_t threads) {
  const engram::registry live(hits);
  return time_among(threads, [] { hits.add(); });
}
double add_to_shared(std::size_t threads) {
  alignas(64) static std::atomic<std::uint64_t> shared;
  return time_among(threads, [] { shared.fetch_add(1, std::memory_order_relaxed); });
}
#if ENGRAM_PEER_PROMETHEUS_CPP
double add_to_prometheus(std::size_t threads) {
  static prometheus::Counter counter;
  return time_among(threads, [] { counter.Increment(); });
}
#endif

/// Threads that all add to the same counter; the median of three turns.
void threads(benchmark::State& state, double (*measure)(std::size_t)) {
  const auto size = static_cast<std::size_t>(state.range(0));
  std::vector<double> times;
  for (auto _ : state) times.push_back(bench::in_child([=] { return measure(size); }));
  state.counters["ns"] = bench::quantile(times, .5);
}
void to_256(benchmark::internal::Benchmark* each) { each->RangeMultiplier(2)->Range(1, 256); }
BENCHMARK_CAPTURE(threads, own_cells, add_to_own)->Apply(to_256)->Iterations(3);
BENCHMARK_CAPTURE(threads, shared_atomic, add_to_shared)->Apply(to_256)->Iterations(3);
#if ENGRAM_PEER_PROMETHEUS_CPP
BENCHMARK_CAPTURE(threads, prometheus_cpp, add_to_prometheus)->Apply(to_256)->Iterations(3);
#endif

double time_a_scrape(const engram::registry& live) {
  return bench::time_of([&] { benchmark::DoNotOptimize(live.scrape()); });
}

template <class... Labels>
double scrape_sized() {
  const auto& counter = bench::sized_counter<Labels...>;
  const engram::registry live(counter);
  bench::fill<Labels...>::all(counter);
  return time_a_scrape(live);
}

/// A metric of as many series as are used.
double scrape_enums(std::size_t series) {
  using bench::first_hundred, bench::second_hundred, bench::third_hundred, bench::ten;
  switch (series) {
    case 1:
      return scrape_sized<>();
    case 10:
      return scrape_sized<ten>();
    case 100:
      return scrape_sized<first_hundred>();
    case 1'000:
      return scrape_sized<first_hundred, ten>();
    case 10'000:
      return scrape_sized<first_hundred, second_hundred>();
    case 100'000:
      return scrape_sized<first_hundred, second_hundred, ten>();
    default:
      return scrape_sized<first_hundred, second_hundred, third_hundred>();
  }
}

double scrape_filled(const engram::counter_family<engram::text>& family, std::size_t series) {
  const engram::registry live(family);
  for (std::size_t i = 0; i < series; ++i) family.add(bench::text_of(i));
  return time_a_scrape(live);
}

/// A family whose limit is what is used.
double scrape_family(std::size_t series) { return scrape_filled(family_of(series), series); }

/// A family that could have a million label sets.
double scrape_sparse_family(std::size_t series) { return scrape_filled(strings, series); }

/// A scrape of so many series of one thread.
void scrape(benchmark::State& state, double (*measure)(std::size_t)) {
  const auto series = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) state.counters["ns"] = bench::in_child([=] { return measure(series); });
}
BENCHMARK_CAPTURE(scrape, enums, scrape_enums)->Apply(to_a_million);
BENCHMARK_CAPTURE(scrape, family, scrape_family)->Apply(to_a_million);
BENCHMARK_CAPTURE(scrape, sparse_family, scrape_sparse_family)->Apply(to_a_million);

/// A scrape while so many threads live, each of which has touched 1,000 series.
double scrape_threads(std::size_t threads) {
  const auto& counter = bench::sized_counter<bench::first_hundred, bench::ten>;
  const engram::registry live(counter);
  std::latch recorded(static_cast<std::ptrdiff_t>(threads));
  std::latch leave(1);
  std::vector<std::thread> crowd;
  crowd.reserve(threads);
  for (std::size_t i = 0; i < threads; ++i) {
    crowd.emplace_back([&] {
      bench::fill<bench::first_hundred, bench::ten>::all(counter);
      recorded.count_down();
      leave.wait();
    });
  }
  recorded.wait();
  const double time = time_a_scrape(live);
  leave.count_down();
  for (auto& each : crowd) each.join();
  return time;
}
BENCHMARK_CAPTURE(scrape, live_threads, scrape_threads)->Apply(to_256)->Iterations(1);

/// Adds of one thread to so many series in random order, in a second of its CPU time.
double add_beside(std::size_t series, bool scrapes) {
  const engram::registry live(million);
  std::atomic<bool> stop{false};
  work_done done;
  std::thread recorder([&] {
    std::vector<bench::coordinates> items;
    items.reserve(std::min(series, bench::combinations));
    for (std::size_t i = 0; i < std::min(series, bench::combinations); ++i) {
      items.push_back(bench::coordinates_of(i));
    }
    std::shuffle(items.begin(), items.end(), std::mt19937_64(1));
    for (const auto& item : items) million.add(item.a, item.b, item.c);
    auto at = items.begin();
    done = call_until(stop, [&] {
      million.add(at->a, at->b, at->c);
      if (++at == items.end()) at = items.begin();
    });
  });
  const auto end = std::chrono::steady_clock::now() + 2 * turn;
  while (scrapes && std::chrono::steady_clock::now() < end) {
    benchmark::DoNotOptimize(live.scrape());
  }
  std::this_thread::sleep_until(end);
  stop = true;
  recorder.join();
  return done.calls / done.cpu * 1e9;
}

/// The median of three turns with back-to-back scrapes by another thread and without, in turn.
void beside(benchmark::State& state) {
  const auto series = static_cast<std::size_t>(state.range(0));
  std::vector<double> alone;
  std::vector<double> scraped;
  for (auto _ : state) {
    alone.push_back(bench::in_child([=] { return add_beside(series, false); }));
    scraped.push_back(bench::in_child([=] { return add_beside(series, true); }));
  }
  state.counters["alone"] = bench::quantile(alone, .5);
  state.counters["scraped"] = bench::quantile(scraped, .5);
}
BENCHMARK(beside)->Apply(to_a_million)->Iterations(3);

}  // namespace
