// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// Events from a record call to the drain, without a collector's thread: every record that was
// offered is drained, filtered or dropped for a reason, and counted as such.
#include "collect/drainer.hpp"
#include "collect/process_store.hpp"
#include "model/model_events.hpp"

#include <engram/collect/time_base.hpp>

#include <model/suite.hpp>

#include <cstdint>
#include <string>

namespace engram::testing {
namespace {

using model::require;
using model::thread;

constinit basic_operation_kind<on> work{{.name = "model.work"}};

/// A store that traces, and its one consumer.
class tracing {
 public:
  explicit tracing(std::uint64_t slots, std::uint64_t budget = 1 << 20) {
    store_.trace({.slots = slots, .budget = budget});
  }
  std::uint64_t drain() {
    return drainer_.round(clock_, [](const batch&) {}, [] { return false; });
  }
  producer_account account() {
    producer_account sum;
    store_.with_tables([&](auto&, auto& types) {
      for (const auto& type : types.entries()) {
        const auto one = store_.account(type);
        sum.offered += one.offered;
        sum.filtered += one.filtered;
        sum.dropped_full += one.dropped_full;
        sum.dropped_muted += one.dropped_muted;
        sum.dropped_no_ring += one.dropped_no_ring;
        sum.drained += one.drained;
      }
    });
    return sum;
  }
  /// At rest and drained, what was offered is accounted for.
  void settle(std::uint64_t offered) {
    drain();
    const auto all = account();
    require(all.offered == offered, "every record was offered");
    require(all.outstanding() == 0, "every record is accounted for");
  }

 private:
  detail::process_store& store_ = detail::process_store::get();
  detail::drainer drainer_{store_};
  time_base clock_{clock_anchor{},
                   clock_anchor{.at = 10, .width = 1, .monotonic_ns = 10, .wall_ns = 10}};
};

MODEL(events_are_drained_or_counted_as_dropped, {.leaks_allowed = true}) {
  tracing engine(2);
  thread emitter([] {
    for (std::uint32_t i = 0; i < 3; ++i) emit_step(i);
  });
  engine.drain();
  emitter.join();
  engine.settle(3);
  require(engine.account().drained >= 2, "a ring with room accepts");
}

MODEL(events_of_two_threads_are_all_accounted_for, {.leaks_allowed = true}) {
  tracing engine(2);
  thread one([] { emit_step(1); });
  thread two([] { emit_step(2); });
  engine.drain();
  one.join();
  two.join();
  engine.settle(2);
  require(engine.account().drained == 2, "both had room");
}

MODEL(an_operation_is_whole_or_muted, {.leaks_allowed = true}) {
  tracing engine(4);
  thread worker([] {
    for (int i = 0; i < 2; ++i) {
      const basic_operation<on> op{work};
      emit_step(1);
    }
  });
  engine.drain();
  worker.join();
  engine.settle(6);
  const auto all = engine.account();
  require(all.dropped() == 0 || all.dropped() == 3 || all.dropped() == 1,
          "an operation is dropped with all its events, or loses an event");
}

MODEL(events_are_off_and_on_while_they_are_emitted, {.leaks_allowed = true}) {
  tracing engine(4);
  thread emitter([] {
    emit_step(1);
    emit_step(2, .5F);
  });
  auto& store = detail::process_store::get();
  store.control("model.stepped", {.on = true, .min_strength = .75F});
  store.stop_tracing();
  emitter.join();
  engine.drain();
  const auto all = engine.account();
  require(all.offered <= 2 && all.outstanding() == 0, "what was offered is accounted for");
}

MODEL(an_event_built_on_demand_is_accounted_for, {.leaks_allowed = true}) {
  tracing engine(2);
  thread emitter([] { emit<on>([] { return stepped{.count = 1, .strength = 1}; }); });
  engine.drain();
  emitter.join();
  engine.settle(1);
}

MODEL(threads_beyond_the_rings_budget_count_their_drops, {.leaks_allowed = true}) {
  tracing engine(2, 2 * sizeof(slot_image));  // one ring
  emit_step(1);                               // takes it
  thread two([] {
    emit_step(2);
    emit_step(3);
  });
  require(detail::process_store::get().ring_bytes() <= 2 * sizeof(slot_image), "within the budget");
  two.join();
  engine.settle(3);
  require(engine.account().dropped_no_ring == 2, "the other thread got none");
}

MODEL(a_refused_thread_asks_again_when_there_is_room, {.leaks_allowed = true}) {
  tracing engine(2, 0);
  model::atomic<bool> more{false};
  thread emitter([&] {
    emit_step(1);
    if (more.load(std::memory_order_acquire)) emit_step(2);
  });
  detail::process_store::get().trace({.slots = 2, .budget = 1 << 20});
  more.store(true, std::memory_order_release);
  emitter.join();
  engine.drain();
  require(engine.account().outstanding() == 0, "every record is accounted for");
}

MODEL(events_after_a_threads_exit_are_counted, {.leaks_allowed = true}) {
  tracing engine(2);
  thread emitter([] {
    model::hooks::at_thread_exit([] { emit_step(2); });
    emit_step(1);
  });
  engine.drain();
  emitter.join();
  engine.settle(2);
  require(engine.account().dropped_no_ring == 1, "the late one is counted as dropped");
}

MODEL(events_of_a_thread_that_ended_wait_for_the_drain, {.leaks_allowed = true}) {
  tracing engine(4);
  thread one([] { emit_step(1); });
  thread two([] { emit_step(2); });
  one.join();
  engine.drain();
  two.join();
  thread([] { emit_step(3); }).join();  // takes over a shard and its ring
  engine.settle(3);
  require(engine.account().drained == 3, "all had room");
}

MODEL(a_type_beyond_the_last_id_is_off, {.leaks_allowed = true}) {
  tracing engine(2);
  auto& store = detail::process_store::get();
  detail::event_gate<std_sync> others;
  for (std::uint32_t id = 1; id < detail::first_reserved_type; ++id) {
    const auto name = "model.type" + std::to_string(id);
    store.register_type({.name = name, .help = {}, .fields = {}, .strength = 0}, false, others);
  }
  thread emitter([] {
    emit_step(1);
    emit_step(2);
  });
  engine.drain();
  emitter.join();
  engine.settle(0);
}

MODEL(a_child_of_a_fork_starts_at_nothing, {.leaks_allowed = true}) {
  tracing engine(2);
  thread parent([] { emit_step(1); });
  parent.join();
  emit_step(2);
  auto& store = detail::process_store::get();
  const auto epoch = store.fork_epoch();
  store.before_fork();
  store.after_fork_in_child();
  require(store.fork_epoch() == epoch + 1, "the epoch tells");
  require(store.ring_bytes() == 0 && engine.account().offered == 0, "nothing of the parent's");
  emit_step(3);
  require(engine.account().offered == 0, "recording is off");
  store.trace({.slots = 2, .budget = 1 << 20});
  require(store.claim_collector(), "no collector runs");
  emit_step(4);
  engine.settle(1);
}

}  // namespace
}  // namespace engram::testing
