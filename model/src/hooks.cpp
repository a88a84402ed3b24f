// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "arena.hpp"
#include "execution.hpp"
#include "format.hpp"

#include <model/check.hpp>
#include <model/hooks.hpp>

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace engram::model {

bool is_running() noexcept { return arena::serves_body; }

namespace {

execution& here() {
  if (!is_running()) {
    std::fputs("engram::model: an operation outside of a checked body\n", stderr);
    std::abort();
  }
  return *execution::current();
}

/// Makes an operation: lets the scheduler decide when and how.
void make(operation& what) { here().announce(what); }

/// The same for an object that may be new.
void make(operation& what, const void* at, std::uint64_t initial) {
  auto& run = here();
  {
    const outside_arena own;
    run.object(at, initial);
  }
  what.object = at;
  run.announce(what);
}

}  // namespace

unsigned choose(unsigned n, std::source_location at) {
  operation what{.kind = op::choose, .operand = n, .at = at};
  make(what);
  return static_cast<unsigned>(what.result);
}

void require(bool holds, std::string_view what, std::source_location at) {
  if (holds) return;
  std::string text;
  {
    const outside_arena own;
    text = std::string(what) + ", at " + describe(at);
  }
  here().fail(text);
}

void discard() { here().discard(); }

void yield(std::source_location at) {
  operation what{.kind = op::pause, .at = at};
  make(what);
}

void outside(const std::function<void()>& what) {
  const outside_arena own;
  what();
}

std::uint64_t monotonic_nanoseconds(std::source_location at) {
  auto& run = here();
  return hooks::load(clock_address(), run.time(), std::memory_order_seq_cst, at);
}

namespace hooks {

void atomic_made(const void* at, std::uint64_t value) noexcept {
  if (is_running()) here().make(at, value);
}
void atomic_gone(const void* at) noexcept {
  if (is_running()) here().destroy(at);
}
void object_made(const void* at) noexcept {
  if (is_running()) here().make(at, 0);
}
void object_gone(const void* at) noexcept {
  if (is_running()) here().destroy(at);
}

std::uint64_t load(const void* at, std::uint64_t initial, std::memory_order order, where from) {
  operation what{.kind = op::load, .order = order, .at = from};
  make(what, at, initial);
  return what.result;
}

void store(const void* at, std::uint64_t initial, std::uint64_t value, std::memory_order order,
           where from) {
  operation what{.kind = op::store, .order = order, .operand = value, .at = from};
  make(what, at, initial);
}

std::uint64_t update(const void* at, std::uint64_t initial, combine how, std::uint64_t operand,
                     std::memory_order order, where from) {
  operation what{.kind = op::rmw, .order = order, .operand = operand, .combine = how, .at = from};
  make(what, at, initial);
  return what.result;
}

bool compare_exchange(const void* at, std::uint64_t initial, const exchange_request& request,
                      where from) {
  operation what{.kind = op::cas,
                 .order = request.order,
                 .failed_order = request.failed_order,
                 .weak = request.weak,
                 .operand = request.desired,
                 .expected = request.expected,
                 .at = from};
  make(what, at, initial);
  if (!what.success) request.expected = what.result;
  return what.success;
}

void wait(const void* at, std::uint64_t initial, std::uint64_t old, std::memory_order order,
          where from) {
  while (true) {
    operation what{.kind = op::wait, .order = order, .expected = old, .at = from};
    make(what, at, initial);
    if (what.success) return;
    operation woken{.kind = op::woken, .at = from};
    make(woken, at, initial);
  }
}

void notify(const void* at, std::uint64_t initial, bool all, where from) {
  operation what{.kind = op::notify, .all = all, .at = from};
  make(what, at, initial);
}

void fence(std::memory_order order, where from) {
  if (order == std::memory_order_seq_cst) {
    operation what{.kind = op::sc_fence, .order = order, .at = from};
    return make(what);
  }
  here().local_fence(order);
}

void plain_made(const void* at, std::size_t bytes) noexcept {
  if (is_running()) here().plain_made(at, bytes);
}
void plain_gone(const void* at) noexcept {
  if (is_running()) here().plain_gone(at);
}
void plain_read(const void* at, std::size_t bytes, where from) {
  here().plain_access(at, bytes, false, from);
}
void plain_write(const void* at, std::size_t bytes, where from) {
  here().plain_access(at, bytes, true, from);
}

void lock(const void* mutex, where from) {
  operation what{.kind = op::lock, .at = from};
  make(what, mutex, 0);
}
void unlock(const void* mutex, where from) {
  operation what{.kind = op::unlock, .at = from};
  make(what, mutex, 0);
}

namespace {

bool wait_on(const void* condition, const void* mutex, bool timed, std::uint64_t until,
             where from) {
  operation sleep{.kind = op::cond_wait, .second = mutex, .at = from};
  make(sleep, condition, 0);
  operation woken{.kind = op::cond_woken, .timed = timed, .operand = until, .at = from};
  make(woken, condition, 0);
  lock(mutex, from);
  return woken.success || !timed || here().time() < until;
}

}  // namespace

void wait_until_notified(const void* condition, const void* mutex, where from) {
  wait_on(condition, mutex, false, 0, from);
}
bool wait_until(const void* condition, const void* mutex, std::uint64_t deadline, where from) {
  return wait_on(condition, mutex, true, deadline, from);
}
std::uint64_t deadline(std::uint64_t nanoseconds, where from) {
  const auto now = model::monotonic_nanoseconds(from);
  return nanoseconds > ~now ? ~std::uint64_t{0} : now + nanoseconds;
}

void notify_condition(const void* condition, bool all, where from) {
  operation what{.kind = op::cond_notify, .all = all, .at = from};
  make(what, condition, 0);
}

unsigned spawn(std::function<void()> body) { return here().spawn(std::move(body)); }
void join(unsigned thread, where from) {
  operation what{.kind = op::join, .operand = thread, .at = from};
  make(what);
}
void at_thread_exit(std::function<void()> what) {
  auto& me = here().self();
  const outside_arena own;
  me.at_exit.push_back(std::move(what));
}
unsigned this_thread() noexcept { return is_running() ? execution::current()->running() : 0; }
std::uint64_t execution() noexcept {
  return is_running() ? model::execution::current()->serial() : 0;
}
void construct_quietly(const std::function<void()>& what) { here().quietly(what); }
void* reserve(std::size_t bytes) noexcept { return here().reserve(bytes); }
void at_site(const char* name) noexcept {
  if (is_running()) here().self().site = name;
}

}  // namespace hooks
}  // namespace engram::model
