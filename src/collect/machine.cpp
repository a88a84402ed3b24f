// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/machine.hpp"

#include <sched.h>

namespace engram::inline v0::detail {

topology machine::nodes() { return read_topology(); }

std::uint32_t machine::processor() noexcept {
  // -1 where the kernel does not tell: a processor that no node names.
  return static_cast<std::uint32_t>(sched_getcpu());
}

}  // namespace engram::inline v0::detail
