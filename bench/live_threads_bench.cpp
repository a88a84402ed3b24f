// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// What many live threads cost: each has touched 1,000 counters and one histogram. Memory is the
// kernel's count, less what the same threads take without metrics; a scrape reads all blocks.
#include "child_process.hpp"
#include "chunked.hpp"
#include "many_labels.hpp"

#include <engram/collect/registry.hpp>
#include <engram/engram.hpp>

#include <benchmark/benchmark.h>
#include <pthread.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <latch>
#include <stdexcept>
#include <vector>

namespace {

constinit const engram::counter<bench::kind, bench::place> counters{
    {.name = "bench.live.counters"}};  // 250 x 40 series
constinit const engram::histogram<engram::log_linear<-7, 0>> sizes{{.name = "bench.live.sizes"}};

constexpr std::size_t stack_bytes = 65'536;
constexpr std::size_t series = 1'000;

/// What a thread of the crowd is told.
struct orders {
  bool record;
  std::latch recorded;
  std::latch leave{1};
};

void* member_of_crowd(void* told) {
  auto& mine = *static_cast<orders*>(told);
  for (std::size_t i = 0; mine.record && i < series; ++i) {
    counters.add(bench::kind{static_cast<std::uint8_t>(i / bench::places)},
                 bench::place{static_cast<std::uint8_t>(i % bench::places)});
  }
  if (mine.record) sizes.record(.5);
  mine.recorded.count_down();
  mine.leave.wait();
  return nullptr;
}

/// Threads that live, and record first if told to, until this is destroyed.
class crowd {
 public:
  crowd(std::size_t size, bool record)
      : orders_{.record = record, .recorded = std::latch(static_cast<std::ptrdiff_t>(size))} {
    pthread_attr_t small{};
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, stack_bytes);
    for (std::size_t i = 0; i < size; ++i) {
      pthread_t thread{};
      if (pthread_create(&thread, &small, member_of_crowd, &orders_) != 0) {
        throw std::runtime_error("no more threads");
      }
      threads_.push_back(thread);
    }
    pthread_attr_destroy(&small);
    orders_.recorded.wait();
  }
  ~crowd() {
    orders_.leave.count_down();
    for (const auto thread : threads_) pthread_join(thread, nullptr);
  }
  crowd(const crowd&) = delete;
  crowd& operator=(const crowd&) = delete;

 private:
  orders orders_;
  std::vector<pthread_t> threads_;
};

struct figures {
  double bytes = 0;   ///< resident, of the threads and what they recorded
  double scrape = 0;  ///< nanoseconds, the median of five
};

double scrape_time(const engram::registry& live) {
  using clock = std::chrono::steady_clock;
  std::vector<double> times;
  for (int i = 0; i < 5; ++i) {
    const auto start = clock::now();
    benchmark::DoNotOptimize(live.scrape());
    times.push_back(std::chrono::duration<double, std::nano>(clock::now() - start).count());
  }
  return bench::quantile(times, .5);
}

figures measure(std::size_t threads, bool record) {
  const engram::registry live(counters, sizes);
  const auto before = bench::resident_bytes();
  const crowd present(threads, record);
  const auto bytes = static_cast<double>(bench::resident_bytes() - before);
  return {.bytes = bytes, .scrape = scrape_time(live)};
}

void live_threads(benchmark::State& state) {
  const auto threads = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) {
    const auto with = bench::in_child([=] { return measure(threads, true); });
    const auto without = bench::in_child([=] { return measure(threads, false); });
    state.counters["bytes_with"] = with.bytes;
    state.counters["bytes_without"] = without.bytes;
    state.counters["bytes_a_thread"] = (with.bytes - without.bytes) / static_cast<double>(threads);
    state.counters["scrape_ns"] = with.scrape;
  }
}
BENCHMARK(live_threads)
    ->Arg(1)
    ->Arg(10)
    ->Arg(100)
    ->Arg(1'000)
    ->Arg(10'000)
    ->Iterations(1)
    ->Repetitions(1);

}  // namespace
