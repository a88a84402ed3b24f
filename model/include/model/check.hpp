// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <source_location>
#include <string>
#include <string_view>

/// A stateless model checker for C++20 code that names its atomics through a policy. It runs a body
/// again and again, each time with another interleaving and other values for its loads, until it
/// has seen everything that the memory model allows within the bounds, or something wrong.
/// `model/README.md` says what it cannot see.
namespace engram::model {

/// How the executions of a body are enumerated.
enum class exploration : std::uint8_t {
  reduced,           ///< one execution for each class of equivalent ones: exhaustive
  brute_force,       ///< every interleaving: exhaustive, and slow; what `reduced` is held against
  preemption_bound,  ///< every interleaving with at most `preemptions` forced switches
  random,            ///< `executions` walks from `seed`
};

/// What bounds an exploration. Each budget is for a thread and an execution.
struct options {
  exploration how = exploration::reduced;
  std::uint64_t max_executions = 10'000'000;  ///< gives up beyond, and reports not exhausted
  std::uint64_t executions = 10'000;          ///< of `random`
  std::uint64_t seed = 1;                     ///< of `random`
  unsigned preemptions = 2;                   ///< of `preemption_bound`
  unsigned spurious_failures = 1;             ///< of weak compare-exchanges
  unsigned spurious_wakeups = 0;              ///< of condition variables and atomic waits
  unsigned early_timeouts = 0;     ///< timed waits that end though others could still run
  std::size_t max_steps = 20'000;  ///< in one execution; more is reported as a livelock
  bool leaks_allowed = false;      ///< memory may be left allocated at the end
  std::string replay{};            ///< runs the one execution that a failure named
  bool trace = false;              ///< with `replay`: keep the event table though nothing fails
};

/// What went wrong in an execution.
struct failure {
  std::string what;      ///< one line
  std::string schedule;  ///< for `options::replay`
  std::string events;    ///< the execution as a table
};

/// What an exploration saw.
struct report {
  std::uint64_t executions = 0;  ///< that ran to their end
  std::uint64_t pruned = 0;      ///< cut short, since an equivalent one was or will be seen
  std::size_t deepest = 0;       ///< steps of the longest
  bool exhausted = false;        ///< nothing within the bounds was left out
  std::optional<model::failure> failure;
  std::string events;  ///< with `options::trace`: the last execution as a table

  /// "exhausted, 140 executions" and the like.
  std::string summary() const;
};

/// Explores `body`, which must be deterministic but for what it does through this library. It runs
/// as thread 0 and must join or detach its threads. Stops at the first failure. One exploration at
/// a time in a process.
///
/// The environment overrides: ENGRAM_MODEL_REPLAY (a schedule), ENGRAM_MODEL_TRACE=1,
/// ENGRAM_MODEL_MAX_EXECUTIONS, ENGRAM_MODEL_PREEMPTIONS, ENGRAM_MODEL_RANDOM (a seed).
report check(options how, const std::function<void()>& body);

/// In a body: one of 0..n-1, all of which are explored.
unsigned choose(unsigned n, std::source_location at = std::source_location::current());

/// In a body: the execution is wrong unless `holds`.
void require(bool holds, std::string_view what,
             std::source_location at = std::source_location::current());

/// In a body: this execution is not of interest; it ends here, and counts as pruned.
[[noreturn]] void discard();

/// In a body: the caller spins. An iteration that read what the last one read is not repeated
/// until there is something new to read.
void yield(std::source_location at = std::source_location::current());

/// In a body: nanoseconds of a clock that moves only when a timed wait ends.
std::uint64_t monotonic_nanoseconds(std::source_location at = std::source_location::current());

/// In a body: runs `what` with the process's own memory, for results that outlive the execution.
/// It must make no operations.
void outside(const std::function<void()>& what);

/// Whether the caller runs in a body.
bool is_running() noexcept;

}  // namespace engram::model
