// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/primitive.hpp>

#include <pthread.h>
#include <unistd.h>

#include <csignal>

namespace engram::testing {

/// Has `handler` handle a signal while it lives.
class handling {
 public:
  handling(int signal, void (*handler)(int)) : signal_(signal) {
    struct sigaction action{};
    action.sa_handler = handler;
    sigaction(signal, &action, &before_);
  }
  ~handling() { sigaction(signal_, &before_, nullptr); }
  handling(const handling&) = delete;
  handling& operator=(const handling&) = delete;

 private:
  int signal_;
  struct sigaction before_{};
};

/// Blocks or unblocks a signal in the calling thread.
inline void mask(int how, int signal) {
  sigset_t one;
  sigemptyset(&one);
  sigaddset(&one, signal);
  pthread_sigmask(how, &one, nullptr);
}

/// Blocks a signal in the calling thread and in those that it starts, and sends it to the process:
/// a thread that does not block it would handle it.
template <class Work>
inline bool stays_pending_during(Work work) {
  static std_sync::atomic<bool> was_handled;
  was_handled.store(false);
  const handling scope(SIGUSR2, [](int) { was_handled.store(true); });
  mask(SIG_UNBLOCK, SIGUSR2);
  work([] {
    mask(SIG_BLOCK, SIGUSR2);
    kill(getpid(), SIGUSR2);
  });
  const bool pending = !was_handled.load();
  // What is pending is let through while it is ignored, which discards it.
  const handling ignored(SIGUSR2, SIG_IGN);
  mask(SIG_UNBLOCK, SIGUSR2);
  return pending;
}

}  // namespace engram::testing
