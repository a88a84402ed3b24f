// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "litmus/program.hpp"
#include "litmus/runner.hpp"

#include <string>

namespace engram::model::litmus {

/// How often a test's proposition holds.
struct tally {
  std::size_t positive = 0;  ///< outcomes that satisfy it
  std::size_t negative = 0;  ///< outcomes that do not
};
tally count(const program& test, const outcomes& ends);

/// What a run breaks of what its test promises, in words; empty if it keeps the promise. A run that
/// is not exhaustive keeps none.
std::string broken_promise(const program& test, const run_result& run);

/// What the axioms say of a program: the verdict that belongs into its file. Never `required`.
verdict verdict_by_axioms(const program& test);

}  // namespace engram::model::litmus
