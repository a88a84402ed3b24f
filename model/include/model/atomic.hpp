// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <model/hooks.hpp>

#include <atomic>
#include <cstdint>
#include <cstring>
#include <functional>
#include <source_location>
#include <type_traits>

namespace engram::model {
namespace detail {

// T may be a pointer.
// NOLINTBEGIN(bugprone-sizeof-expression,bugprone-multi-level-implicit-pointer-conversion)
template <class T>
constexpr bool fits = std::is_trivially_copyable_v<T> && sizeof(T) <= sizeof(std::uint64_t);

template <class T>
std::uint64_t to_word(T value) noexcept {
  std::uint64_t word = 0;
  std::memcpy(&word, &value, sizeof(T));
  return word;
}
template <class T>
T from_word(std::uint64_t word) noexcept {
  T value;
  std::memcpy(&value, &word, sizeof(T));
  return value;
}

// NOLINTEND(bugprone-sizeof-expression,bugprone-multi-level-implicit-pointer-conversion)

constexpr std::memory_order when_failed(std::memory_order order) noexcept {
  if (order == std::memory_order_acq_rel) return std::memory_order_acquire;
  return order == std::memory_order_release ? std::memory_order_relaxed : order;
}

}  // namespace detail

/// std::atomic's interface and size, under the checker's control. Values of up to 8 bytes. In the
/// object itself stands what it was constructed with; what it holds is the execution's business.
template <class T>
class atomic {
  static_assert(detail::fits<T>);
  using where = std::source_location;
  using memory_order = std::memory_order;

 public:
  using value_type = T;
  static constexpr bool is_always_lock_free = true;

  constexpr atomic() noexcept : atomic(T{}) {}
  constexpr atomic(T value) noexcept : initial_(value) {  // NOLINT(google-explicit-constructor)
    if (!std::is_constant_evaluated()) hooks::atomic_made(this, detail::to_word(value));
  }
  constexpr ~atomic() {
    if (!std::is_constant_evaluated()) hooks::atomic_gone(this);
  }
  atomic(const atomic&) = delete;
  atomic& operator=(const atomic&) = delete;

  T load(memory_order order = memory_order::seq_cst, where at = where::current()) const {
    return detail::from_word<T>(hooks::load(this, word(), order, at));
  }
  void store(T value, memory_order order = memory_order::seq_cst, where at = where::current()) {
    hooks::store(this, word(), detail::to_word(value), order, at);
  }
  T exchange(T value, memory_order order = memory_order::seq_cst, where at = where::current()) {
    return update([](T, T operand) { return operand; }, value, order, at);
  }
  T fetch_add(T n, memory_order order = memory_order::seq_cst, where at = where::current()) {
    return update(std::plus<>{}, n, order, at);
  }
  T fetch_sub(T n, memory_order order = memory_order::seq_cst, where at = where::current()) {
    return update(std::minus<>{}, n, order, at);
  }
  T fetch_or(T bits, memory_order order = memory_order::seq_cst, where at = where::current()) {
    return update(std::bit_or<>{}, bits, order, at);
  }
  T fetch_and(T bits, memory_order order = memory_order::seq_cst, where at = where::current()) {
    return update(std::bit_and<>{}, bits, order, at);
  }
  bool compare_exchange_strong(T& expected, T desired, memory_order order, memory_order failed,
                               where at = where::current()) {
    return compare_exchange(expected, desired, false, order, failed, at);
  }
  bool compare_exchange_strong(T& expected, T desired, memory_order order = memory_order::seq_cst,
                               where at = where::current()) {
    return compare_exchange(expected, desired, false, order, detail::when_failed(order), at);
  }
  bool compare_exchange_weak(T& expected, T desired, memory_order order, memory_order failed,
                             where at = where::current()) {
    return compare_exchange(expected, desired, true, order, failed, at);
  }
  bool compare_exchange_weak(T& expected, T desired, memory_order order = memory_order::seq_cst,
                             where at = where::current()) {
    return compare_exchange(expected, desired, true, order, detail::when_failed(order), at);
  }
  void wait(T old, memory_order order = memory_order::seq_cst, where at = where::current()) const {
    hooks::wait(this, word(), detail::to_word(old), order, at);
  }
  void notify_one(where at = where::current()) { hooks::notify(this, word(), false, at); }
  void notify_all(where at = where::current()) { hooks::notify(this, word(), true, at); }

 private:
  std::uint64_t word() const noexcept { return detail::to_word(initial_); }
  /// `Combine` has no state, so that a plain function can stand for it.
  template <class Combine>
  T update(Combine, T operand, memory_order order, where at) {
    const hooks::combine how = [](std::uint64_t old, std::uint64_t with) {
      return detail::to_word(
          static_cast<T>(Combine{}(detail::from_word<T>(old), detail::from_word<T>(with))));
    };
    return detail::from_word<T>(
        hooks::update(this, word(), how, detail::to_word(operand), order, at));
  }
  bool compare_exchange(T& expected, T desired, bool weak, memory_order order, memory_order failed,
                        where at) {
    std::uint64_t old = detail::to_word(expected);
    const bool done = hooks::compare_exchange(
        this, word(), {old, detail::to_word(desired), weak, order, failed}, at);
    expected = detail::from_word<T>(old);
    return done;
  }

  T initial_;
};

/// Plain data: a read and a write, or two writes, that nothing orders are reported as a race.
template <class T>
class var {
  static_assert(detail::fits<T>);
  using where = std::source_location;

 public:
  constexpr var() noexcept : var(T{}) {}
  constexpr explicit var(T value) noexcept : value_(value) {
    if (!std::is_constant_evaluated()) hooks::plain_made(this, sizeof(T));
  }
  constexpr ~var() {
    if (!std::is_constant_evaluated()) hooks::plain_gone(this);
  }
  var(const var&) = delete;
  var& operator=(const var&) = delete;

  T get(where at = where::current()) const {
    hooks::plain_read(this, sizeof(T), at);
    return value_;
  }
  void set(T value, where at = where::current()) {
    hooks::plain_write(this, sizeof(T), at);
    value_ = value;
  }

 private:
  T value_;
};

/// std::atomic_thread_fence.
inline void fence(std::memory_order order,
                  std::source_location at = std::source_location::current()) {
  hooks::fence(order, at);
}

}  // namespace engram::model
