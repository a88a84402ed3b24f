// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// Events. The floor reads the time-stamp counter and stores 32 bytes into a buffer as large as a
// ring, at the same pace. Every benchmark works in chunks and empties the ring between them,
// untimed. Undisturbed, the same thread empties it; otherwise the collector does, on another core,
// which then owns the lines that the next chunk writes; the floor's buffer is taken away the same
// way.
#include "chunked.hpp"
#include "event_fixture.hpp"

#include <engram/engram.hpp>

#include <benchmark/benchmark.h>
#include <x86intrin.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

#if ENGRAM_PEER_SPDLOG
#include <spdlog/async.h>
#include <spdlog/sinks/null_sink.h>
#include <spdlog/spdlog.h>
#endif

namespace {

constexpr bench::chunking events{.calls = 2048, .chunks = 100};
constexpr bench::chunking many_events{.calls = 2048, .chunks = 400};  // for quantiles
/// Ten records each: as many as there are events in the other chunks.
constexpr bench::chunking operations{.calls = 200, .chunks = 100};
constexpr std::size_t events_in_operation = 8;

constinit const engram::operation_kind kind{{.name = "bench.operation"}};

/// What the floor writes into.
class floor_buffer {
 public:
  [[gnu::always_inline]] void store() {
    auto& to = slots_[next_++ % bench::ring_slots];
    to.words[0] = next_;
    to.words[1] = __rdtsc();
    to.words[2] = next_ + 1;
    to.words[3] = 7;
  }
  /// Reads what was written since the last call, on whatever thread this is.
  void read() {
    std::uint64_t sum = 0;
    for (; read_ < next_; ++read_) {
      for (const auto word : slots_[read_ % bench::ring_slots].words) sum += word;
    }
    benchmark::DoNotOptimize(sum);
  }

 private:
  struct alignas(32) slot {
    std::array<std::uint64_t, 4> words;
  };
  std::vector<slot> slots_{bench::ring_slots};
  std::uint64_t next_ = 0;
  std::uint64_t read_ = 0;
};

/// A thread that reads the floor's buffer when asked, as a collector reads a ring.
class floor_reader {
 public:
  explicit floor_reader(floor_buffer& buffer) : thread_([this, &buffer] { run(buffer); }) {}
  ~floor_reader() {
    ask(stop);
    thread_.join();
  }
  floor_reader(const floor_reader&) = delete;
  floor_reader& operator=(const floor_reader&) = delete;

  void read() {
    ask(wanted);
    state_.wait(wanted);
  }

 private:
  enum what : int { idle, wanted, stop };
  void ask(what state) {
    state_ = state;
    state_.notify_one();
  }
  void run(floor_buffer& buffer) {
    while (true) {
      state_.wait(idle);
      if (state_ == stop) return;
      buffer.read();
      state_ = idle;
      state_.notify_one();
    }
  }

