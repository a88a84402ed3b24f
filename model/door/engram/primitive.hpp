// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// Stands in the place of the library's own header of this name when its sources are compiled for
// the model checker: the same policy over the checker's atomics. Each memory order becomes one that
// a mutation run can weaken.

#include <model/order_site.hpp>

#define ENGRAM_MO(site, order)                                                             \
  ([]() noexcept {                                                                         \
    static ::engram::model::order_site here{#site, ::std::memory_order_##order, __FILE__}; \
    return here.use();                                                                     \
  }())

#include <engram/export_macro.hpp>
#include <engram/futex_mutex.hpp>

#include <model/atomic.hpp>
#include <model/check.hpp>
#include <model/local.hpp>
#include <model/thread.hpp>

#include <cstdint>

namespace engram::inline v0 {

struct std_sync {
  template <class T>
  using atomic = model::atomic<T>;
  template <class T>
  using var = model::var<T>;
  template <class T>
  using per_thread = model::per_thread<T>;
  template <class T>
  using per_process = model::per_process<T>;

  /// What the shipped policy does without the instruction of x86-64, which the checker cannot see
  /// into: the cell has one writer.
  static void add_own(atomic<std::uint64_t>& cell, std::uint64_t n) {
    cell.store(cell.load(ENGRAM_MO(cell_add_load, relaxed)) + n,
               ENGRAM_MO(cell_add_store, relaxed));
  }
  static void add_own_release(atomic<std::uint64_t>& cell, std::uint64_t n) {
    cell.store(cell.load(ENGRAM_MO(cell_publish_load, relaxed)) + n,
               ENGRAM_MO(cell_publish_store, release));
  }
  /// There are no signals.
  static constexpr bool own_adds_are_whole = true;
  struct [[maybe_unused]] no_signals {};
  template <class T>
  static T* in_register(T* address) noexcept {
    return address;
  }
  static void prefetch_for_write(const void*) noexcept {}
  static void pause() { model::yield(); }
  static std::uint64_t monotonic_nanoseconds() { return model::monotonic_nanoseconds(); }

  /// The checker's own, in two steps rather than six; `futex_mutex` has a model of its own.
  class mutex : public model::mutex {
   public:
    /// Models fork by their own hand, in the thread that holds it.
    void reset_after_fork() { unlock(); }
  };
};

}  // namespace engram::inline v0
