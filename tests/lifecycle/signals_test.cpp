// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/mapped_memory.hpp"
#include "collect/process_store.hpp"
#include "lifecycle/scenario.hpp"
#include "lifecycle/shared_memory.hpp"
#include "lifecycle/signal_handling.hpp"

#include <gtest/gtest.h>
#include <pthread.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <ctime>
#include <memory>
#include <thread>

// Handlers that record while the thread they interrupt does.
namespace engram::testing {
namespace {

constinit basic_counter<on> other{{.name = "test.lifecycle.signal.other"}};
constinit basic_counter<on> never_added_before{{.name = "test.lifecycle.signal.never"}};
constinit basic_gauge<on> level{{.name = "test.lifecycle.signal.level"}};
std_sync::atomic<std::uint64_t> handled{0};

#if defined(ENGRAM_DETAIL_SANITIZED)
constexpr std::uint64_t slowdown = 5;  // of a signal's delivery
#else
constexpr std::uint64_t slowdown = 1;
#endif

/// Sends a signal to the thread that made it every 20 us, while it lives. By a timer: a thread that
/// sends would need a processor of its own.
class storm {
 public:
  explicit storm(int signal) {
    sigevent to{};
    to.sigev_notify = SIGEV_THREAD_ID;
    to.sigev_signo = signal;
    to._sigev_un._tid = gettid();
    timer_create(CLOCK_MONOTONIC, &to, &timer_);
    const itimerspec every{.it_interval = {0, 20'000}, .it_value = {0, 20'000}};
    timer_settime(timer_, 0, &every, nullptr);
  }
  ~storm() { timer_delete(timer_); }
  storm(const storm&) = delete;
  storm& operator=(const storm&) = delete;

