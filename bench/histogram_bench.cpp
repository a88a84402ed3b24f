// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// Histograms. The floor adds to a bucket that it is told and to a sum: what a histogram costs
// without finding the bucket and without a least and a greatest value.
#include "chunked.hpp"

#include <engram/collect/collector.hpp>
#include <engram/collect/registry.hpp>
#include <engram/engram.hpp>

#include <benchmark/benchmark.h>
#include <x86intrin.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#if ENGRAM_PEER_PROMETHEUS_CPP
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#endif

namespace {

inline constexpr engram::bounds strengths{.01, .02, .03, .05, .07, .1, .15, .2, .3, .5, .7, 1};
using by_bounds = engram::explicit_bounds<strengths>;
using by_logarithm = engram::log_linear<-7, 0>;

constinit const engram::histogram<by_bounds> explicit_histogram{{.name = "bench.explicit"}};
constinit const engram::histogram<by_logarithm> log_histogram{{.name = "bench.log_linear"}};

constinit const engram::histogram<engram::exponential<>> exponential_histogram{
    {.name = "bench.exponential"}};

constinit const engram::histogram<engram::with_exemplars<by_bounds>> exemplary_explicit{
    {.name = "bench.exemplary_explicit"}};
constinit const engram::histogram<engram::with_exemplars<engram::exponential<>>>
    exemplary_exponential{{.name = "bench.exemplary_exponential"}};
constinit const engram::operation_kind around{{.name = "bench.around"}};

// A power of two, and more than a branch predictor learns by heart: it does learn 1,024.
constexpr std::size_t samples = 1 << 14;

/// Values as a workload has them: spread over all buckets, in no order.
std::vector<double> make_values() {
  std::vector<double> values(samples);
  std::uint64_t random = 1;
  for (auto& value : values) {
    random = random * 6364136223846793005U + 1442695040888963407U;
    value = static_cast<double>(random >> 40) * 0x1p-24;
  }
  return values;
}

/// Calls `record(i)` with i in [0, samples), one an iteration.
template <class Record>
void one_by_one(benchmark::State& state, Record record) {
  std::size_t i = 0;
  for (auto _ : state) {
    record(i);
    i = (i + 1) % samples;
  }
}

using cells = std::array<std::atomic<std::uint64_t>, 64>;
thread_local cells own_buckets;
thread_local std::atomic<std::uint64_t> own_sum;

void add(std::atomic<std::uint64_t>& to, std::uint64_t n) {
  to.store(to.load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
}

/// The floor: `bucket[i]++; sum += v`, the bucket and an integral value given.
void floor(benchmark::State& state) {
  std::vector<std::uint32_t> buckets(samples);
  std::vector<std::uint64_t> numbers(samples);
  const auto values = make_values();
  for (std::size_t i = 0; i < samples; ++i) {
    buckets[i] = by_bounds::index(values[i]);
    numbers[i] = static_cast<std::uint64_t>(values[i] * 1e6);
  }
  one_by_one(state, [&](std::size_t i) {
    add(own_buckets[buckets[i]], 1);
    add(own_sum, numbers[i]);
  });
}
BENCHMARK(floor);

void log_linear(benchmark::State& state) {
  const engram::registry live;
  const auto values = make_values();
  one_by_one(state, [&](std::size_t i) { log_histogram.record(values[i]); });
}
BENCHMARK(log_linear);

void explicit_bounds(benchmark::State& state) {
  const engram::registry live;
  const auto values = make_values();
  one_by_one(state, [&](std::size_t i) { explicit_histogram.record(values[i]); });
}
BENCHMARK(explicit_bounds);

void exponential(benchmark::State& state) {
  const engram::registry live;
  const auto values = make_values();
  for (double value : values) exponential_histogram.record(value);  // the window has settled
  one_by_one(state, [&](std::size_t i) { exponential_histogram.record(values[i]); });
}
BENCHMARK(exponential);

/// With exemplars, inside one operation.
template <class Histogram>
void inside_an_operation(benchmark::State& state, const Histogram& histogram) {
  engram::collector drain{{}};
  if (!drain.start()) return state.SkipWithError("another collector runs");
  const auto values = make_values();
  {
    const engram::operation op{around, {}};
    for (double value : values) histogram.record(value);
    one_by_one(state, [&](std::size_t i) { histogram.record(values[i]); });
  }
  drain.stop();
}
void explicit_with_exemplars(benchmark::State& state) {
  inside_an_operation(state, exemplary_explicit);
}
BENCHMARK(explicit_with_exemplars);
void exponential_with_exemplars(benchmark::State& state) {
  inside_an_operation(state, exemplary_exponential);
}
BENCHMARK(exponential_with_exemplars);

/// A life of a series: values that come from ever farther away, each a window's move.
void exponential_moves(benchmark::State& state) {
  using mapping = engram::exponential<>;
  std::vector<engram::detail::cell<engram::std_sync>> series(engram::detail::stride_of<mapping>);
  std::uint64_t flips = 0;
  for (auto _ : state) {
    for (auto& cell : series) cell.store(0, std::memory_order_relaxed);
    double up = 1;
    for (int i = 0; i < 1000; ++i, up *= 2) {
      engram::detail::record_exponential<engram::std_sync, mapping>(series.data(), up);
      engram::detail::record_exponential<engram::std_sync, mapping>(series.data(), 1 / up);
    }
    flips = series[engram::detail::exponential_cells::window].load() >> 8 & 0xffff;
  }
  state.counters["flips"] = static_cast<double>(flips);
}
BENCHMARK(exponential_moves);

/// The same bounds searched as most libraries search them, into cells of the thread's own.
void lower_bound(benchmark::State& state) {
  const auto values = make_values();
  one_by_one(state, [&](std::size_t i) {
    const auto& upper = strengths.values;
    const auto at = std::lower_bound(upper.begin(), upper.end(), values[i]) - upper.begin();
    add(own_buckets[static_cast<std::size_t>(at)], 1);
    add(own_sum, static_cast<std::uint64_t>(values[i] * 1e6));
  });
}
BENCHMARK(lower_bound);

/// The calling thread's cells of the log-linear histogram.
std::span<const engram::detail::cell<engram::std_sync>> own_series() {
  const auto slot = log_histogram.slot().load(std::memory_order_relaxed);
  return {engram::detail::this_thread<engram::std_sync>().cells + slot,
          log_histogram.descriptor().stride};
}

#if ENGRAM_PEER_PROMETHEUS_CPP
void prometheus_cpp(benchmark::State& state) {
  static prometheus::Registry registry;
  static auto& family = prometheus::BuildHistogram().Name("bench_histogram").Register(registry);
  auto& histogram = family.Add({}, prometheus::Histogram::BucketBoundaries(strengths.values.begin(),
                                                                           strengths.values.end()));
  const auto values = make_values();
  one_by_one(state, [&](std::size_t i) { histogram.Observe(values[i]); });
}
BENCHMARK(prometheus_cpp);
#endif

/// What `record` costs when the thread's cells of the series are in memory and in no cache. Reports
/// `ns`, the mean of all but the slowest twentieth, less the timer's own time.
template <class Prepare>
void cold_record(benchmark::State& state, Prepare prepare) {
  const engram::registry live(log_histogram);
  log_histogram.record(.5);
  const auto series = own_series();
  std::vector<std::uint32_t> taken;
  std::vector<std::uint32_t> timer;
  for (auto _ : state) {
    for (const auto& cell : series) _mm_clflush(&cell);
    _mm_mfence();
    prepare();
    timer.push_back(bench::ticks_of(0, [] {}));
    taken.push_back(bench::ticks_of(1, [] { log_histogram.record(.5); }));
  }
  const double ticks = bench::trimmed_mean(taken) - bench::trimmed_mean(timer);
  state.counters["ns"] = ticks * bench::nanoseconds_per_tick();
}

/// Long enough for lines that were asked for to arrive.
void wait_for_memory() {
  for (int i = 0; i < 100; ++i) _mm_pause();
}

void cold(benchmark::State& state) { cold_record(state, wait_for_memory); }
BENCHMARK(cold)->Iterations(2'000);

void cold_warmed(benchmark::State& state) {
  cold_record(state, [] {
    log_histogram.warm();
    wait_for_memory();
  });
}
BENCHMARK(cold_warmed)->Iterations(2'000);

/// Hot, each batch timed.
void quantiles(benchmark::State& state) {
  const engram::registry live;
  const auto values = make_values();
  std::size_t i = 0;
  bench::quantiles_of_batches(
      state, {.calls = 2048}, [&] { explicit_histogram.record(values[i++ % samples]); }, [] {});
}
BENCHMARK(quantiles)->Iterations(200);

}  // namespace
