// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#if !defined(__x86_64__)
#include <ucontext.h>
#endif

namespace engram::model {

/// A stack of its own and a place on it. A fiber may be abandoned: what is on its stack is then
/// never destroyed. All fibers run on one thread of the operating system.
class fiber {
 public:
  static constexpr std::size_t stack_bytes = std::size_t{256} * 1024;

  fiber();
  ~fiber();
  fiber(const fiber&) = delete;
  fiber& operator=(const fiber&) = delete;

  /// Forgets where it was. The next `resume` calls `entry`, which must not return.
  void restart(void (*entry)()) noexcept;
  /// Runs it until it calls `leave`.
  void resume() noexcept;
  /// From the fiber: goes back to who resumed it.
  void leave() noexcept;

 private:
  std::byte* stack_;
#if defined(__x86_64__)
  void* here_ = nullptr;
  void* outside_ = nullptr;
#else
  ucontext_t here_{};
  ucontext_t outside_{};
#endif
};

}  // namespace engram::model
