// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "litmus/program.hpp"

#include <model/check.hpp>

#include <iosfwd>
#include <string_view>

namespace engram::model::litmus {

/// What the command does with a test.
struct run_settings {
  exploration how = exploration::reduced;
  bool oracle = false;  ///< compares with the axioms
  bool all = false;     ///< shows all registers and locations
};

/// Runs a test and writes its outcomes. Whether it keeps its promise and, if asked, agrees with the
/// axioms.
bool run_and_report(const program& test, const run_settings& settings, std::ostream& out);

/// Writes the table of a family: a line for each test with its verdict and its number of outcomes,
/// by the axioms. Throws std::invalid_argument if there is no such shape.
void write_table(std::string_view shape_name, std::ostream& out);

}  // namespace engram::model::litmus
