// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// Families: adds through bound handles, sixteen in turn, to the floor of the counters; and adds
// that look three strings up.
#include <engram/collect/registry.hpp>
#include <engram/engram.hpp>

#include <benchmark/benchmark.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#if ENGRAM_PEER_PROMETHEUS_CPP
#include <prometheus/counter.h>
#include <prometheus/registry.h>
#endif

namespace {

using engram::text;

constinit const engram::counter_family<text, text, text> family{
    {.name = "bench.family", .keys = {"tenant", "route", "region"}, .cardinality_limit = 4096}};

constexpr std::size_t in_turn = 16;
constexpr std::size_t most_sets = 1024;
using each = std::make_index_sequence<in_turn>;

thread_local std::atomic<std::uint64_t> own_cells[in_turn];

struct label_texts {
  std::string tenant;
  std::string route;
  std::string region;
};

/// `count` different label sets, a power of two, in no order.
std::vector<label_texts> make_sets(std::size_t count) {
  std::vector<label_texts> sets;
  sets.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = i * 389 % count;
    sets.push_back({"tenant-" + std::to_string(at % 8), "/route-" + std::to_string(at / 8 % 16),
                    "region-" + std::to_string(at / 128)});
  }
  return sets;
}

/// The floor of `counter_bench`: a loop over sixteen cells of the thread's own.
void floor(benchmark::State& state) {
  for (auto _ : state) {
    for (auto& cell : own_cells) {
      cell.store(cell.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    }
    benchmark::ClobberMemory();
  }
}
BENCHMARK(floor)->Threads(1)->Threads(2);

// The registries below are not given the family: GCC takes what follows that, the measured loop
// included, for code that runs once.

using handle = decltype(family.bind("", "", ""));

void handles(benchmark::State& state) {
  const engram::registry live;
  std::vector<handle> bound;
  for (const auto& set : make_sets(in_turn)) {
    bound.push_back(family.bind(set.tenant, set.route, set.region));
  }
  benchmark::DoNotOptimize(bound.data());
  for (auto _ : state) {
    for (const auto& one : bound) one.add();
    benchmark::ClobberMemory();
  }
}
BENCHMARK(handles)->Threads(1)->Threads(2);

/// The handles as a function has them that bound them itself: unrolled.
void handles_unrolled(benchmark::State& state) {
  const engram::registry live;
  std::array<handle, in_turn> bound;
  const auto sets = make_sets(in_turn);
  for (std::size_t i = 0; i < in_turn; ++i) {
    bound[i] = family.bind(sets[i].tenant, sets[i].route, sets[i].region);
  }
  benchmark::DoNotOptimize(bound.data());
  for (auto _ : state) {
    [&]<std::size_t... I>(std::index_sequence<I...>) { (bound[I].add(), ...); }(each{});
    benchmark::ClobberMemory();
  }
}
BENCHMARK(handles_unrolled)->Threads(1);

/// Calls `add(set)` with one label set after the other, one an iteration.
template <class Add>
void over_sets(benchmark::State& state, Add add) {
  const auto sets = make_sets(static_cast<std::size_t>(state.range(0)));
  const std::size_t mask = sets.size() - 1;
  for (const auto& set : sets) add(set);
  std::size_t i = 0;
  for (auto _ : state) {
    add(sets[i]);
    i = (i + 1) & mask;
  }
}

void look_up(benchmark::State& state) {
  const engram::registry live;
  over_sets(state, [](const label_texts& set) { family.add(set.tenant, set.route, set.region); });
}
BENCHMARK(look_up)->Arg(1)->Arg(in_turn)->Arg(most_sets)->Threads(1)->Threads(2);

/// As it is most often written: the compiler sees the lengths.
void look_up_literals(benchmark::State& state) {
  const engram::registry live;
  for (auto _ : state) {
    family.add("tenant-x", "/route-y", "region-z");
    benchmark::ClobberMemory();
  }
}
BENCHMARK(look_up_literals)->Threads(1);

#if ENGRAM_PEER_PROMETHEUS_CPP
void prometheus_cpp(benchmark::State& state) {
  static prometheus::Registry registry;
  static auto& counters = prometheus::BuildCounter().Name("bench_family").Register(registry);
  over_sets(state, [](const label_texts& set) {
    counters.Add({{"tenant", set.tenant}, {"route", set.route}, {"region", set.region}})
        .Increment();
  });
}
BENCHMARK(prometheus_cpp)->Arg(in_turn)->Arg(most_sets)->Threads(1)->Threads(2);
#endif

}  // namespace