  std::atomic<what> state_{idle};
  std::thread thread_;
};

constexpr auto nothing = [] {};

void rdtsc(benchmark::State& state) {
  bench::mean_of_chunks(state, events, [] { benchmark::DoNotOptimize(__rdtsc()); }, nothing);
}
BENCHMARK(rdtsc)->UseManualTime()->Iterations(events.chunks);

void floor(benchmark::State& state) {
  floor_buffer buffer;
  bench::mean_of_chunks(state, events, [&] { buffer.store(); }, nothing);
}
BENCHMARK(floor)->UseManualTime()->Iterations(events.chunks);

void floor_read_elsewhere(benchmark::State& state) {
  floor_buffer buffer;
  floor_reader reader(buffer);
  bench::mean_of_chunks(state, events, [&] { buffer.store(); }, [&] { reader.read(); });
}
BENCHMARK(floor_read_elsewhere)->UseManualTime()->Iterations(events.chunks);

void floor_quantiles(benchmark::State& state) {
  floor_buffer buffer;
  bench::quantiles_of_batches(state, many_events, [&] { buffer.store(); }, nothing);
}
BENCHMARK(floor_quantiles)->Iterations(many_events.chunks);

void check_nothing_dropped(benchmark::State& state, const bench::bench_collector& collector) {
  if (collector.dropped() != 0) state.SkipWithError("events were dropped: the chunk is too long");
}

void event(benchmark::State& state) {
  bench::held_collector collector;
  std::uint64_t i = 0;
  bench::mean_of_chunks(state, events, [&] { bench::emit_primed(++i); }, collector.discard);
  check_nothing_dropped(state, collector);
}
BENCHMARK(event)->UseManualTime()->Iterations(events.chunks);

void event_collected(benchmark::State& state) {
  bench::bench_collector collector;
  std::uint64_t i = 0;
  bench::mean_of_chunks(
      state, events, [&] { bench::emit_primed(++i); }, [&] { collector.drain(); });
  check_nothing_dropped(state, collector);
}
BENCHMARK(event_collected)->UseManualTime()->Iterations(events.chunks);

void event_quantiles(benchmark::State& state) {
  bench::held_collector collector;
  std::uint64_t i = 0;
  bench::quantiles_of_batches(
      state, many_events, [&] { bench::emit_primed(++i); }, collector.discard);
  check_nothing_dropped(state, collector);
}
BENCHMARK(event_quantiles)->Iterations(many_events.chunks);

/// Events of an operation that is open already: its timestamp serves them all.
void event_in_operation(benchmark::State& state) {
  bench::held_collector collector;
  const engram::operation open(kind, {.space = 3, .subject = 1});
  std::uint64_t i = 0;
  bench::mean_of_chunks(state, events, [&] { bench::emit_primed(++i); }, collector.discard);
  check_nothing_dropped(state, collector);
}
BENCHMARK(event_in_operation)->UseManualTime()->Iterations(events.chunks);

[[gnu::always_inline]] inline void operation_of_eight(std::uint64_t& i) {
  const engram::operation open(kind, {.space = 3, .subject = i});
  for (std::size_t k = 0; k < events_in_operation; ++k) bench::emit_primed(++i);
}

/// Operations of eight events, their begin and end among the costs; `ns` is for one event.
template <class Between>
void whole_operations(benchmark::State& state, Between between) {
  std::uint64_t i = 0;
  bench::mean_of_chunks(state, operations, [&] { operation_of_eight(i); }, between);
  state.counters["ns"] = state.counters["ns"] / double{events_in_operation};
}

void event_and_operation(benchmark::State& state) {
  bench::held_collector collector;
  whole_operations(state, collector.discard);
  check_nothing_dropped(state, collector);
}
BENCHMARK(event_and_operation)->UseManualTime()->Iterations(operations.chunks);

void event_and_operation_collected(benchmark::State& state) {
  bench::bench_collector collector;
  whole_operations(state, [&] { collector.drain(); });
  check_nothing_dropped(state, collector);
}
BENCHMARK(event_and_operation_collected)->UseManualTime()->Iterations(operations.chunks);

/// An event that finds the ring full.
void drop(benchmark::State& state) {
  bench::held_collector collector;
  for (std::uint64_t i = 0; i <= bench::ring_slots; ++i) bench::emit_primed(i);
  const auto before = collector.dropped();
  std::uint64_t i = 0;
  bench::mean_of_chunks(state, events, [&] { bench::emit_primed(++i); }, nothing);
  if (collector.dropped() - before != i) state.SkipWithError("not every event was dropped");
}
BENCHMARK(drop)->UseManualTime()->Iterations(events.chunks);

void empty(benchmark::State& state) {
  std::uint64_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(++i);
    benchmark::ClobberMemory();
  }
}
BENCHMARK(empty);

/// Leaves event and operation types registered, and off: no collector runs.
void turn_off() {
  const bench::held_collector collector;
  std::uint64_t i = 0;
  operation_of_eight(i);
}

void event_off(benchmark::State& state) {
  turn_off();
  std::uint64_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(++i);
    bench::emit_primed(i);
    benchmark::ClobberMemory();
  }
}
BENCHMARK(event_off);

void operation_off(benchmark::State& state) {
  turn_off();
  std::uint64_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(++i);
    const engram::operation open(kind, {.space = 3, .subject = i});
    benchmark::ClobberMemory();
  }
}
BENCHMARK(operation_off);

#if ENGRAM_PEER_SPDLOG
/// The same five fields, formatted where the message is logged, as spdlog does it; into no sink.
void spdlog_async(benchmark::State& state) {
  const auto logger = spdlog::create_async<spdlog::sinks::null_sink_mt>("bench");
  std::uint64_t i = 0;
  bench::mean_of_chunks(
      state, events,
      [&] {
        ++i;
        logger->info("engram.node.primed {} {} {} {} {}", i, i + 1, .3F, 0, 1);
      },
      [] {
        while (spdlog::thread_pool()->queue_size() != 0) std::this_thread::yield();
      });
  spdlog::shutdown();
}
BENCHMARK(spdlog_async)->UseManualTime()->Iterations(events.chunks);
#endif

}  // namespace
