// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "execution.hpp"

#include "arena.hpp"
#include "format.hpp"

#include <model/flaw.hpp>

#include <algorithm>
#include <cstring>
#include <exception>
#include <limits>

namespace engram::model {

void worker::reset(std::function<void()> what) {
  body = std::move(what);
  at_exit.clear();
  pending = nullptr;
  done = notified = spin_wrote = false;
  now = acquired = fenced = view{};
  cause = wake_cause = vector_clock{};
  spurious_failures = spurious_wakeups = early_timeouts = 0;
  site = nullptr;
  spin.clear();
  last_spin.clear();
}

execution::execution(const options& bounds) : bounds_(bounds) {}

void execution::begin(const std::function<void()>& body) {
  current_ = this;
  serial_ = ++serials_;
  state_ = ending::running;
  what_failed_.clear();
  threads_ = started_ = 0;
  events_.clear();
  events_.emplace_back();  // number 0: what was there before
  numbers_.clear();
  plain_numbers_.clear();
  location_count_ = plain_count_ = 0;
  blocks_.clear();
  sc_known_ = sc_cause_ = vector_clock{};
  last_sc_fence_ = 0;
  time_ = 1'000'000'000;  // as on a machine that has run for a second
  spawn(body);
  run(0);
}

void execution::clean_up() {
  for (std::uint32_t i = 0; i < plain_count_; ++i) {
    const auto& each = plains_[i];
    if (each.global) std::memcpy(const_cast<void*>(each.address), &each.before, each.size);
  }
  for (unsigned i = 0; i < threads_; ++i) workers_[i].reset({});
  arena::get().reset();
  zero_pages::get().reset();
  current_ = nullptr;
}

// ---- threads

unsigned execution::spawn(std::function<void()> body) {
  const outside_arena own;
  if (threads_ == max_threads) fail("more than 8 threads in one execution");
  if (workers_.size() == threads_) workers_.emplace_back();
  auto& made = workers_[threads_];
  made.reset(std::move(body));
  made.id = threads_;
  if (threads_ != 0) {
    auto& parent = self();
    made.now = parent.now;
    made.cause = parent.cause;
    tick(parent);
  }
  const unsigned thread = threads_++;
  tick(made);
  made.stack.restart(&execution::enter_thread);
  return thread;
}

void execution::enter_thread() {
  auto& me = *current_;
  auto& who = me.self();
  try {
    who.body();
    while (!who.at_exit.empty()) {
      const auto last = std::move(who.at_exit.back());
      who.at_exit.pop_back();
      last();
    }
  } catch (const std::exception& error) {
    me.fail(std::string("an exception left a thread: ") + error.what());
  }
  {
    const outside_arena own;
    who.body = nullptr;
  }
  who.done = true;
  who.stack.leave();
}

void execution::run(unsigned thread) {
  running_ = thread;
  in_thread_ = true;
  arena::serves_body = true;
  workers_[thread].stack.resume();
  arena::serves_body = false;
  in_thread_ = false;
  // Threads that it started come to their first operation at once.
  for (started_ = std::max(started_, 1U); started_ < threads_ && state_ == ending::running;) {
    const unsigned next = started_++;
    running_ = next;
    in_thread_ = arena::serves_body = true;
    workers_[next].stack.resume();
    in_thread_ = arena::serves_body = false;
  }
}

void execution::announce(operation& what) {
  auto& who = self();
  what.site = who.site;
  who.site = nullptr;
  who.pending = &what;
  who.stack.leave();
  who.pending = nullptr;
}

void execution::fail(const std::string& what) {
  const outside_arena own;
  note(std::string(what));  // a copy: the original is the body's memory
  if (in_thread_) self().stack.leave();
  std::terminate();  // no thread that failed is resumed
}

void execution::discard() {
  state_ = ending::pruned;
  self().stack.leave();
  std::terminate();
}

void execution::tick(worker& who) noexcept {
  who.now.coherence.at[who.id] = ++who.now.happened.at[who.id];
}

// ---- objects

moment execution::now_of(unsigned thread) const noexcept {
  return {static_cast<int>(thread), workers_[thread].now.happened.at[thread]};
}

moment execution::born(const void* address) const noexcept {
  const auto* at = static_cast<const std::byte*>(address);
  for (const auto& each : blocks_) {
    if (at >= each.from && at < each.from + each.bytes) return each.made;
  }
  return {};
}

location& execution::object(const void* address, std::uint64_t initial) {
  auto& number = numbers_[address];
  if (number == address_table::none) {
    if (location_count_ == locations_.size()) locations_.emplace_back();
    number = location_count_++;
    auto& made = locations_[number];
    made.reset(address, number);
    made.made = born(address);
    stored first;
    first.value = initial;
    first.seen = made.made.thread < 0 ? vector_clock{} : vector_clock::all(never);
    if (made.made.thread >= 0) {
      first.seen.at[static_cast<std::size_t>(made.made.thread)] = made.made.stamp;
    }
    made.order.push_back(first);
  }
  return locations_[number];
}

void execution::make(const void* address, std::uint64_t value) {
  const outside_arena own;
  numbers_[address] = address_table::none;  // what was there before is another object
  auto& made = object(address, value);
  made.made = quiet_ ? moment{} : now_of(running_);
  made.order.front().seen = quiet_ ? vector_clock{} : vector_clock::all(never);
  if (!quiet_) made.order.front().seen.at[running_] = made.made.stamp;
}

void execution::destroy(const void* address) {
  const outside_arena own;
  if (quiet_ || state_ != ending::running) return;
  const auto number = numbers_[address];
  if (number == address_table::none) return;
  auto& gone = locations_[number];
  const auto& mine = self().now.happened;
  for (unsigned i = 0; i < max_threads; ++i) {
    if (gone.accessed.at[i] > mine.at[i]) {
      fail(describe(gone) + " is destroyed while thread " + std::to_string(i) + " may use it");
    }
  }
  gone.is_destroyed = true;
  gone.destroyed = now_of(running_);
}

void execution::quietly(const std::function<void()>& what) {
  const bool before = quiet_;
  quiet_ = true;
  what();
  quiet_ = before;
}

void* execution::reserve(std::size_t bytes) {
  const outside_arena own;
  void* at = zero_pages::get().reserve(bytes);
  if (at != nullptr) {
    blocks_.push_back({static_cast<const std::byte*>(at), bytes, now_of(running_)});
  }
  return at;
}

// ---- plain data

plain& execution::plain_at(const void* address, std::size_t bytes) {
  auto& number = plain_numbers_[address];
  if (number == address_table::none) {
    if (plain_count_ == plains_.size()) plains_.emplace_back();
    number = plain_count_++;
    auto& made = plains_[number];
    made = plain{};
    made.address = address;
    made.size = static_cast<std::uint8_t>(bytes);
    made.made = born(address);
    made.global = !arena::get().owns(address);
    std::memcpy(&made.before, address, bytes);
  }
  return plains_[number];
}

void execution::plain_made(const void* address, std::size_t bytes) {
  const outside_arena own;
  plain_numbers_[address] = address_table::none;
  auto& made = plain_at(address, bytes);
  made.global = false;
  made.made = quiet_ ? moment{} : now_of(running_);
}

void execution::plain_gone(const void* address) {
  if (quiet_ || state_ != ending::running) return;
  const outside_arena own;
  const auto number = plain_numbers_[address];
  if (number == address_table::none) return;
  const auto& mine = self().now.happened;
  for (unsigned i = 0; i < max_threads; ++i) {
    if (plains_[number].read.at[i] > mine.at[i]) fail("plain data is destroyed while it is read");
  }
}

namespace {

bool is_after(const vector_clock& mine, const moment& what) noexcept {
  return what.thread < 0 || mine.at[static_cast<std::size_t>(what.thread)] >= what.stamp;
}

}  // namespace

void execution::plain_access(const void* address, std::size_t bytes, bool write,
                             const std::source_location& from) {
  if (quiet_) return;
  const outside_arena own;
  auto& data = plain_at(address, bytes);
  const auto& mine = self().now.happened;
  const auto race = [&](const char* with, int thread) {
    fail(std::string("data race: thread ") + std::to_string(running_) +
         (write ? " writes" : " reads") + " plain data at " + describe(from) + " that thread " +
         std::to_string(thread) + with);
  };
  if (!is_after(mine, data.made) && !has(flaw::no_construction_race)) {
    race(" made, and is not ordered after it", data.made.thread);
  }
  const bool tolerated = has(write ? flaw::no_write_write_race : flaw::no_write_read_race);
  if (!is_after(mine, data.written) && !tolerated) {
    race(" wrote, and is not ordered after it", data.written.thread);
  }
  for (unsigned i = 0; write && i < max_threads && !has(flaw::no_read_write_race); ++i) {
    if (data.read.at[i] > mine.at[i])
      race(" read, and is not ordered after it", static_cast<int>(i));
  }
  if (write) data.written = now_of(running_);
  if (!write) data.read.at[running_] = mine.at[running_];
}

// ---- what is possible

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
      return who.notified || (what.timed && who.early_timeouts < bounds_.early_timeouts) ||
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
  return ready != 0 ? ready : quiescent();
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

constexpr std::uint32_t to_block = ~std::uint32_t{0};

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
  auto* at = what.object == nullptr ? nullptr : &object(what.object, 0);
  switch (what.kind) {
    case op::load:
    case op::rmw:
      return list_reads(who, *at, since, to);
    case op::cas:
      return list_cas(who, *at, since, to);
    case op::store:
      return list_places(who, *at, to);
    case op::wait:
      return list_waits(*at, who.now, what.expected, to);
    case op::notify:
    case op::cond_notify:
      return list_waiters(*at, what.all, to);
    case op::cond_woken:
      if (!who.notified && what.timed) to.push_back(0);
      if (who.notified) to.push_back(1);
      if (!who.notified && who.spurious_wakeups < bounds_.spurious_wakeups) to.push_back(2);
      return;
    case op::choose:
      for (std::uint32_t i = 0; i < what.operand; ++i) to.push_back(i);
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
  if (what.object != at.address && what.second != at.address) return false;
  switch (what.kind) {
    case op::load:
      return e.sc && e.wrote;
    case op::rmw:
    case op::cas:
      return e.sc;
    case op::store:
      return e.sc || e.what.kind == op::wait;
    default:
      return true;
  }
}

// ---- one step

void execution::step(unsigned thread, std::uint32_t variant) {
  auto& who = workers_[thread];
  auto& e = events_.emplace_back();
  e.what = *who.pending;
  e.thread = thread;
  e.before = who.cause;
  e.cause = who.cause;
  ++e.cause.at[thread];
  rivals_.clear();
  running_ = thread;
  apply(who, e, variant);
  who.cause = e.cause;
  tick(who);
  if (state_ != ending::running) return;
  if (length() >= bounds_.max_steps) {
    return note("livelock: more than " + std::to_string(bounds_.max_steps) + " steps");
  }
  run(thread);
}

void execution::conclude() {
  if (state_ != ending::running) return;
  std::string waiting;
  bool spins = false;
  for (unsigned i = 0; i < threads_; ++i) {
    const auto& who = workers_[i];
    if (who.done) continue;
    if (who.pending->kind == op::pause) {
      if (overlooks(who)) return prune();  // it could read something else, and does elsewhere
      spins = true;
    }
    waiting += (waiting.empty() ? "thread " : "; thread ") + std::to_string(i) + " at " +
               describe(who.pending->kind) + ", " + describe(who.pending->at);
  }
  if (!waiting.empty()) return note((spins ? "livelock: " : "deadlock: ") + waiting);
  const auto left = arena::get().live();
  if (left != 0 && !bounds_.leaks_allowed) {
    return note("leak: " + std::to_string(left) + " allocations are left");
  }
  state_ = ending::complete;
}

}  // namespace engram::model
