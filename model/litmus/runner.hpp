// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "litmus/program.hpp"

#include <model/check.hpp>

namespace engram::model::litmus {

/// What the checker makes of a program.
struct run_result {
  outcomes ends;
  model::report report;  ///< a failure if the program was refused
};

/// Runs a program under the checker. Weak compare-exchanges may fail as often as they are made.
run_result run(const program& test, exploration how,
               std::uint64_t max_executions = options{}.max_executions);

}  // namespace engram::model::litmus
