// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "faults/fault.hpp"

#include <thread>

namespace engram::testing {

/// Runs `work` on a thread of its own, which it always gets; what `work` asks for may be refused.
template <class Work>
void on_a_granted_thread(Work work) {
  std::thread thread;
  {
    const spared mine;
    thread = std::thread(work);
  }
  thread.join();
}

}  // namespace engram::testing
