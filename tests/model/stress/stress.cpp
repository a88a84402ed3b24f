// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// What the models check, with real threads: for `scripts/mutants`, which compiles it with one
// memory order weakened. The shipped sources are included, so that they are weakened too.
// Exit status: 0, all invariants held; 1, one did not.
#include "collect/accounting.cpp"
#include "collect/attachment.cpp"
#include "collect/blocks.cpp"
#include "collect/clock_choice.cpp"
#include "collect/cognitive_rates.cpp"
#include "collect/collector.cpp"
#include "collect/delta.cpp"
#include "collect/drainer.cpp"
#include "collect/exemplars.cpp"
#include "collect/exponential_cells.cpp"
#include "collect/exponential_fold.cpp"
#include "collect/exponential_reading.cpp"
#include "collect/histogram_reading.cpp"
#include "collect/machine.cpp"
#include "collect/mapped_memory.cpp"
#include "collect/module_pin.cpp"
#include "collect/process_store.cpp"
#include "collect/registry.cpp"
#include "collect/series.cpp"
#include "collect/stream_decoder.cpp"
#include "collect/tables.cpp"
#include "collect/time_base.cpp"
#include "collect/topology.cpp"
#include "collect/window_levels.cpp"
#include "collect/window_thread.cpp"
#include "collect/windows.cpp"
#include "model/model_events.hpp"

#include <engram/counter.hpp>
#include <engram/gauge.hpp>
#include <engram/histogram.hpp>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

namespace engram::testing {
namespace {

constinit basic_counter<on> hits{{.name = "stress.hits"}};
constinit basic_gauge<on> level{{.name = "stress.level"}};
constinit basic_histogram<on, exponential<4>> sizes{{.name = "stress.sizes"}};
constexpr int records = 20'000;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "stress: %s\n", what);
  std::exit(1);
}

template <class Body>
void together(int threads, Body body) {
  std::vector<std::thread> all;
  for (int i = 0; i < threads; ++i) all.emplace_back([&body, i] { body(i); });
  for (auto& each : all) each.join();
}

/// Two threads bring the store to life; who finds it finds the hooks.
void birth() {
  together(2, [](int) {
    const registry metrics{hits};
    require(detail::installed_hooks<std_sync>() != nullptr, "records find the hooks");
    require(!detail::has_fast_ticks() || detail::read_fast_ticks() != 0, "there is a clock");
  });
}

void pass_through_a_ring() {
  using small = ring<std_sync, std::uint8_t>;
  small passage;
  std::array<small::slot, 4> storage;
  passage.adopt(storage.data(), 4);
  std::thread producer([&] {
    for (std::uint64_t i = 1; i <= records;) {
      const auto at = passage.position();
      if (!passage.has_room(at)) continue;
      passage.reserve(at).write(i, i + 1, i + 2, i + 3);
      passage.commit(at);
      ++i;
    }
  });
  for (std::uint64_t next = 1; next <= records;) {
    for (auto waiting = passage.peek(); waiting > 0; --waiting, ++next) {
      const auto words = passage.at(0);
      require(words[0] == next && words[3] == next + 3, "records arrive whole and in order");
      passage.release(1);
    }
  }
  producer.join();
}

/// Records once more after its thread gave its cells back.
struct late_recorder {
  void touch() noexcept {}
  ~late_recorder() { hits.add(); }
};

void churn(const registry& metrics) {
  const auto before = metrics.scrape()[hits]();
  std::uint64_t last = before;
  for (int round = 0; round < 50; ++round) {
    together(4, [&](int i) {
      static thread_local late_recorder late;
      late.touch();
      if (i == 0) {
        const auto now = metrics.scrape()[hits]();
        require(now >= last, "a total does not fall");
      }
      hits.add();
    });
    last = metrics.scrape()[hits]();
  }
  require(last == before + 50 * 4 * 2, "totals are exact at rest");
}

void publish_by_a_gauge(const registry& metrics) {
  for (int round = 1; round <= 100; ++round) {
    int payload = 0;
    std::thread writer([&] {
      payload = round;
      level.set(round);
    });
    while (level.value() != round) std::this_thread::yield();
    require(payload == round, "what came before a level is seen");
    writer.join();
    std::thread again([&] {
      payload = -round;
      level.set(-round);
    });
    while (metrics.scrape()[level]() != -round) std::this_thread::yield();
    require(payload == -round, "what came before a scraped level is seen");
    again.join();
  }
}

/// A window has few moves in its life: each round is another series' life.
void move_windows() {
  using mapping = exponential<4>;
  constexpr auto layout = detail::exponential_cells_of<mapping>;
  for (int round = 0; round < 300; ++round) {
    std::array<detail::cell<std_sync>, layout.stride()> cells{};
    std::array<std::uint64_t, layout.stride()> read{};
    std::thread owner([&] {
      double value = 1;
      for (int i = 0; i < 100; ++i, value *= 3) {
        detail::record_exponential<std_sync, mapping>(cells.data(), value);
      }
    });
    for (std::uint64_t last = 0; last < 100;) {
      detail::read_window(layout, read, cells.data());
      const auto count = read[8] + read[9] + read[10] + read[11];
      require(count >= last, "a count does not fall");
      require(count <= 100, "nothing is counted twice");
      last = count;
    }
    owner.join();
  }
}

void record_late(const registry& metrics) {
  together(4, [](int) {
    struct late_sizes {
      void touch() noexcept {}
      ~late_sizes() {
        for (double value = 1; value < 1e9; value *= 10) sizes.record(value);
      }
    };
    static thread_local late_sizes late;
    late.touch();
    sizes.record(1);
  });
  const auto now = metrics.scrape();
  require(now[sizes]().count() == 4 * 10, "late records lose nothing");
}

void count_under_a_lock() {
  futex_mutex<std_sync> mutex;
  int sum = 0;
  together(3, [&](int) {
    for (int i = 0; i < records; ++i) {
      const scoped_lock lock(mutex);
      ++sum;
    }
  });
  require(sum == 3 * records, "nobody comes in between");
}

void collect() {
  for (int round = 0; round < 5; ++round) {
    collector engine({.ring_slots = 64, .interval = std::chrono::milliseconds(1)});
    std::thread reader([&] {
      for (int i = 0; i < 200; ++i)
        require(engine.account().total().offered < 1'000'000, "figures");
    });
    require(engine.start(), "it starts");
    together(2, [&](int i) {
      for (std::uint32_t n = 0; n < 2'000; ++n) emit_step(n);
      if (i == 0) engine.flush(std::chrono::milliseconds(5'000));
    });
    engine.stop();
    reader.join();
    require(engine.account().balances(), "every record is accounted for");
  }
}

}  // namespace
}  // namespace engram::testing

int main() {
  using namespace engram::testing;
  birth();
  const engram::registry metrics{hits, level, sizes};
  pass_through_a_ring();
  churn(metrics);
  publish_by_a_gauge(metrics);
  move_windows();
  record_late(metrics);
  count_under_a_lock();
  collect();
}
