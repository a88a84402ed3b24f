// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// Counters: sixteen in turn, for one cell over and over measures the processor's store forwarding.
// The floor is a hand-written loop over sixteen thread-local cells.
#include "chunked.hpp"

#include <engram/collect/registry.hpp>
#include <engram/engram.hpp>

#include <benchmark/benchmark.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <utility>

#if ENGRAM_PEER_PROMETHEUS_CPP
#include <prometheus/counter.h>
#include <prometheus/registry.h>

#include <string>
#include <vector>
#endif

namespace {

enum class sort : std::uint8_t { a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p };
consteval auto label_set(sort) {
  return engram::labels{
      "sort", {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p"}};
}

constexpr std::size_t in_turn = 16;
using each = std::make_index_sequence<in_turn>;

constinit const engram::counter<> counters[in_turn] = {
    engram::counter<>{{.name = "bench.counter.a"}}, engram::counter<>{{.name = "bench.counter.b"}},
    engram::counter<>{{.name = "bench.counter.c"}}, engram::counter<>{{.name = "bench.counter.d"}},
    engram::counter<>{{.name = "bench.counter.e"}}, engram::counter<>{{.name = "bench.counter.f"}},
    engram::counter<>{{.name = "bench.counter.g"}}, engram::counter<>{{.name = "bench.counter.h"}},
    engram::counter<>{{.name = "bench.counter.i"}}, engram::counter<>{{.name = "bench.counter.j"}},
    engram::counter<>{{.name = "bench.counter.k"}}, engram::counter<>{{.name = "bench.counter.l"}},
    engram::counter<>{{.name = "bench.counter.m"}}, engram::counter<>{{.name = "bench.counter.n"}},
    engram::counter<>{{.name = "bench.counter.o"}}, engram::counter<>{{.name = "bench.counter.p"}}};
constinit const engram::counter<sort> labelled_counter{{.name = "bench.counter.labelled"}};
constinit const engram::up_down_counter<sort> up_down_counter{{.name = "bench.up_down"}};

thread_local std::atomic<std::uint64_t> own_cells[in_turn];
std::atomic<std::uint64_t> shared_cells[in_turn];

/// Runs `add(i)` for i in [0, 16), unrolled, once an iteration. What is in
/// memory is taken as unknown at the start of each iteration.
template <class Add>
void sixteen(benchmark::State& state, Add add) {
  for (auto _ : state) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      (add(std::integral_constant<std::size_t, I>{}), ...);
    }(each{});
    benchmark::ClobberMemory();
  }
}

void add_one(std::atomic<std::uint64_t>& cell) {
  cell.store(cell.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

/// The floor, as one writes it: a loop.
void floor(benchmark::State& state) {
  for (auto _ : state) {
    for (auto& cell : own_cells) add_one(cell);
    benchmark::ClobberMemory();
  }
}
BENCHMARK(floor)->Threads(1)->Threads(2);

/// The floor without a loop, for comparison: constant addresses and nothing else.
void floor_unrolled(benchmark::State& state) {
  sixteen(state, [](auto i) { add_one(own_cells[i]); });
}
BENCHMARK(floor_unrolled)->Threads(1);

void static_counter(benchmark::State& state) {
  const engram::registry live;
  sixteen(state, [](auto i) { counters[i].add(); });
}
BENCHMARK(static_counter)->Threads(1)->Threads(2);

/// The same with nothing known from one add to the next, as where other code lies between them.
void static_counter_alone(benchmark::State& state) {
  const engram::registry live;
  sixteen(state, [](auto i) {
    counters[i].add();
    benchmark::ClobberMemory();
  });
}
BENCHMARK(static_counter_alone)->Threads(1);

void handle(benchmark::State& state) {
  const engram::registry live;
  std::array<engram::counter_handle<engram::on>, in_turn> handles;
  for (std::size_t i = 0; i < in_turn; ++i) handles[i] = counters[i].bind();
  benchmark::DoNotOptimize(handles.data());
  for (auto _ : state) {
    for (const auto& each_handle : handles) each_handle.add();
    benchmark::ClobberMemory();
  }
}
BENCHMARK(handle)->Threads(1)->Threads(2);

/// Labels as they come, unknown to the compiler.
std::array<sort, in_turn> unknown_labels() {
  std::array<sort, in_turn> labels{};
  for (std::size_t i = 0; i < in_turn; ++i) labels[i] = sort{static_cast<std::uint8_t>(i)};
  return labels;
}

void labelled(benchmark::State& state) {
  const engram::registry live;
  auto labels = unknown_labels();
  benchmark::DoNotOptimize(labels.data());
  sixteen(state, [&](auto i) { labelled_counter.add(labels[i]); });
}
BENCHMARK(labelled)->Threads(1)->Threads(2);

void up_down(benchmark::State& state) {
  const engram::registry live;
  auto labels = unknown_labels();
  benchmark::DoNotOptimize(labels.data());
  sixteen(state, [&](auto i) { up_down_counter.add(labels[i], i % 2 == 0 ? 1 : -1); });
}
BENCHMARK(up_down)->Threads(1);

/// What the counters would cost as atomics that all threads share.
void shared_atomics(benchmark::State& state) {
  sixteen(state, [](auto i) { shared_cells[i].fetch_add(1, std::memory_order_relaxed); });
}
BENCHMARK(shared_atomics)->Threads(1)->Threads(2);

/// One counter over and over, by all threads.
void one_counter(benchmark::State& state) {
  const engram::registry live;
  sixteen(state, [](auto) { counters[0].add(); });
}
BENCHMARK(one_counter)->Threads(1)->Threads(2);

void one_shared_atomic(benchmark::State& state) {
  sixteen(state, [](auto) { shared_cells[0].fetch_add(1, std::memory_order_relaxed); });
}
BENCHMARK(one_shared_atomic)->Threads(1)->Threads(2);

/// Hot, each batch timed.
void quantiles(benchmark::State& state) {
  const engram::registry live;
  auto labels = unknown_labels();
  benchmark::DoNotOptimize(labels.data());
  std::size_t i = 0;
  bench::quantiles_of_batches(
      state, {.calls = 2048}, [&] { labelled_counter.add(labels[i++ % in_turn]); }, [] {});
}
BENCHMARK(quantiles)->Iterations(200);

#if ENGRAM_PEER_PROMETHEUS_CPP
std::vector<prometheus::Counter*> peer_counters() {
  static prometheus::Registry registry;
  static auto& family = prometheus::BuildCounter().Name("bench_counter").Register(registry);
  std::vector<prometheus::Counter*> all;
  all.reserve(in_turn);
  for (std::size_t i = 0; i < in_turn; ++i) all.push_back(&family.Add({{"i", std::to_string(i)}}));
  return all;
}

void prometheus_cpp(benchmark::State& state) {
  const auto all = peer_counters();
  sixteen(state, [&](auto i) { all[i]->Increment(); });
}
BENCHMARK(prometheus_cpp)->Threads(1)->Threads(2);

void prometheus_cpp_one(benchmark::State& state) {
  const auto all = peer_counters();
  sixteen(state, [&](auto) { all[0]->Increment(); });
}
BENCHMARK(prometheus_cpp_one)->Threads(1)->Threads(2);
#endif

}  // namespace
