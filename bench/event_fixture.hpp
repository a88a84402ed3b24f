// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/cognitive/priming.hpp>
#include <engram/collect/collector.hpp>
#include <engram/engram.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <utility>

/// What the benchmarks of events share.
namespace bench {

inline constexpr std::uint64_t ring_slots = 1
                                            << 14;  // the default: 512 KiB, as large as the floor's

/// Emits an event of five fields, different each time.
[[gnu::always_inline]] inline void emit_primed(std::uint64_t i) {
  using namespace engram::cognitive;
  engram::emit(primed{.prime = node_id{i},
                      .target = node_id{i + 1},
                      .strength = .3F,
                      .kind = priming_kind::semantic,
                      .hops = 1});
}

/// Counts what it is given and forgets it. Can hold the collector's thread inside a write.
class null_exporter : public engram::exporter {
 public:
  std::string_view name() const noexcept override { return "null"; }
  bool open(const engram::notifier&) override { return true; }
  void write(const engram::batch& records, engram::sink_ledger& ledger) override {
    for (const auto& record : records) {
      ledger.count(record.type_index, engram::sink_outcome::acknowledged);
    }
    if (!hold_) return;
    held_ = true;
    held_.notify_one();
    hold_.wait(true);
  }
  bool flush() override { return true; }

  void hold() { hold_ = true; }
  void wait_until_held() { held_.wait(false); }
  void let_go() {
    hold_ = false;
    hold_.notify_one();
  }

 private:
  std::atomic<bool> hold_{false};
  std::atomic<bool> held_{false};
};

/// A collector that runs only when it is told to: the time between its rounds is longer than a
/// benchmark.
class bench_collector {
 public:
  bench_collector() : collector_(options(exporter_)) {
    if (!collector_.start()) throw std::runtime_error("the collector did not start");
  }
  bench_collector(const bench_collector&) = delete;
  bench_collector& operator=(const bench_collector&) = delete;

  /// Has the collector's thread empty all rings, and waits for it.
  void drain() {
    if (!collector_.flush(std::chrono::seconds(10))) throw std::runtime_error("no flush in 10 s");
  }
  std::uint64_t dropped() const { return collector_.account().total().dropped(); }

 protected:
  null_exporter& exporter() { return *exporter_; }
  engram::collector& collector() { return collector_; }

 private:
  static engram::collector_options options(null_exporter*& made) {
    auto owner = std::make_unique<null_exporter>();
    made = owner.get();
    engram::collector_options all{.ring_slots = ring_slots, .interval = std::chrono::hours(1)};
    all.exporters.push_back(std::move(owner));
    return all;
  }

  null_exporter* exporter_ = nullptr;
  engram::collector collector_;
};

/// A collector whose thread is held in its exporter and touches no ring, so that the thread that
/// fills a ring may also empty it.
class held_collector : public bench_collector {
 public:
  held_collector() {
    exporter().hold();
    emit_primed(0);
    collector().flush(std::chrono::milliseconds(0));  // wakes it; does not wait
    exporter().wait_until_held();
  }
  ~held_collector() {
    discard();
    exporter().let_go();
    collector().stop({.drain = false});
  }
  held_collector(const held_collector&) = delete;
  held_collector& operator=(const held_collector&) = delete;

  /// Empties this thread's ring from this thread: no line of it moves to another core.
  static void discard() {
    auto& ring = engram::detail::this_thread<engram::std_sync>().self->events;
    ring.release(ring.peek());
  }
};

}  // namespace bench
