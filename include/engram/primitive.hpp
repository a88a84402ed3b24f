// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/export_macro.hpp>
#include <engram/futex_mutex.hpp>

#include <atomic>
#include <csignal>
#include <cstdint>
#include <ctime>

/// The one door to atomics, thread-local storage and the monotonic clock. Every structure that
/// threads share takes a `Sync` policy; `std_sync` is the one that ships. The model checker
/// compiles the library's sources unmodified with a header of its own in the place of this one,
/// which is why nothing else names `std::atomic`, `thread_local` or a fence.

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define ENGRAM_DETAIL_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer) || \
    __has_feature(memory_sanitizer)
#define ENGRAM_DETAIL_SANITIZED 1
#endif
#endif

namespace engram::inline v0 {

/// The policy that ships: the standard library's atomics, the compiler's thread-locals.
struct ENGRAM_API std_sync {
  template <class T>
  using atomic = std::atomic<T>;

  /// Data that one thread writes and another reads after a release/acquire pair. A plain object
  /// here; the model checker's counterpart reports unordered accesses as races.
  template <class T>
  class var {
   public:
    [[gnu::always_inline]] T get() const noexcept { return value_; }
    [[gnu::always_inline]] void set(T value) noexcept { value_ = value; }

   private:
    T value_{};
  };

  /// One zero-initialised object for each thread. Initial-exec: two instructions to reach, also in
  /// a shared library. T must be constant-initialised and trivially destructible, so that it can be
  /// reached at every moment of a thread's life.
  template <class T>
  struct ENGRAM_API per_thread {
    [[gnu::always_inline]] static T& get() noexcept { return value; }

   private:
    [[gnu::tls_model("initial-exec")]] static inline constinit thread_local T value{};
  };

  /// One constant-initialised object for the process.
  template <class T>
  struct ENGRAM_API per_process {
    [[gnu::always_inline]] static T& get() noexcept { return value; }

   private:
    static inline constinit T value{};
  };

  /// Adds to a cell that the calling thread alone writes. On x86-64 it is one instruction without a
  /// LOCK prefix, so that a signal handler on the same thread cannot come between load and store.
  [[gnu::always_inline]] static void add_own(atomic<std::uint64_t>& cell,
                                             std::uint64_t n) noexcept {
#if defined(__x86_64__) && !defined(ENGRAM_DETAIL_SANITIZED)
    static_assert(sizeof(cell) == sizeof(std::uint64_t));
    asm volatile("addq %1, %0" : "+m"(reinterpret_cast<std::uint64_t&>(cell)) : "er"(n) : "cc");
#else
    // relaxed: the cell has one writer, and a reader needs no other memory to agree with it.
    cell.store(cell.load(ENGRAM_MO(cell_add_load, relaxed)) + n,
               ENGRAM_MO(cell_add_store, relaxed));
#endif
  }

  /// The same, and whoever reads the sum with acquire sees what the caller wrote before.
  [[gnu::always_inline]] static void add_own_release(atomic<std::uint64_t>& cell,
                                                     std::uint64_t n) noexcept {
#if defined(__x86_64__) && !defined(ENGRAM_DETAIL_SANITIZED)
    // Every store of x86-64 releases; the compiler keeps the order of volatile accesses.
    asm volatile("addq %1, %0"
                 : "+m"(reinterpret_cast<std::uint64_t&>(cell))
                 : "er"(n)
                 : "cc", "memory");
#else
    // relaxed: the cell has one writer. release: pairs with exponential_bucket; whoever reads this
    // sum of a window's sees the flips before it.
    cell.store(cell.load(ENGRAM_MO(cell_publish_load, relaxed)) + n,
               ENGRAM_MO(cell_publish_store, release));
#endif
  }

  /// Whether a signal handler on the same thread finds an add done or not begun.
#if defined(__x86_64__) && !defined(ENGRAM_DETAIL_SANITIZED)
  static constexpr bool own_adds_are_whole = true;
#else
  static constexpr bool own_adds_are_whole = false;
#endif

  /// Keeps signal handlers off the calling thread for a scope.
  class [[nodiscard]] no_signals {
   public:
    no_signals() noexcept {
      sigset_t all;
      sigfillset(&all);
      pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    ~no_signals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    no_signals(const no_signals&) = delete;
    no_signals& operator=(const no_signals&) = delete;

   private:
    sigset_t before_;
  };

  /// An address as a number of its own: a compiler that instead repeats the sum it is of makes a
  /// long hot path longer.
  template <class T>
  [[gnu::always_inline]] static T* in_register(T* address) noexcept {
    asm("" : "+r"(address));
    return address;
  }

  /// Asks for a line that the caller will write and another core may hold.
  [[gnu::always_inline]] static void prefetch_for_write(const void* at) noexcept {
#if defined(__x86_64__)
    asm volatile("prefetchw %0" : : "m"(*static_cast<const char*>(at)));
#else
    __builtin_prefetch(at, 1);
#endif
  }

  /// Tells the processor that the caller spins.
  static void pause() noexcept {
#if defined(__x86_64__)
    __builtin_ia32_pause();  // not _mm_pause: its header takes half a second to compile
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
  }

  /// Nanoseconds of CLOCK_MONOTONIC.
  [[gnu::cold, gnu::noinline]] static std::uint64_t monotonic_nanoseconds() noexcept {
    std::timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000U +
           static_cast<std::uint64_t>(now.tv_nsec);
  }

  using mutex = futex_mutex<std_sync>;
};

}  // namespace engram::inline v0
