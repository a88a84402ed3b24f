// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "execution.hpp"

#include "arena.hpp"
#include "format.hpp"

#include <model/flaw.hpp>

#include <algorithm>
#include <cstring>
#include <exception>

namespace engram::model {

void worker::reset(std::function<void()> what) {
  body = std::move(what);
  at_exit.clear();
  pending = nullptr;
  done = notified = spin_wrote = false;
  now = acquired = fenced = view{};
  cause = wake_cause = vector_clock{};
  woken_by = 0;
  spurious_failures = spurious_wakeups = early_timeouts = 0;
  site = nullptr;
  spin.clear();
  last_spin.clear();
}

execution::execution(const options& bounds) : bounds_(bounds) {}

void execution::begin(const std::function<void()>& body) {
  running_now = this;
  serial_ = ++serials;
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
  running_now = nullptr;
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
  auto& me = *running_now;
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
