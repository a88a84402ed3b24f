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

/// Runs `work` in a child process; one that hangs is ended after a minute. The child ends with what
/// `work` returns, by `_exit`, unless `work` ends it.
template <class Work>
ending in_a_child(Work work) {
  const pid_t child = fork();
  if (child == 0) {
    alarm(60);
    _exit(work());
  }
  ending how;
  waitpid(child, &how.status, 0);
  return how;
}

}  // namespace engram::testing
