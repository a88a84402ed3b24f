// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// The tail of a record call while another thread scrapes and renders back to back, and while it
// does not. The two take turns. A scrape reads 100,000 series of two threads, or those recorded
// alone, which takes the recording thread's lines away many times as often.
#include "chunked.hpp"
#include "many_labels.hpp"

#include <engram/collect/registry.hpp>
#include <engram/engram.hpp>
#include <engram/export/prometheus.hpp>

#include <benchmark/benchmark.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

namespace {

enum class few : std::uint8_t {};
consteval auto label_set(few) { return bench::numbered_labels<9>("few"); }

constinit const engram::counter<bench::kind, bench::place, few> background{
    {.name = "bench.tail.background"}};  // 250 x 40 x 10: 100,000 series
constinit const engram::counter<few> hot_counter{{.name = "bench.tail.counter"}};
constinit const engram::histogram<engram::log_linear<-7, 0>> hot_histogram{
    {.name = "bench.tail.histogram"}};

/// Scrapes and renders back to back while it is told to.
class scraper {
 public:
  explicit scraper(bool all) : thread_([this, all] { run(all); }) {}
  ~scraper() {
    tell(leaving);
    thread_.join();
  }
  scraper(const scraper&) = delete;
  scraper& operator=(const scraper&) = delete;

  /// Returns once a scrape runs.
  void start() {
    const auto seen = scrapes_.load();
    tell(scraping);
    scrapes_.wait(seen);
  }
  /// Returns once none runs.
  void pause() {
    tell(resting);
    while (busy_) std::this_thread::yield();
  }
  std::uint64_t scrapes() const { return scrapes_; }

 private:
  enum order : int { resting, scraping, leaving };
  void tell(order what) {
    order_ = what;
    order_.notify_one();
  }
  void run(bool all) {
    engram::registry set(hot_counter, hot_histogram);
    if (all) set.declare(background);
    engram::prometheus_exposition page;
    while (order_ != leaving) {
      busy_ = order_ == scraping;
      if (busy_) benchmark::DoNotOptimize(page.render(set.scrape()));
      busy_ = false;
      ++scrapes_;
      scrapes_.notify_one();
      order_.wait(resting);
    }
  }

  std::atomic<int> order_{resting};
  std::atomic<bool> busy_{false};
  std::atomic<std::uint64_t> scrapes_{0};
  std::thread thread_;
};

void fill_background() {
  for (std::size_t i = 0; i < bench::kinds * bench::places * 9; ++i) {
    background.add(bench::kind{static_cast<std::uint8_t>(i / (bench::places * 9))},
                   bench::place{static_cast<std::uint8_t>(i / 9 % bench::places)},
                   few{static_cast<std::uint8_t>(i % 9)}, 600'000);
  }
}

constexpr std::size_t batches_a_turn = 100'000;

template <class Record>
void record_for_a_turn(std::vector<std::uint32_t>& taken, Record record) {
  for (std::size_t i = 0; i < batches_a_turn; ++i) {
    taken.push_back(bench::ticks_of(bench::batch, record));
  }
}

/// Reports `quiet` and `scraped`: the 99.9th percentile of batches, in nanoseconds a call, less
/// what the timer itself takes; and `scrapes`, how many ended in a turn.
template <class Record>
void tail(benchmark::State& state, bool all, Record record) {
  const engram::registry live(background, hot_counter, hot_histogram);
  fill_background();
  std::thread(fill_background).join();
  scraper other(all);
  std::uint64_t scrapes = 0;
  std::vector<std::uint32_t> timer;
  timer.reserve(10'000);
  for (std::size_t i = 0; i < 10'000; ++i) timer.push_back(bench::ticks_of(0, record));
  const double nothing = bench::trimmed_mean(timer);
  std::vector<std::uint32_t> quiet;
  std::vector<std::uint32_t> scraped;
  for (auto _ : state) {
    record_for_a_turn(quiet, record);
    other.start();
    const auto before = other.scrapes();
    record_for_a_turn(scraped, record);
    scrapes += other.scrapes() - before;
    other.pause();
  }
  const auto p999 = [&](auto& ticks) {
    return (bench::quantile(ticks, .999) - nothing) * bench::nanoseconds_per_tick() / bench::batch;
  };
  state.counters["quiet"] = p999(quiet);
  state.counters["scraped"] = p999(scraped);
  state.counters["scrapes"] =
      static_cast<double>(scrapes) / static_cast<double>(state.iterations());
}

void counter(benchmark::State& state, bool all) {
  std::size_t i = 0;
  tail(state, all, [&] { hot_counter.add(few{static_cast<std::uint8_t>(i++ % 9)}); });
}
BENCHMARK_CAPTURE(counter, all, true)->Iterations(10);
BENCHMARK_CAPTURE(counter, hot_alone, false)->Iterations(10);

void histogram(benchmark::State& state, bool all) {
  tail(state, all, [] { hot_histogram.record(.3); });
}
BENCHMARK_CAPTURE(histogram, all, true)->Iterations(10);
BENCHMARK_CAPTURE(histogram, hot_alone, false)->Iterations(10);

}  // namespace