 private:
  timer_t timer_{};
};

/// Runs `work` over and over in a storm, until `handler` has handled enough. Returns how often; the
/// storm is over then.
template <class Work>
std::uint64_t run_in_a_storm(void (*handler)(int), Work work) {
  constexpr std::uint64_t enough = 5000 / slowdown;
  const handling scope(SIGUSR1, handler);
  handled.store(0);
  const storm blows(SIGUSR1);
  std::uint64_t rounds = 0;
  while (handled.load() < enough) {
    for (int i = 0; i < 100; ++i) work();
    rounds += 100;
  }
  return rounds;
}

TEST(Signals, AHandlerMayAddToACounterThatTheThreadIsNotAddingTo) {
  const registry metrics{hits, other};
  hits.add();
  const auto before = metrics.scrape();
  const auto rounds = run_in_a_storm(
      [](int) {
        other.add();
        ++handled;
      },
      [] { hits.add(); });
  const auto after = metrics.scrape();
  EXPECT_EQ(after[hits]() - before[hits](), rounds);
  EXPECT_EQ(after[other]() - before[other](), handled.load());
}

#if defined(__x86_64__) && !defined(ENGRAM_DETAIL_SANITIZED)

TEST(Signals, AHandlerMayAddToTheCounterThatItInterrupts) {
  hits.add();
  const auto before = total_hits();
  const auto rounds = run_in_a_storm(
      [](int) {
        hits.add();
        ++handled;
      },
      [] { hits.add(); });
  EXPECT_EQ(total_hits() - before, rounds + handled.load());
}

TEST(Signals, AHandlerMayAddThroughAHandleToTheCounterThatItInterrupts) {
  const registry metrics{hits};
  static const auto handle = hits.bind();
  handle.add();
  const auto before = total_hits();
  const auto rounds = run_in_a_storm(
      [](int) {
        handle.add();
        ++handled;
      },
      [] { handle.add(); });
  EXPECT_EQ(total_hits() - before, rounds + handled.load());
}

TEST(Signals, AHistogramsBucketsLoseNothingToAHandler) {
  sizes.record(1);
  const auto before = total_sizes();
  const auto rounds = run_in_a_storm(
      [](int) {
        sizes.record(1);
        ++handled;
      },
      [] { sizes.record(1); });
  EXPECT_EQ(total_sizes() - before, rounds + handled.load());
}

TEST(Signals, EventsLoseNothingToAHandlerThatCounts) {
  std_sync::atomic<std::uint64_t> delivered{0};
  collector drain(adding_to(delivered, milliseconds(1)));
  ASSERT_TRUE(drain.start());
  record_everything();
  const auto before = total_hits();
  const auto rounds = run_in_a_storm(
      [](int) {
        hits.add();
        ++handled;
      },
      [] { record_everything(); });
  EXPECT_EQ(total_hits() - before, rounds + handled.load());
  const auto report = drain.stop();
  EXPECT_EQ(report.drained + report.dropped, (rounds + 1) * records_of_everything);
  EXPECT_EQ(report.drained, delivered.load());
  EXPECT_TRUE(drain.account().balances());
}

#endif

/// Memory for shards; asking for it is interrupted by a signal.
struct interrupted_memory {
  static void* reserve(std::size_t bytes) noexcept {
    raise(SIGUSR1);
    return detail::mapped_memory::reserve(bytes);
  }
};

TEST(Signals, AHandlerThatInterruptsAThreadsFirstRecordGetsItNoSecondShard) {
  using shards = detail::shard_list<std_sync, interrupted_memory>;
  static shards list(64);
  static detail::thread_words<std_sync> words;
  const handling scope(SIGUSR1, [](int) {
    if (words.state == detail::thread_state::fresh) list.attach(words);  // as a record would
  });
  list.attach(words);
  EXPECT_EQ(words.state, detail::thread_state::live);
  int made = 0;
  list.walk([&](const auto&) { ++made; });
  EXPECT_EQ(made, 1);
}

TEST(Signals, AHandlerMayCountOnThreadsThatBlockItUntilTheirFirstRecord) {
  const registry metrics{hits, other};
  const auto before = metrics.scrape();
  const handling scope(SIGUSR1, [](int) {
    other.add();
    ++handled;
  });
  handled.store(0);
  constexpr std::uint64_t threads = 1000 / slowdown;
  for (std::uint64_t i = 0; i < threads; ++i) {
    on_a_thread([] {
      mask(SIG_BLOCK, SIGUSR1);
      const storm blows(SIGUSR1);
      raise(SIGUSR1);
      hits.add();
      mask(SIG_UNBLOCK, SIGUSR1);
      hits.add();
    });
  }
  const auto after = metrics.scrape();
  EXPECT_EQ(after[hits]() - before[hits](), 2 * threads);
  EXPECT_EQ(after[other]() - before[other](), handled.load());
  EXPECT_GE(handled.load(), threads) << "what was blocked came then";
}

TEST(Signals, AHandlerMaySetAGauge) {
  const registry metrics{level};
  level.set(1);
  run_in_a_storm(
      [](int) {
        level.set(2);
        ++handled;
      },
      [] { level.set(1); });
  level.set(3);
  EXPECT_EQ(metrics.scrape()[level](), 3);
}

TEST(Signals, AHandlerTakesNoLockForARegisteredCounterOnAThreadThatHasRecordedAnything) {
  const registry metrics{hits, never_added_before};
  hits.add();
  const handling scope(SIGUSR1, [](int) { never_added_before.add(); });
  // Under the lock that a cold path takes: it would wait for itself.
  detail::process_store::get().with_tables([](auto&, auto&) { return raise(SIGUSR1); });
  EXPECT_EQ(metrics.scrape()[never_added_before](), 1U);
}

TEST(Signals, TheCollectorsThreadHandlesNone) {
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  EXPECT_TRUE(stays_pending_during([&](auto send) {
    ASSERT_TRUE(drain.start());
    send();
    for (std::uint64_t i = 0; i < 20; ++i) {
      emit_primed(i);
      EXPECT_TRUE(drain.flush(ages));
    }
  }));
  EXPECT_TRUE(drain.stop().complete());
}

TEST(Signals, StartingThreadsLeavesTheCallersMaskAsItWas) {
  sigset_t before;
  sigset_t after;
  pthread_sigmask(SIG_SETMASK, nullptr, &before);
  collector drain({});
  ASSERT_TRUE(drain.start());
  pthread_sigmask(SIG_SETMASK, nullptr, &after);
  for (int signal = 1; signal < 32; ++signal) {
    EXPECT_EQ(sigismember(&before, signal), sigismember(&after, signal)) << signal;
  }
}

}  // namespace
}  // namespace engram::testing
