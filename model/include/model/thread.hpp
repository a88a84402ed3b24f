// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <model/hooks.hpp>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <source_location>
#include <type_traits>
#include <utility>

namespace engram::model {

/// A thread of an execution; std::thread's interface. At most 7 beside the body, in all.
class thread {
 public:
  thread() noexcept = default;
  template <class Body>
  explicit thread(Body body) : number_(hooks::spawn(std::move(body))) {}
  thread(thread&& other) noexcept : number_(std::exchange(other.number_, none)) {}
  thread& operator=(thread&& other) noexcept {
    if (joinable()) std::terminate();
    number_ = std::exchange(other.number_, none);
    return *this;
  }
  ~thread() {
    if (joinable()) std::terminate();
  }

  bool joinable() const noexcept { return number_ != none; }
  void join(std::source_location at = std::source_location::current()) {
    hooks::join(std::exchange(number_, none), at);
  }
  void detach() noexcept { number_ = none; }

 private:
  static constexpr unsigned none = ~0U;
  unsigned number_ = none;
};

/// std::mutex.
class mutex {
 public:
  constexpr mutex() noexcept {
    if (!std::is_constant_evaluated()) hooks::object_made(this);
  }
  constexpr ~mutex() {
    if (!std::is_constant_evaluated()) hooks::object_gone(this);
  }
  mutex(const mutex&) = delete;
  mutex& operator=(const mutex&) = delete;
  void lock(std::source_location at = std::source_location::current()) { hooks::lock(this, at); }
  void unlock(std::source_location at = std::source_location::current()) {
    hooks::unlock(this, at);
  }

 private:
  [[maybe_unused]] char address_ = 0;
};

/// std::condition_variable. A timed wait ends early only within `options::early_timeouts`;
/// otherwise when nothing else can run, and the clock then stands at its deadline.
class condition {
  using where = std::source_location;

 public:
  constexpr condition() noexcept {
    if (!std::is_constant_evaluated()) hooks::object_made(this);
  }
  constexpr ~condition() {
    if (!std::is_constant_evaluated()) hooks::object_gone(this);
  }
  condition(const condition&) = delete;
  condition& operator=(const condition&) = delete;

  void notify_one(where at = where::current()) { hooks::notify_condition(this, false, at); }
  void notify_all(where at = where::current()) { hooks::notify_condition(this, true, at); }

  void wait(std::unique_lock<mutex>& lock, where at = where::current()) {
    hooks::wait_until_notified(this, lock.mutex(), at);
  }
  template <class Predicate>
  void wait(std::unique_lock<mutex>& lock, Predicate ready, where at = where::current()) {
    while (!ready()) wait(lock, at);
  }
  template <class Rep, class Period, class Predicate>
  bool wait_for(std::unique_lock<mutex>& lock, std::chrono::duration<Rep, Period> longest,
                Predicate ready, where at = where::current()) {
    const auto until = hooks::deadline(nanoseconds(longest), at);
    while (!ready()) {
      if (!hooks::wait_until(this, lock.mutex(), until, at)) return ready();
    }
    return true;
  }
  template <class Rep, class Period>
  std::cv_status wait_for(std::unique_lock<mutex>& lock, std::chrono::duration<Rep, Period> longest,
                          where at = where::current()) {
    const auto until = hooks::deadline(nanoseconds(longest), at);
    return hooks::wait_until(this, lock.mutex(), until, at) ? std::cv_status::no_timeout
                                                            : std::cv_status::timeout;
  }

 private:
  template <class Rep, class Period>
  static std::uint64_t nanoseconds(std::chrono::duration<Rep, Period> longest) {
    const auto n = std::chrono::duration_cast<std::chrono::nanoseconds>(longest).count();
    return n < 0 ? 0 : static_cast<std::uint64_t>(n);
  }
  [[maybe_unused]] char address_ = 0;
};

}  // namespace engram::model
