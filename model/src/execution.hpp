// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "address_table.hpp"
#include "clock.hpp"
#include "fiber.hpp"
#include "location.hpp"
#include "operation.hpp"

#include <model/check.hpp>

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace engram::model {

/// Where timed waits leave the time, for those who read the clock.
const void* clock_address() noexcept;

/// A set of threads.
using thread_set = std::uint32_t;
constexpr thread_set only(unsigned thread) noexcept { return thread_set{1} << thread; }

/// How a thread's next operation may go: which store it reads, where it puts its own, and so on.
using variants = std::vector<std::uint32_t>;
/// The way of an atomic wait that does not return.
inline constexpr std::uint32_t to_block = ~std::uint32_t{0};

/// One step of an execution.
struct event {
  operation what;
  std::uint32_t thread = 0;
  std::uint32_t object = address_table::none;  ///< number of the location
  std::uint32_t read_from = 0;                 ///< event; 0: what was there before
  std::uint64_t value = 0;                     ///< read, or written by a plain store
  std::uint64_t written = 0;                   ///< by a read-modify-write
  bool read = false;
  bool wrote = false;
  bool sc = false;       ///< on a location that is sequentially consistent throughout
  bool ordered = false;  ///< all waits and notifications of an object are ordered
  vector_clock before;   ///< the thread's causal clock
  vector_clock cause;    ///< the same with this event and all that it follows from
  std::uint32_t count() const noexcept { return cause.at[thread]; }
};

/// A read of a spinning iteration.
struct spin_read {
  std::uint32_t object;
  std::uint32_t read_from;
  std::uint32_t at;  ///< event count when it was made
};

/// A thread of an execution.
struct worker {
  unsigned id = 0;
  fiber stack;
  std::function<void()> body;
  std::vector<std::function<void()>> at_exit;
  operation* pending = nullptr;
  bool done = false;
  bool notified = false;
  view now;
  view acquired;  ///< collected by relaxed loads, for an acquire fence
  view fenced;    ///< at the last release fence
  vector_clock cause;
  vector_clock wake_cause;
  std::uint32_t woken_by = 0;  ///< event
  unsigned spurious_failures = 0;
  unsigned spurious_wakeups = 0;
  unsigned early_timeouts = 0;
  const char* site = nullptr;
  std::vector<spin_read> spin;
  std::vector<spin_read> last_spin;
  bool spin_wrote = false;

  void reset(std::function<void()> what);
};

enum class ending : std::uint8_t { running, complete, pruned, failed };

/// One execution: the threads of a body, what they have done, and what memory holds. A driver
/// decides whose turn it is and how it goes; this class knows what is possible and does it.
class execution {
 public:
  explicit execution(const options& bounds);

  /// Starts a body, up to its first operation.
  void begin(const std::function<void()>& body);
  /// Threads whose next operation can be made. When there are none: `conclude`.
  thread_set enabled();
  /// Whether those that `enabled` last named only wait for time to pass.
  bool is_quiescent() const noexcept { return quiescent_; }
  /// How a thread's next operation may go; those variants alone that read from events not before
  /// `since`.
  void list_variants(unsigned thread, std::uint32_t since, variants& to);
  /// Makes a thread's next operation and runs it up to the one after. The event is `last()`.
  void step(unsigned thread, std::uint32_t variant);
  /// Says how it ended, when nothing is enabled.
  void conclude();
  /// Gives back what it changed outside, after its end.
  void clean_up();

  ending state() const noexcept { return state_; }
  void prune() noexcept { state_ = ending::pruned; }
  const std::string& what_failed() const noexcept { return what_failed_; }
  const event& at(std::uint32_t number) const noexcept { return events_[number]; }
  const event& last() const noexcept { return events_.back(); }
  /// Number of events so far; events are numbered from 1.
  std::uint32_t length() const noexcept { return static_cast<std::uint32_t>(events_.size()) - 1; }
  /// Earlier events that the last one could also have come before.
  const std::vector<std::uint32_t>& rivals() const noexcept { return rivals_; }
  const operation& pending(unsigned thread) const noexcept { return *workers_[thread].pending; }
  std::uint64_t serial() const noexcept { return serial_; }

  /// Whether a thread that sleeps before its pending operation must look again, since the last
  /// event may change how that goes. New stores need no waking: see `list_variants`.
  bool disturbs_sleeper(unsigned thread) const;

  // ---- called by threads of the body, through the hooks
  static execution* current() noexcept { return running_now; }
  void announce(operation& what);
  [[noreturn]] void fail(const std::string& what);
  [[noreturn]] void discard();
  worker& self() noexcept { return workers_[running_]; }
  unsigned running() const noexcept { return running_; }
  location& object(const void* address, std::uint64_t initial);
  void make(const void* address, std::uint64_t value);
  void destroy(const void* address);
  void plain_access(const void* address, std::size_t bytes, bool write,
                    const std::source_location& from);
  void plain_made(const void* address, std::size_t bytes);
  void plain_gone(const void* address);
  void local_fence(std::memory_order order);
  unsigned spawn(std::function<void()> body);
  void* reserve(std::size_t bytes);
  void quietly(const std::function<void()>& what);
  void tick(worker& who) noexcept;
  std::uint64_t time() const noexcept { return time_; }

 private:
  static void enter_thread();
  void run(unsigned thread);
  bool is_enabled(const worker& who) const;
  bool is_due(const operation& what) const noexcept { return what.timed && what.operand <= time_; }
  bool is_stuck(const worker& who) const;
  bool has_new(const worker& who) const;
  bool overlooks(const worker& who) const;
  thread_set quiescent() const;
  void note(std::string what) { what_failed_ = std::move(what), state_ = ending::failed; }
  moment now_of(unsigned thread) const noexcept;
  plain& plain_at(const void* address, std::size_t bytes);
  void list_on_object(const worker& who, const location& at, std::uint32_t since,
                      variants& to) const;
  void list_cas(const worker& who, const location& at, std::uint32_t since, variants& to) const;
  void list_reads(const worker& who, const location& at, std::uint32_t since, variants& to) const;
  void list_places(const worker& who, const location& at, variants& to) const;

  // ---- effects, in effects.cpp
  void apply(worker& who, event& e, std::uint32_t variant);
  void apply_atomic(worker& who, event& e, location& at, std::uint32_t variant);
  void apply_blocking(worker& who, event& e, std::uint32_t variant);
  bool admit(worker& who, event& e, location& at);
  void read(worker& who, event& e, location& at, std::size_t place, std::memory_order order);
  void write(worker& who, event& e, location& at, std::size_t place, std::uint64_t value, bool rmw);
  void compare(worker& who, event& e, location& at, std::uint32_t variant);
  void sc_fence(worker& who, event& e);
  void wait(worker& who, event& e, location& at, std::uint32_t variant);
  void notify(event& e, location& at, std::uint32_t variant);
  void acquire_lock(worker& who, event& e, location& at);
  void give_lock(worker& who, event& e, location& at);
  void cond_woken(worker& who, event& e, location& at, std::uint32_t variant);
  void order_with(event& e, location& at);
  void rival(const event& e, std::uint32_t other);
  void rivals_of(const event& e, const last_events& others);

  const options& bounds_;
  static inline execution* running_now = nullptr;
  static inline std::uint64_t serials = 0;
  std::uint64_t serial_ = 0;
  ending state_ = ending::running;
  std::string what_failed_;

  std::deque<worker> workers_;
  unsigned threads_ = 0;
  unsigned started_ = 0;
  unsigned running_ = 0;
  bool in_thread_ = false;
  bool quiet_ = false;
  bool quiescent_ = false;

  std::vector<event> events_;
  std::vector<std::uint32_t> rivals_;
  address_table numbers_;
  std::deque<location> locations_;
  std::uint32_t location_count_ = 0;
  address_table plain_numbers_;
  std::deque<plain> plains_;
  std::uint32_t plain_count_ = 0;
  struct block {
    const std::byte* from;
    std::size_t bytes;
    moment made;
  };
  std::vector<block> blocks_;
  moment born(const void* address) const noexcept;

  vector_clock sc_known_;
  vector_clock sc_cause_;
  std::uint32_t last_sc_fence_ = 0;
  std::uint64_t time_ = 0;
};

}  // namespace engram::model
