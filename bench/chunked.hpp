// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <benchmark/benchmark.h>
#include <x86intrin.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

/// Timing in chunks: what must happen between two chunks, such as emptying a ring, is not timed.
namespace bench {

/// Calls of an operation in one chunk, and chunks in one repetition.
struct chunking {
  std::size_t calls = 1024;
  std::size_t chunks = 200;
};

/// The value that a share `q` of all does not exceed. Reorders `values`, which are not empty.
template <class T>
T quantile(std::vector<T>& values, double q) {
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>(q * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

/// Times chunks of `call()`s, with `between()` after each. Reports as `ns` the time of one call in
/// the median chunk: what interrupts a chunk on a busy machine makes that chunk an outlier and
/// leaves the median where it is.
template <class Call, class Between>
void mean_of_chunks(benchmark::State& state, chunking size, Call call, Between between) {
  using clock = std::chrono::steady_clock;
  std::vector<double> each;
  for (auto _ : state) {
    const auto start = clock::now();
    for (std::size_t i = 0; i < size.calls; ++i) {
      call();
      benchmark::ClobberMemory();
    }
    const std::chrono::duration<double> took = clock::now() - start;
    state.SetIterationTime(took.count());
    each.push_back(took.count() * 1e9 / static_cast<double>(size.calls));
    between();
  }
  state.counters["ns"] = quantile(each, .5);
}

/// Nanoseconds in a tick of the time-stamp counter.
inline double nanoseconds_per_tick() {
  static const double rate = [] {
    using clock = std::chrono::steady_clock;
    const auto start = clock::now();
    const auto ticks = __rdtsc();
    while (clock::now() - start < std::chrono::milliseconds(20)) {
    }
    const std::chrono::duration<double, std::nano> took = clock::now() - start;
    return took.count() / static_cast<double>(__rdtsc() - ticks);
  }();
  return rate;
}

/// Calls in a batch that is timed by the time-stamp counter, which moves in steps of about 10 ns on
/// some processors: too coarse for a single call, fine enough for sixteen.
inline constexpr std::size_t batch = 16;

/// Ticks that `call()`s take, fenced on both sides.
template <class Call>
[[gnu::always_inline]] inline std::uint32_t ticks_of(std::size_t calls, Call call) {
  unsigned cpu = 0;
  _mm_lfence();
  const auto start = __rdtsc();
  _mm_lfence();
  for (std::size_t i = 0; i < calls; ++i) {
    call();
    benchmark::ClobberMemory();
  }
  const auto end = __rdtscp(&cpu);
  _mm_lfence();
  return static_cast<std::uint32_t>(end - start);
}

/// Mean of all but the greatest twentieth. Reorders `values`.
inline double trimmed_mean(std::vector<std::uint32_t>& values) {
  quantile(values, .95);
  const auto kept = values.size() * 95 / 100;
  const auto end = values.begin() + static_cast<std::ptrdiff_t>(kept);
  return std::accumulate(values.begin(), end, 0.0) / static_cast<double>(kept);
}

/// Times every batch of calls. Reports `p50`, `p99` and `p999` of a batch as nanoseconds a call,
/// less what the timer itself takes. A quantile of batches lies below that of single calls; it
/// compares with what is measured the same way.
template <class Call, class Between>
void quantiles_of_batches(benchmark::State& state, chunking size, Call call, Between between) {
  std::vector<std::uint32_t> taken;
  std::vector<std::uint32_t> timer;
  for (auto _ : state) {
    for (std::size_t i = 0; i < size.calls; i += batch) {
      taken.push_back(ticks_of(batch, call));
      timer.push_back(ticks_of(0, call));
    }
    between();
  }
  const double nothing = trimmed_mean(timer);
  for (const auto& [name, q] : {std::pair{"p50", .5}, {"p99", .99}, {"p999", .999}}) {
    const double ticks = quantile(taken, q) - nothing;
    state.counters[name] = ticks * nanoseconds_per_tick() / double{batch};
  }
}

}  // namespace bench
