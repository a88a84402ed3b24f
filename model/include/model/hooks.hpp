// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <source_location>

/// What the checker's types call. Bodies use the types: `model/atomic.hpp`, `model/thread.hpp`.
/// Objects are known by their address. One that is met without having been constructed in this
/// execution was there before it, with the value it holds.
namespace engram::model::hooks {

using where = std::source_location;
using combine = std::uint64_t (*)(std::uint64_t old, std::uint64_t operand);

void atomic_made(const void* at, std::uint64_t value) noexcept;
void atomic_gone(const void* at) noexcept;
std::uint64_t load(const void* at, std::uint64_t initial, std::memory_order order, where from);
void store(const void* at, std::uint64_t initial, std::uint64_t value, std::memory_order order,
           where from);
std::uint64_t update(const void* at, std::uint64_t initial, combine how, std::uint64_t operand,
                     std::memory_order order, where from);

struct exchange_request {
  std::uint64_t& expected;
  std::uint64_t desired;
  bool weak;
  std::memory_order order;
  std::memory_order failed_order;
};
bool compare_exchange(const void* at, std::uint64_t initial, const exchange_request& request,
                      where from);
void wait(const void* at, std::uint64_t initial, std::uint64_t old, std::memory_order order,
          where from);
void notify(const void* at, std::uint64_t initial, bool all, where from);
void fence(std::memory_order order, where from);

void plain_made(const void* at, std::size_t bytes) noexcept;
void plain_gone(const void* at) noexcept;
void plain_read(const void* at, std::size_t bytes, where from);
void plain_write(const void* at, std::size_t bytes, where from);

void lock(const void* mutex, where from);
void unlock(const void* mutex, where from);
/// Waits until notified; may wake for no reason.
void wait_until_notified(const void* condition, const void* mutex, where from);
/// The same until `deadline` of the execution's clock. False: the time was up.
bool wait_until(const void* condition, const void* mutex, std::uint64_t deadline, where from);
/// `nanoseconds` from now.
std::uint64_t deadline(std::uint64_t nanoseconds, where from);
void notify_condition(const void* condition, bool all, where from);
void object_made(const void* at) noexcept;
void object_gone(const void* at) noexcept;

unsigned spawn(std::function<void()> body);
void join(unsigned thread, where from);
void at_thread_exit(std::function<void()> what);
/// The calling thread's number in its execution.
unsigned this_thread() noexcept;
/// Which execution of the process this is; 0 outside bodies.
std::uint64_t execution() noexcept;
/// Constructs per-process and per-thread objects: what they hold was there from the start.
void construct_quietly(const std::function<void()>& what);
/// Zero-filled memory, published by nobody yet.
void* reserve(std::size_t bytes) noexcept;
/// The next operation of the calling thread is made at this named place.
void at_site(const char* name) noexcept;

}  // namespace engram::model::hooks
