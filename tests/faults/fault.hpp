// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

/// Refuses what a program asks the system for. Linked into a test, it stands before `operator new`,
/// `mmap` and `pthread_create`, under the thread sanitizer before `operator new` alone. While it is
/// armed it numbers their calls, those of all threads together.
namespace engram::testing {

/// Which request is refused.
struct fault {
  std::uint64_t nth = 0;  ///< counted from 1; 0: none
  bool sticky = false;    ///< so are all that follow
};

/// Counts from 1 again, and refuses as `what` says.
void arm(fault what) noexcept;
/// Grants everything again. Returns how many requests there were since it was armed.
std::uint64_t disarm() noexcept;

/// Blocks of the heap that `operator new` gave and nobody has given back.
std::int64_t live_blocks() noexcept;

/// While it lives, what its thread asks for is granted and not counted: for what a test needs for
/// itself.
class spared {
 public:
  spared() noexcept;
  ~spared();
  spared(const spared&) = delete;
  spared& operator=(const spared&) = delete;
};

}  // namespace engram::testing
