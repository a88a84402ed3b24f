// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// The collector: wakes up for whoever waits for it, delivers what was recorded before a flush or a
// stop, and accounts for the rest, with and without time.
#include "model/model_events.hpp"

#include <engram/collect/collector.hpp>

#include <model/suite.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <utility>

namespace engram::testing {
namespace {

using model::require;
using model::thread;
using std::chrono::milliseconds;

constexpr milliseconds long_time{60'000};

/// Counts what it is given. The collector's thread owns it; read it after a flush or a stop.
class counting : public exporter {
 public:
  explicit counting(model::var<std::uint64_t>& seen) : seen_(seen) {}
  std::string_view name() const noexcept override { return "counting"; }
  bool open(const notifier&) override { return true; }
  void write(const batch& records, sink_ledger& ledger) override {
    for (const auto& each : records) ledger.count(each.type_index, sink_outcome::acknowledged);
    seen_.set(seen_.get() + records.size());
  }
  bool flush() override { return true; }

 private:
  model::var<std::uint64_t>& seen_;
};

collector_options with_counting(model::var<std::uint64_t>& seen) {
  collector_options options;
  options.ring_slots = 2;
  options.exporters.push_back(std::make_unique<counting>(seen));
  return options;
}

#define COLLECTOR_MODEL(name) MODEL(name, {.leaks_allowed = true})

COLLECTOR_MODEL(a_stop_delivers_what_was_recorded) {
  model::var<std::uint64_t> seen;
  collector engine(with_counting(seen));
  require(engine.start(), "it starts");
  emit_step(1);
  const auto report = engine.stop();
  require(report.complete() && report.drained == 1, "nothing is left behind");
  require(seen.get() == 1, "the exporter got it");
  require(engine.account().balances(), "both identities hold");
}

COLLECTOR_MODEL(a_stop_accounts_for_what_is_recorded_meanwhile) {
  model::var<std::uint64_t> seen;
  collector engine(with_counting(seen));
  require(engine.start(), "it starts");
  thread emitter([] { emit_step(1); });
  // Little time: a store that another thread sees late may keep the drain waiting for it.
  const auto report = engine.stop({.deadline = milliseconds(2)});
  emitter.join();
  const auto total = engine.account().total();
  require(report.drained == seen.get(), "what was drained was delivered");
  require(
      total.offered <= 1 && total.offered == total.drained + total.dropped() +
                                                 static_cast<std::uint64_t>(total.outstanding()),
      "what was offered is accounted for");
}

COLLECTOR_MODEL(a_flush_delivers_what_came_before_it) {
  model::var<std::uint64_t> seen;
  collector engine(with_counting(seen));
  require(engine.start(), "it starts");
  emit_step(1);
  require(engine.flush(long_time), "it is not forgotten");
  require(seen.get() == 1, "the exporter got it");
  engine.stop();
}

COLLECTOR_MODEL(a_flush_and_a_stop_both_return) {
  model::var<std::uint64_t> seen;
  collector engine(with_counting(seen));
  require(engine.start(), "it starts");
  thread flusher([&] { engine.flush(long_time); });
  require(engine.stop().in_time, "the flush does not hold it up");
  flusher.join();
}

COLLECTOR_MODEL(two_stops_agree) {
  model::var<std::uint64_t> seen;
  collector engine(with_counting(seen));
  require(engine.start(), "it starts");
  emit_step(1);
  drain_report other;
  thread stopper([&] { other = engine.stop(); });
  const auto mine = engine.stop();
  stopper.join();
  require(mine.drained == 1 && other.drained == 1, "both report the one drain");
}

COLLECTOR_MODEL(a_stop_without_a_drain_counts_what_it_leaves) {
  model::var<std::uint64_t> seen;
  collector engine(with_counting(seen));
  require(engine.start(), "it starts");
  emit_step(1);
  const auto report = engine.stop({.drain = false});
  require(report.drained + report.left_behind == 1, "the event is drained or left");
  require(seen.get() == report.drained, "what was drained was delivered");
}

/// Nobody but the flush has asked for a round, and that has been answered.
COLLECTOR_MODEL(a_stop_without_a_drain_after_a_flush_leaves_what_came_between) {
  model::var<std::uint64_t> seen;
  auto options = with_counting(seen);
  options.interval = long_time;
  collector engine(std::move(options));
  require(engine.start(), "it starts");
  require(engine.flush(std::chrono::milliseconds(1'000)), "it is not forgotten");
  emit_step(1);
  const auto report = engine.stop({.drain = false});
  require(report.left_behind == 1 && seen.get() == 0, "no round is made for what was answered");
}

COLLECTOR_MODEL(a_stop_without_time_counts_what_it_leaves) {
  model::var<std::uint64_t> seen;
  collector engine(with_counting(seen));
  require(engine.start(), "it starts");
  emit_step(1);
  const auto report = engine.stop({.deadline = milliseconds(0)});
  require(report.drained + report.left_behind == 1, "the event is drained or left");
  require(seen.get() == report.drained, "what was drained was delivered");
}

COLLECTOR_MODEL(the_next_collector_takes_what_was_left) {
  model::var<std::uint64_t> seen;
  {
    collector first(with_counting(seen));
    require(first.start(), "it starts");
    emit_step(1);
    first.stop({.drain = false});
  }
  model::var<std::uint64_t> seen_next;
  collector second(with_counting(seen_next));
  require(second.start(), "the first has made room");
  require(second.stop().complete(), "nothing is left behind");
  require(seen.get() + seen_next.get() == 1, "one of them delivered it, once");
}

COLLECTOR_MODEL(one_of_two_collectors_starts) {
  model::var<std::uint64_t> seen;
  model::var<std::uint64_t> seen_other;
  collector one(with_counting(seen));
  collector two(with_counting(seen_other));
  bool other = false;
  thread starter([&] { other = two.start(); });
  const bool mine = one.start();
  starter.join();
  require(mine != other, "one collector runs in a process");
}

COLLECTOR_MODEL(a_collector_that_stopped_hands_on_what_it_knew) {
  model::var<std::uint64_t> seen;
  model::var<std::uint64_t> seen_other;
  collector one(with_counting(seen));
  require(one.start(), "it starts");
  emit_step(1);
  thread other([&] {
    collector two(with_counting(seen_other));
    if (!two.start()) return;  // the first still runs
    emit_step(2);
    require(two.stop().complete(), "it drains what is new");
    require(two.account().total().drained == 1 && seen_other.get() == 1, "and nothing else");
  });
  one.stop();
  other.join();
}

/// The reader may be slower than the time that a start takes to measure the clock.
MODEL(figures_may_be_read_at_any_time, {.early_timeouts = 1, .leaks_allowed = true}) {
  model::var<std::uint64_t> seen;
  collector engine(with_counting(seen));
  thread reader([&] {
    require(engine.ring_fill() >= 0 && engine.cpu_nanoseconds() >= 0, "figures");
    require(engine.account().total().outstanding() <= 1, "an account made meanwhile");
  });
  require(engine.start(), "it starts");
  engine.stop();
  reader.join();
}

/// Too large to exhaust: random walks, from a seed.
LONG_MODEL(four_threads_record_while_the_collector_flushes_and_stops,
           {.how = model::exploration::random, .executions = 50'000, .leaks_allowed = true}) {
  model::var<std::uint64_t> seen;
  collector engine(with_counting(seen));
  require(engine.start(), "it starts");
  const auto record = [] {
    model::hooks::at_thread_exit([] { emit_step(9); });
    for (std::uint32_t i = 0; i < 3; ++i) emit_step(i);
  };
  thread one(record);
  thread two(record);
  thread three(record);
  thread flusher([&] { engine.flush(long_time); });
  emit_step(4);
  one.join();
  two.join();
  three.join();
  const auto report = engine.stop();
  flusher.join();
  const auto total = engine.account().total();
  require(report.drained == seen.get(), "what was drained was delivered");
  require(total.offered == 13, "every record was offered");
  require(total.outstanding() == 0 && engine.account().balances(), "and is accounted for");
}

}  // namespace
}  // namespace engram::testing
