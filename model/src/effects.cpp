// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// What an operation does to memory and to what threads know. The rules are those of RC11 without
// cycles of program order and reads-from; model/README.md has them in words.
#include "execution.hpp"
#include "format.hpp"

#include <model/flaw.hpp>

#include <algorithm>

namespace engram::model {
namespace {

const char clock_word = 0;

/// Whether a value that a compare-exchange expects is there, but has another read-modify-write
/// right behind it.
bool expected_is_taken(const location& at, const worker& who, std::uint64_t expected) {
  for (auto i = oldest_readable(at, who.now.coherence); i + 1 < at.order.size(); ++i) {
    if (at.order[i].value == expected && at.order[i + 1].rmw) return true;
  }
  return false;
}

}  // namespace

const void* clock_address() noexcept { return &clock_word; }

void execution::rival(const event& e, std::uint32_t other) {
  if (other != 0 && events_[other].thread != e.thread) rivals_.push_back(other);
}

void execution::rivals_of(const event& e, const last_events& others) {
  for (const auto other : others) rival(e, other);
}

void execution::apply(worker& who, event& e, std::uint32_t variant) {
  switch (e.what.kind) {
    case op::sc_fence:
      return sc_fence(who, e);
    case op::join:
      who.now.join(workers_[e.what.operand].now);
      e.cause.join(workers_[e.what.operand].cause);
      return;
    case op::choose:
      who.pending->result = e.value = variant;
      return;
    case op::pause:
      who.last_spin = who.spin;
      who.spin.clear();
      who.spin_wrote = false;
      return;
    default:
      break;
  }
  auto& at = object(e.what.object, 0);
  e.object = at.number;
  if (!admit(who, e, at)) return;
  switch (e.what.kind) {
    case op::load:
    case op::store:
    case op::rmw:
    case op::cas:
      return apply_atomic(who, e, at, variant);
    default:
      return apply_blocking(who, e, variant);
  }
}

void execution::apply_atomic(worker& who, event& e, location& at, std::uint32_t variant) {
  const auto& what = e.what;
  switch (what.kind) {
    case op::load:
      return read(who, e, at, variant, what.order);
    case op::store:
      e.value = what.operand;
      return write(who, e, at, variant, what.operand, false);
    case op::rmw:
      read(who, e, at, variant, what.order);
      return write(who, e, at, variant + 1, what.combine(e.value, what.operand), true);
    default:
      return compare(who, e, at, variant);
  }
}

void execution::apply_blocking(worker& who, event& e, std::uint32_t variant) {
  auto& at = locations_[e.object];
  switch (e.what.kind) {
    case op::wait:
      return wait(who, e, at, variant);
    case op::woken:
      who.notified = false;
      e.cause.join(who.wake_cause);
      return;
    case op::notify:
    case op::cond_notify:
      return notify(e, at, variant);
    case op::lock:
      return acquire_lock(who, e, at);
    case op::unlock:
      return give_lock(who, e, at);
    case op::cond_wait:
      give_lock(who, e, object(e.what.second, 0));
      order_with(e, at);
      at.waiters |= only(e.thread);
      who.notified = false;
      return;
    default:
      return cond_woken(who, e, at, variant);
  }
}

bool execution::admit(worker& who, event& e, location& at) {
  const auto& mine = who.now.happened;
  if (at.is_destroyed) {
    note(describe(at) + " is used after it was destroyed");
    return false;
  }
  if (at.made.thread >= 0 && mine.at[static_cast<std::size_t>(at.made.thread)] < at.made.stamp &&
      !has(flaw::no_construction_race)) {
    note("data race: thread " + std::to_string(e.thread) + " uses " + describe(at) +
         ", and is not ordered after its construction by thread " + std::to_string(at.made.thread));
    return false;
  }
  at.accessed.at[e.thread] = mine.at[e.thread];
  const bool atomic = e.what.kind <= op::cas;
  if (!atomic) return true;
  (e.what.order == std::memory_order_seq_cst ? at.has_sc : at.has_weaker) = true;
  if (at.has_sc && at.has_weaker) {
    note("seq_cst is mixed with weaker orders on " + describe(at) +
         ": use acquire and release, and seq_cst fences");
    return false;
  }
  e.sc = at.has_sc;
  return true;
}

void execution::read(worker& who, event& e, location& at, std::size_t place,
                     std::memory_order order) {
  auto& from = at.order[place];
  auto& seen = from.seen.at[e.thread];
  if (!has(flaw::reads_leave_no_mark)) seen = std::min(seen, who.now.happened.at[e.thread]);
  if (acquires(order) || has(flaw::relaxed_load_acquires)) {
    who.now.join(from.released);
  } else {
    who.acquired.join(from.released);
  }
  e.read = true;
  e.value = from.value;
  e.read_from = from.event;
  if (e.sc) {
    if (!has(flaw::no_sc_access_reversal)) rivals_of(e, at.stores);
    e.cause.join(at.all_writes);
  } else if (!has(flaw::reads_from_edge_missing)) {
    e.cause.join(from.cause);
  }
  at.loads[e.thread] = length();
  at.all_accesses.join(e.cause);
  who.pending->result = from.value;
  who.spin.push_back({at.number, from.event, length()});
}

void execution::write(worker& who, event& e, location& at, std::size_t place, std::uint64_t value,
                      bool rmw) {
  if (!(rmw ? has(flaw::no_rmw_reversal) : has(flaw::no_load_store_reversal))) {
    rivals_of(e, at.loads);
  }
  if (e.sc && !has(flaw::no_sc_access_reversal)) rivals_of(e, at.stores);
  if (e.sc) e.cause.join(at.all_accesses);
  if (at.watched) e.cause.join(at.waits);
  e.ordered = at.watched;
  stored made;
  made.value = value;
  made.event = length();
  made.rmw = rmw;
  if (!has(flaw::writes_leave_no_mark)) {
    made.seen.at[e.thread] = who.now.happened.at[e.thread];
  }
  const bool releasing = releases(e.what.order) || has(flaw::relaxed_store_releases);
  made.released = releasing ? who.now : who.fenced;
  const auto& before = at.order[place - 1];
  const bool continues = rmw ? !has(flaw::rmw_breaks_sequence)
                             : has(flaw::store_continues_sequence) && before.event != 0 &&
                                   events_[before.event].thread == e.thread;
  if (continues) made.released.join(before.released);
  made.cause = e.cause;
  at.all_writes.join(e.cause);
  at.all_accesses.join(e.cause);
  at.order.insert(at.order.begin() + static_cast<std::ptrdiff_t>(place), made);
  at.stores[e.thread] = length();
  e.wrote = true;
  e.written = value;
  who.spin_wrote = true;
}

void execution::compare(worker& who, event& e, location& at, std::uint32_t variant) {
  const std::size_t place = variant / 2;
  const bool equal = at.order[place].value == e.what.expected;
  const bool spurious = variant % 2 != 0;
  const bool succeeds = equal && !spurious;
  if (spurious) ++who.spurious_failures;
  // It would have succeeded before those that took what it expects.
  if (!succeeds && !has(flaw::no_rmw_reversal) && expected_is_taken(at, who, e.what.expected)) {
    rivals_of(e, at.loads);
  }
  if (!succeeds) e.what.order = e.what.failed_order;
  read(who, e, at, place, e.what.order);
  who.pending->success = e.what.success = succeeds;
  if (succeeds) write(who, e, at, place + 1, e.what.operand, true);
}

void execution::sc_fence(worker& who, event& e) {
  if (!has(flaw::no_sc_fence_reversal)) rival(e, last_sc_fence_);
  last_sc_fence_ = length();
  e.cause.join(sc_cause_);
  sc_cause_ = e.cause;
  who.now.join(who.acquired);
  if (!has(flaw::sc_fence_ignored)) {
    who.now.coherence.join(sc_known_);
    if (has(flaw::sc_fence_synchronizes)) who.now.happened.join(sc_known_);
    sc_known_.join(who.now.coherence);
  }
  who.fenced = who.now;
}

void execution::local_fence(std::memory_order order) {
  auto& who = self();
  if (acquires(order) && !has(flaw::acquire_fence_ignored)) who.now.join(who.acquired);
  if (releases(order) && !has(flaw::release_fence_ignored)) who.fenced = who.now;
  tick(who);
}

void execution::order_with(event& e, location& at) {
  e.ordered = true;
  rival(e, at.last_wait_event);
  at.last_wait_event = length();
  e.cause.join(at.waits);
  at.waits = e.cause;
}

void execution::wait(worker& who, event& e, location& at, std::uint32_t variant) {
  at.watched = true;
  rivals_of(e, at.stores);
  e.cause.join(at.all_writes);
  order_with(e, at);
  at.loads[e.thread] = length();
  if (variant == to_block) {
    at.waiters |= only(e.thread);
    who.notified = false;
    e.value = at.order.back().value;
    who.pending->success = false;
    return;
  }
  read(who, e, at, variant, e.what.order);
  who.pending->success = true;
}

void execution::notify(event& e, location& at, std::uint32_t variant) {
  order_with(e, at);
  e.value = at.waiters;
  const thread_set wakes = e.what.all ? at.waiters : at.waiters & only(variant);
  for (unsigned i = 0; i < threads_; ++i) {
    if ((wakes & only(i)) == 0) continue;
    workers_[i].notified = true;
    workers_[i].wake_cause = e.cause;
    workers_[i].woken_by = length();
  }
  at.waiters &= ~wakes;
}

void execution::acquire_lock(worker& who, event& e, location& at) {
  if (!has(flaw::no_lock_reversal)) rival(e, at.last_lock);
  at.last_lock = length();
  at.owner = static_cast<int>(e.thread);
  who.now.join(at.unlocked);
  e.cause.join(at.unlock_cause);
}

void execution::give_lock(worker& who, event& e, location& at) {
  if (at.owner != static_cast<int>(e.thread)) {
    return note("thread " + std::to_string(e.thread) + " unlocks a mutex that it does not hold");
  }
  at.owner = -1;
  at.unlocked = who.now;
  at.unlock_cause = e.cause;
}

void execution::cond_woken(worker& who, event& e, location& at, std::uint32_t variant) {
  constexpr std::uint32_t timeout = 0;
  constexpr std::uint32_t notified = 1;
  who.pending->success = variant == notified;
  if (variant == notified) {
    who.notified = false;
    const bool could_end_before =
        (e.what.timed && (is_due(e.what) || who.early_timeouts < bounds_.early_timeouts)) ||
        who.spurious_wakeups < bounds_.spurious_wakeups;
    if (could_end_before) rival(e, who.woken_by);
    e.cause.join(who.wake_cause);
    return;
  }
  at.waiters &= ~only(e.thread);
  order_with(e, at);
  if (variant != timeout) {
    ++who.spurious_wakeups;
    return;
  }
  auto& clock = object(clock_address(), time_);
  if (is_due(e.what)) {
    e.cause.join(clock.all_writes);
    return;
  }
  if (who.early_timeouts < bounds_.early_timeouts) {
    ++who.early_timeouts;
  } else {  // nothing else could run: it comes after everything
    for (unsigned i = 0; i < threads_; ++i) e.cause.join(workers_[i].cause);
  }
  time_ = std::max(time_, e.what.operand);
  e.value = time_;
  rivals_of(e, clock.loads);
  e.cause.join(clock.all_accesses);
  clock.stores[e.thread] = length();
  clock.all_writes.join(e.cause);
  clock.all_accesses.join(e.cause);
  clock.order.back().value = time_;
}

}  // namespace engram::model
