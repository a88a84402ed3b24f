// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace engram::testing {

/// How the child of a fork ended.
struct ending {
  int status = -1;
  bool exited_with(int code) const { return WIFEXITED(status) && WEXITSTATUS(status) == code; }
  bool hung() const { return WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM; }
};

/// Runs `work` in a child process that `make` makes; one that hangs is ended after a minute. The
/// child ends with what `work` returns, by `_exit`, unless `work` ends it.
template <class Work>
ending in_a_child_by(pid_t (*make)(), Work work) {
  const pid_t child = make();
  if (child == 0) {
    alarm(60);
    _exit(work());
  }
  ending how;
  waitpid(child, &how.status, 0);
  return how;
}

/// The same, by a fork.
template <class Work>
ending in_a_child(Work work) {
  return in_a_child_by(fork, work);
}

}  // namespace engram::testing
