// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// What telemetry adds to a thread's start and end, where the threads only count and record: blocks
// of earlier threads are taken up again. Threads with and without take turns.
#include "chunked.hpp"

#include <engram/collect/registry.hpp>
#include <engram/engram.hpp>

#include <benchmark/benchmark.h>
#include <pthread.h>

#include <ctime>
#include <stdexcept>
#include <vector>

namespace {

constinit const engram::counter<> hits{{.name = "bench.threads.hits"}};
constinit const engram::histogram<engram::log_linear<-7, 0>> sizes{{.name = "bench.threads.sizes"}};

constexpr int threads_a_turn = 64;

/// A thread that counts and records, and one that does not. Both free memory in the thread, as
/// every std::thread does.
void* with_telemetry(void* owned) {
  hits.add();
  sizes.record(.5);
  delete static_cast<int*>(owned);
  return nullptr;
}
void* without_telemetry(void* owned) {
  delete static_cast<int*>(owned);
  return nullptr;
}

double now(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

/// Nanoseconds of `clock` for a thread's start and end, one thread after the other.
double start_and_end(clockid_t clock, void* (*body)(void*)) {
  const double start = now(clock);
  for (int i = 0; i < threads_a_turn; ++i) {
    pthread_t thread{};
    if (pthread_create(&thread, nullptr, body, new int{i}) != 0) {
      throw std::runtime_error("no thread");
    }
    pthread_join(thread, nullptr);
  }
  return (now(clock) - start) / threads_a_turn;
}

/// The median turn of each kind, and the median of their ratios, each of two neighbouring turns.
void start_and_exit(benchmark::State& state, clockid_t clock) {
  const engram::registry live(hits, sizes);
  std::vector<double> with;
  std::vector<double> without;
  std::vector<double> ratios;
  bool with_first = false;
  for (auto _ : state) {
    with_first = !with_first;  // neither gains by standing second
    if (with_first) with.push_back(start_and_end(clock, with_telemetry));
    without.push_back(start_and_end(clock, without_telemetry));
    if (!with_first) with.push_back(start_and_end(clock, with_telemetry));
    ratios.push_back(with.back() / without.back());
  }
  state.counters["with"] = bench::quantile(with, .5);
  state.counters["without"] = bench::quantile(without, .5);
  state.counters["ratio"] = bench::quantile(ratios, .5);
}
BENCHMARK_CAPTURE(start_and_exit, cpu, CLOCK_PROCESS_CPUTIME_ID)->Iterations(60);
BENCHMARK_CAPTURE(start_and_exit, elapsed, CLOCK_MONOTONIC)->Iterations(60);

}  // namespace
