// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// The reduction against brute force on random programs that block: locks, condition variables,
// atomic waits, choices. `model/litmus` does the same for those that do not.
#include "outcomes.hpp"

#include <gtest/gtest.h>
#include <model/atomic.hpp>
#include <model/thread.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>

namespace engram::model::testing {
namespace {

using std::chrono::milliseconds;
constexpr auto relaxed = std::memory_order_relaxed;
using numbers = std::vector<int>;

enum class act : std::uint8_t {
  store,
  load,
  add,
  swap,
  locked_add,
  wait_for_word,
  notify_word,
  wait_for_condition,
  timed_wait,
  notify_one,
  notify_all,
  choice,
  read_clock,
  count
};

using script = std::vector<act>;

struct program {
  std::array<script, 3> threads;
  options how;
};

program random_program(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  program made;
  const auto threads = 2 + random() % 2;
  for (std::size_t t = 0; t < threads; ++t) {
    const auto length = 1 + random() % (threads == 2 ? 3 : 2);
    for (std::size_t i = 0; i < length; ++i) {
      made.threads[t].push_back(
          static_cast<act>(random() % static_cast<std::uint64_t>(act::count)));
    }
  }
  made.how.spurious_wakeups = random() % 4 == 0 ? 1 : 0;
  made.how.early_timeouts = random() % 3 == 0 ? 1 : 0;
  return made;
}

std::string to_text(const program& what) {
  static constexpr std::array names{
      "store",      "load",          "add",         "swap",
      "locked_add", "wait_for_word", "notify_word", "wait_for_condition",
      "timed_wait", "notify_one",    "notify_all",  "choice",
      "read_clock"};
  std::string text = "wakeups " + std::to_string(what.how.spurious_wakeups) + ", timeouts " +
                     std::to_string(what.how.early_timeouts);
  for (const auto& thread : what.threads) {
    text += " |";
    for (const auto each : thread) text += std::string(" ") + names[static_cast<std::size_t>(each)];
  }
  return text;
}

/// What the threads of a program share.
struct shared_state {
  atomic<int> word{0};
  mutex lock;
  condition told;
  int guarded = 0;
};

int perform(shared_state& on, act what, int value) {
  int expected = 0;
  switch (what) {
    case act::store:
      on.word.store(value, relaxed);
      return 0;
    case act::load:
      return on.word.load(relaxed);
    case act::add:
      return on.word.fetch_add(10, relaxed);
    case act::swap:
      return on.word.compare_exchange_strong(expected, value, relaxed) ? -1 : expected;
    case act::locked_add: {
      const std::lock_guard held(on.lock);
      return on.guarded = 3 * on.guarded + value;
    }
    case act::wait_for_word:
      on.word.wait(0, relaxed);
      return 0;
    case act::notify_word:
      on.word.notify_one();
      return 0;
    case act::wait_for_condition: {
      std::unique_lock held(on.lock);
      on.told.wait(held, [&] { return on.guarded != 0; });
      return on.guarded;
    }
    case act::timed_wait: {
      std::unique_lock held(on.lock);
      return on.told.wait_for(held, milliseconds(1)) == std::cv_status::timeout ? 1 : 2;
    }
    case act::notify_one:
      on.told.notify_one();
      return 0;
    case act::notify_all:
      on.told.notify_all();
      return 0;
    case act::choice:
      return static_cast<int>(choose(2));
    default:
      return static_cast<int>(monotonic_nanoseconds() / 1'000'000);
  }
}

findings run(const program& what, exploration how) {
  auto bounds = what.how;
  bounds.how = how;
  bounds.max_executions = 400'000;
  return explore(bounds, [&] {
    shared_state shared;
    std::array<std::array<int, 4>, 3> seen{};
    const auto play = [&](std::size_t t) {
      for (std::size_t i = 0; i < what.threads[t].size(); ++i) {
        seen[t][i] = perform(shared, what.threads[t][i], static_cast<int>(4 * t + i + 1));
      }
    };
    thread one([&] { play(1); });
    thread two([&] { play(2); });
    play(0);
    one.join();
    two.join();
    numbers outcome{shared.word.load(relaxed), shared.guarded};
    for (const auto& thread : seen) outcome.insert(outcome.end(), thread.begin(), thread.end());
    return outcome;
  });
}

TEST(BlockingDifferential, ReducedAgreesWithBruteForceOnRandomPrograms) {
  const char* wanted = std::getenv("ENGRAM_MODEL_PROGRAMS");
  const std::uint64_t programs = wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : 400;
  std::uint64_t compared = 0;
  std::uint64_t failing = 0;
  std::uint64_t executions = 0;
  std::uint64_t brute_executions = 0;
  for (std::uint64_t seed = 1; seed <= programs; ++seed) {
    const auto what = random_program(seed);
    const auto brute = run(what, exploration::brute_force);
    const auto reduced = run(what, exploration::reduced);
    ASSERT_EQ(reduced.seen.failure.has_value(), brute.seen.failure.has_value())
        << "program " << seed << ": " << to_text(what) << what_failed(reduced.seen)
        << what_failed(brute.seen);
    if (brute.seen.failure) {
      ++failing;
      continue;
    }
    if (!brute.seen.exhausted) continue;
    ASSERT_TRUE(reduced.seen.exhausted) << "program " << seed << ": " << to_text(what);
    ASSERT_EQ(reduced.outcomes, brute.outcomes) << "program " << seed << ": " << to_text(what);
    ++compared;
    executions += reduced.seen.executions + reduced.seen.pruned;
    brute_executions += brute.seen.executions;
  }
  RecordProperty("compared", static_cast<int>(compared));
  std::printf("%llu programs: %llu compared, %llu deadlock in both; %llu executions against %llu\n",
              static_cast<unsigned long long>(programs), static_cast<unsigned long long>(compared),
              static_cast<unsigned long long>(failing), static_cast<unsigned long long>(executions),
              static_cast<unsigned long long>(brute_executions));
  EXPECT_GT(compared, programs / 4) << "most programs must be small enough to compare";
}

}  // namespace
}  // namespace engram::model::testing
