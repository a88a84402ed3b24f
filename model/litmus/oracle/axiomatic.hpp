// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "litmus/program.hpp"

#include <cstdint>

namespace engram::model::litmus {

/// What the axioms allow.
struct axiomatic_result {
  outcomes ends;
  std::uint64_t executions = 0;  ///< consistent choices of reads-from and modification order
};

/// Whether an execution may have a cycle of "sequenced before" and "reads from". C++20 allows those
/// without a value out of thin air, RC11 and the checker none. With `allowed`, stores and
/// exchanges of constants may be read early; what depends on a value read may not.
enum class load_buffering : bool { forbidden, allowed };

/// Enumerates every reads-from relation and modification order of a program and keeps what the
/// axioms of RC11 with C++20 release sequences allow. It shares no code with the checker: that is
/// its point. Exponential; fine for up to about nine events. Throws std::length_error beyond 32.
axiomatic_result enumerate(const program& test, load_buffering cycles = load_buffering::forbidden);

}  // namespace engram::model::litmus
