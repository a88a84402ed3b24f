// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <csignal>
#include <ctime>

namespace engram::inline v0::detail {

/// Keeps a write to a pipe without a reader from ending the process: it fails with EPIPE instead.
/// The signal's disposition is the program's own business and stays as it is.
class sigpipe_guard {
 public:
  explicit sigpipe_guard(bool wanted) noexcept {
    if (!wanted) return;
    sigset_t pending;
    sigpending(&pending);
    // One that waits already is not ours to take away.
    active_ = sigismember(&pending, SIGPIPE) == 0;
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    if (active_) pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~sigpipe_guard() {
    if (!active_) return;
    const std::timespec now{};
    while (sigtimedwait(&pipe_, nullptr, &now) > 0) {
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  sigpipe_guard(const sigpipe_guard&) = delete;
  sigpipe_guard& operator=(const sigpipe_guard&) = delete;

 private:
  bool active_ = false;
  sigset_t pipe_{};
  sigset_t before_{};
};

}  // namespace engram::inline v0::detail
