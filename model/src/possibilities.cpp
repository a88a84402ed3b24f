// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// What can happen next: whose operation, and in which ways.
#include "execution.hpp"

#include <model/flaw.hpp>

#include <algorithm>
#include <limits>

namespace engram::model {

bool execution::has_new(const worker& who) const {
  return std::ranges::any_of(who.last_spin, [&](const spin_read& each) {
    const auto& order = locations_[each.object].order;
    return std::ranges::any_of(order, [&](const stored& s) { return s.event > each.at; });
  });
}

bool execution::overlooks(const worker& who) const {
  return std::ranges::any_of(who.last_spin, [&](const spin_read& each) {
    const auto& at = locations_[each.object];
    for (auto i = oldest_readable(at, who.now.coherence); i < at.order.size(); ++i) {
      if (at.order[i].event != each.read_from) return true;
    }
    return false;
  });
}

bool execution::is_stuck(const worker& who) const {
  const auto same = [](const spin_read& a, const spin_read& b) {
    return a.object == b.object && a.read_from == b.read_from;
  };
  return !who.spin_wrote && !who.last_spin.empty() &&
         std::ranges::equal(who.spin, who.last_spin, same);
}

bool execution::is_enabled(const worker& who) const {
  if (who.done || who.pending == nullptr) return false;
  const auto& what = *who.pending;
  switch (what.kind) {
    case op::lock: {
      auto& me = const_cast<execution&>(*this);
      return me.object(what.object, 0).owner < 0;
    }
    case op::join:
      return workers_[what.operand].done;
    case op::woken:
      return who.notified;
    case op::cond_woken:
      return who.notified || is_due(what) ||
             (what.timed && who.early_timeouts < bounds_.early_timeouts) ||
             who.spurious_wakeups < bounds_.spurious_wakeups;
    case op::pause:
      return !is_stuck(who) || has_new(who);
    default:
      return true;
  }
}

thread_set execution::quiescent() const {
  std::uint64_t first = std::numeric_limits<std::uint64_t>::max();
  thread_set sleepers = 0;
  for (unsigned i = 0; i < threads_; ++i) {
    const auto* what = workers_[i].done ? nullptr : workers_[i].pending;
    if (what == nullptr || what->kind != op::cond_woken || !what->timed) continue;
    if (what->operand < first) sleepers = 0;
    first = std::min(first, what->operand);
    if (what->operand == first) sleepers |= only(i);
  }
  return sleepers;
}

thread_set execution::enabled() {
  thread_set ready = 0;
  for (unsigned i = 0; i < threads_; ++i) {
    if (is_enabled(workers_[i])) ready |= only(i);
  }
  quiescent_ = ready == 0;
  return quiescent_ ? quiescent() : ready;
}

void execution::list_reads(const worker& who, const location& at, std::uint32_t since,
                           variants& to) const {
  const bool newest_only = at.has_sc && !has(flaw::sc_store_may_be_missed);
  const bool rmw = who.pending->kind == op::rmw;
  const std::size_t size = at.order.size();
  std::size_t oldest = newest_only ? size - 1 : oldest_readable(at, who.now.coherence);
  if (rmw && has(flaw::rmw_reads_newest_only)) oldest = size - 1;
  for (std::size_t i = size; i-- > oldest;) {
    if (at.order[i].event < since) continue;
    const bool taken = i + 1 < size && at.order[i + 1].rmw && !has(flaw::rmw_not_atomic);
    if (!(rmw && taken)) to.push_back(static_cast<std::uint32_t>(i));
  }
}

void execution::list_cas(const worker& who, const location& at, std::uint32_t since,
                         variants& to) const {
  const auto& what = *who.pending;
  const std::size_t size = at.order.size();
  const std::size_t oldest = at.has_sc ? size - 1 : oldest_readable(at, who.now.coherence);
  const bool may_fail_for_nothing = what.weak &&
                                    who.spurious_failures < bounds_.spurious_failures &&
                                    !has(flaw::spurious_failures_missing);
  for (std::size_t i = size; i-- > oldest;) {
    const auto& s = at.order[i];
    if (s.event < since) continue;
    const auto place = static_cast<std::uint32_t>(2 * i);
    if (s.value != what.expected) {
      if (i + 1 == size || !has(flaw::failed_cas_reads_newest_only)) to.push_back(place);
      continue;
    }
    const bool taken = i + 1 < size && at.order[i + 1].rmw && !has(flaw::rmw_not_atomic);
    if (!taken) to.push_back(place);
    if (may_fail_for_nothing) to.push_back(place + 1);
  }
}

void execution::list_places(const worker& who, const location& at, variants& to) const {
  const std::size_t size = at.order.size();
  const std::size_t first = at.has_sc ? size : oldest_readable(at, who.now.coherence) + 1;
  for (std::size_t i = size + 1; i-- > first;) {
    if (may_insert(at, i)) to.push_back(static_cast<std::uint32_t>(i));
  }
}

namespace {

void list_waits(const location& at, const view& now, std::uint64_t old, variants& to) {
  for (std::size_t i = at.order.size(); i-- > oldest_readable(at, now.coherence);) {
    if (at.order[i].value != old) to.push_back(static_cast<std::uint32_t>(i));
  }
  // The kernel compares with the newest value, so a stale one cannot put a thread to sleep.
  if (at.order.back().value == old) to.push_back(to_block);
}

void list_waiters(const location& at, bool all, variants& to) {
  for (unsigned i = 0; i < max_threads && !all; ++i) {
    if ((at.waiters & only(i)) != 0) to.push_back(i);
  }
  if (to.empty()) to.push_back(0);
}

}  // namespace

void execution::list_variants(unsigned thread, std::uint32_t since, variants& to) {
  to.clear();
  const auto& who = workers_[thread];
  const auto& what = *who.pending;
  const bool rereads = what.kind == op::load || what.kind == op::rmw || what.kind == op::cas;
  if (since != 0 && !rereads) return;
  if (what.object != nullptr) return list_on_object(who, object(what.object, 0), since, to);
  if (what.kind != op::choose) return to.push_back(0);
  for (std::uint32_t i = 0; i < what.operand; ++i) to.push_back(i);
}

/// The same for an operation on an object.
void execution::list_on_object(const worker& who, const location& at, std::uint32_t since,
                               variants& to) const {
  const auto& what = *who.pending;
  switch (what.kind) {
    case op::load:
    case op::rmw:
      return list_reads(who, at, since, to);
    case op::cas:
      return list_cas(who, at, since, to);
    case op::store:
      return list_places(who, at, to);
    case op::wait:
      return list_waits(at, who.now, what.expected, to);
    case op::notify:
    case op::cond_notify:
      return list_waiters(at, what.all, to);
    case op::cond_woken:
      if (!who.notified && what.timed) to.push_back(0);
      if (who.notified) to.push_back(1);
      if (!who.notified && who.spurious_wakeups < bounds_.spurious_wakeups) to.push_back(2);
      return;
    default:
      to.push_back(0);
  }
}

bool execution::disturbs_sleeper(unsigned thread) const {
  const auto& what = *workers_[thread].pending;
  const auto& e = last();
  if (e.what.kind == op::sc_fence) {
    return what.kind == op::sc_fence && !has(flaw::fences_wake_nobody);
  }
  if (e.what.kind == op::cond_woken) return true;  // the clock may have moved
  if (e.object == address_table::none || what.object == nullptr) return false;
  const auto& at = locations_[e.object];
  if (what.kind == op::cond_woken && at.address == clock_address()) return true;
  if (what.object != at.address && what.second != at.address) return false;
  switch (what.kind) {
    case op::load:
      return e.sc && e.wrote;
    case op::rmw:
    case op::cas:
    case op::store:
      return e.sc || e.what.kind == op::wait;
    default:
      return true;
  }
}

}  // namespace engram::model
