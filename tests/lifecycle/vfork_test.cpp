// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/children.hpp"
#include "lifecycle/scenario.hpp"

#include <gtest/gtest.h>
#include <spawn.h>

#include <cstdlib>
#include <memory>

extern char** environ;

// Children that share the parent's memory until they execute another program: a store that reset
// itself in one of them would reset the parent's.
namespace engram::testing {
namespace {

constinit basic_counter<on> first_seen_in_a_vfork{{.name = "test.lifecycle.vfork"}};

char shell[] = "/bin/sh";
char dash_c[] = "-c";
char exit_with_5[] = "exit 5";
char* const arguments[] = {shell, dash_c, exit_with_5, nullptr};

/// Runs `spawn`, which returns how a child ended, between records of a process that collects, and
/// expects that process to have lost nothing.
template <class Spawn>
void expect_the_parent_unharmed(Spawn spawn) {
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  const auto before = total_hits();
  hits.add(10);
  emit_primed(1);
  const ending how = spawn();
  EXPECT_TRUE(how.exited_with(5)) << how.status;
  emit_primed(2);
  hits.add(1);
  EXPECT_TRUE(drain.flush(ages)) << "its thread still answers";
  EXPECT_EQ(total_hits(), before + 11);
  EXPECT_TRUE(drain.stop().complete());
  EXPECT_EQ(log->count(), 2U);
}

TEST(Vfork, WithExecLeavesTheParentAsItWas) {
  expect_the_parent_unharmed([] {
    ending how;
    const pid_t child = vfork();
    if (child == 0) {
      execv(shell, arguments);
      _exit(1);
    }
    waitpid(child, &how.status, 0);
    return how;
  });
}

TEST(Vfork, PosixSpawnLeavesTheParentAsItWas) {
  expect_the_parent_unharmed([] {
    ending how;
    pid_t child = 0;
    EXPECT_EQ(posix_spawn(&child, shell, nullptr, nullptr, arguments, environ), 0);
    waitpid(child, &how.status, 0);
    return how;
  });
}

TEST(Vfork, SystemLeavesTheParentAsItWas) {
  expect_the_parent_unharmed([] { return ending{std::system("exit 5")}; });
}

TEST(Vfork, ChildRecordsForItsParentWhoseMemoryItUses) {
  const registry metrics{hits};
  hits.add();
  const auto before = total_hits();
  ending how;
  const pid_t child = vfork();
  if (child == 0) {
    hits.add(2);
    first_seen_in_a_vfork.add(3);  // by the cold path
    _exit(5);
  }
  waitpid(child, &how.status, 0);
  EXPECT_TRUE(how.exited_with(5)) << how.status;
  EXPECT_EQ(total_hits(), before + 2);
  const registry late{first_seen_in_a_vfork};
  EXPECT_EQ(late.scrape()[first_seen_in_a_vfork](), 3U);
}

}  // namespace
}  // namespace engram::testing
