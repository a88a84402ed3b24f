// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// The checker with a mistake of its own is found out: by the frozen table, by random programs
// against the axioms, or by what it must detect. Those that are not are named here, with the
// reason.
#include "litmus/generate/families.hpp"
#include "litmus/generate/random_program.hpp"
#include "litmus/oracle/axiomatic.hpp"
#include "litmus/runner.hpp"
#include "litmus/tests/frozen_table.hpp"
#include "litmus/verdict.hpp"

#include <gtest/gtest.h>
#include <model/atomic.hpp>
#include <model/flaw.hpp>
#include <model/thread.hpp>

#include <array>
#include <cstdio>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace engram::model::litmus {
namespace {

constexpr auto relaxed = std::memory_order_relaxed;

struct known_test {
  program test;
  outcomes ends;
};

std::vector<known_test> directed_tests() {
  std::vector<known_test> all;
  for (const auto& row : frozen_table()) {
    if (row.is_unexplored()) continue;
    auto test = make_test(row.name);
    auto ends = enumerate(test).ends;
    all.push_back({std::move(test), std::move(ends)});
  }
  return all;
}

std::vector<known_test> random_tests() {
  std::vector<known_test> all;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    const bool seq_cst = seed % 4 == 0;
    auto test = random_program(
        seed, seq_cst ? random_shape{.sequential = 1, .fences = 0} : random_shape{.sequential = 0});
    auto ends = enumerate(test).ends;
    all.push_back({std::move(test), std::move(ends)});
  }
  return all;
}

/// The first test that tells a flawed checker from the axioms.
std::optional<std::string> told_by(const std::vector<known_test>& tests) {
  for (const auto& each : tests) {
    const auto found = run(each.test, exploration::reduced, 200'000);
    if (found.report.failure || found.ends != each.ends) return each.test.name;
  }
  return std::nullopt;
}

using body_type = std::function<void()>;

void race(bool write_first, bool write_second) {
  var<int> data;
  atomic<int> turn{0};
  thread other([&] {
    write_first ? data.set(1) : static_cast<void>(data.get());
    turn.store(1, relaxed);
  });
  if (turn.load(relaxed) == 1) write_second ? data.set(2) : static_cast<void>(data.get());
  other.join();
}

/// Bodies in which something is wrong, and must be found.
// NOLINTNEXTLINE(readability-function-size): a table
const std::map<std::string, body_type>& wrong_bodies() {
  static const std::map<std::string, body_type> all{
      {"two writes", [] { race(true, true); }},
      {"a write, a read", [] { race(true, false); }},
      {"a read, a write", [] { race(false, true); }},
      {"an object published without order",
       [] {
         atomic<atomic<int>*> head{nullptr};
         atomic<int>* made = nullptr;
         thread maker([&] {
           made = new atomic<int>(1);
           head.store(made, relaxed);
         });
         if (auto* found = head.load(relaxed)) found->load(relaxed);
         maker.join();
         delete made;
       }},
      {"plain data behind SC fences that nothing else connects",
       [] {
         var<int> data;
         atomic<int> first{0};
         atomic<int> second{0};
         thread writer([&] {
           data.set(1);
           fence(std::memory_order_seq_cst);
           first.store(1, relaxed);
         });
         thread between([&] {
           if (first.load(relaxed) == 1) second.store(1, relaxed);
         });
         if (second.load(relaxed) == 1) {
           fence(std::memory_order_seq_cst);
           data.get();
         }
         writer.join();
         between.join();
       }},
      {"an order of locks",
       [] {
         mutex lock;
         int last = 0;
         thread one([&] {
           const std::lock_guard held(lock);
           last = 1;
         });
         thread two([&] {
           const std::lock_guard held(lock);
           last = 2;
         });
         one.join();
         two.join();
         require(last == 2, "the other order must be seen");
       }},
      {"a spurious failure",
       [] {
         atomic<int> word{0};
         int expected = 0;
         require(word.compare_exchange_weak(expected, 1, relaxed), "it may fail");
       }},
  };
  return all;
}

std::optional<std::string> told_by_bodies() {
  for (const auto& [name, body] : wrong_bodies()) {
    if (!check({}, body).failure) return name;
  }
  return std::nullopt;
}

constexpr std::array names{
    "none",
    "release_fence_ignored",
    "acquire_fence_ignored",
    "sc_fence_ignored",
    "sc_fence_synchronizes",
    "rmw_breaks_sequence",
    "store_continues_sequence",
    "relaxed_load_acquires",
    "relaxed_store_releases",
    "reads_leave_no_mark",
    "writes_leave_no_mark",
    "newest_two_only",
    "no_insertion",
    "rmw_reads_newest_only",
    "failed_cas_reads_newest_only",
    "rmw_not_atomic",
    "sc_store_may_be_missed",
    "no_write_write_race",
    "no_write_read_race",
    "no_read_write_race",
    "no_construction_race",
    "no_load_store_reversal",
    "no_rmw_reversal",
    "no_sc_fence_reversal",
    "no_lock_reversal",
    "no_sc_access_reversal",
    "sleepers_stay_asleep",
    "fences_wake_nobody",
    "reads_from_edge_missing",
    "initials_too_many",
    "spurious_failures_missing",
};
static_assert(names.size() == static_cast<std::size_t>(flaw::count));

class Flaws : public ::testing::Test {
 protected:
  void TearDown() override { injected_flaw = flaw::none; }
};

TEST_F(Flaws, NoneIsToldFromTheAxioms) {
  EXPECT_EQ(told_by(directed_tests()), std::nullopt);
  EXPECT_EQ(told_by(random_tests()), std::nullopt);
  EXPECT_EQ(told_by_bodies(), std::nullopt);
}

TEST_F(Flaws, EachIsFoundOutOrKnownNotToBe) {
  // Survivors, each with the reason. There are none.
  const std::map<std::string, std::string> survivors{};
  const auto directed = directed_tests();
  const auto random = random_tests();
  for (std::size_t i = 1; i < names.size(); ++i) {
    injected_flaw = static_cast<flaw>(i);
    const auto by_table = told_by(directed);
    const auto by_random = told_by(random);
    const auto by_body = told_by_bodies();
    injected_flaw = flaw::none;
    std::printf("%-30s table: %s; random: %s; detection: %s\n", names.at(i),
                by_table.value_or("-").c_str(), by_random.value_or("-").c_str(),
                by_body.value_or("-").c_str());
    EXPECT_EQ(by_table || by_random || by_body, !survivors.contains(names.at(i))) << names.at(i);
  }
}

}  // namespace
}  // namespace engram::model::litmus
