// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/primitive.hpp>

#include <pthread.h>
#include <unistd.h>

#include <csignal>
#include <ctime>

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

/// Blocks a signal in the calling thread and in those that it starts, and sends it to the process:
/// a thread that does not block it would handle it.
template <class Work>
inline bool stays_pending_during(Work work) {
  static std_sync::atomic<bool> was_handled;
  was_handled.store(false);
  const handling scope(SIGUSR2, [](int) { was_handled.store(true); });
  sigset_t one;
  sigemptyset(&one);
  sigaddset(&one, SIGUSR2);
  pthread_sigmask(SIG_UNBLOCK, &one, nullptr);
  work([&] {
    pthread_sigmask(SIG_BLOCK, &one, nullptr);
    kill(getpid(), SIGUSR2);
  });
  const bool pending = !was_handled.load();
  const timespec now{};
  while (sigtimedwait(&one, nullptr, &now) > 0) {
  }
  pthread_sigmask(SIG_UNBLOCK, &one, nullptr);
  return pending;
}

}  // namespace engram::testing
