// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "litmus/program.hpp"
#include "litmus/text/lexer.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace engram::model::litmus {

/// Reads a test. `file` is what errors call the text. Throws syntax_error, which says what was
/// found and what would be right.
program parse(std::string_view text, std::string_view file = "test");

/// Reads a test's file. Throws syntax_error, also if the file cannot be read.
program parse_file(const std::filesystem::path& file);

/// Writes a test so that `parse` reads the same one. Names with characters other than letters,
/// digits and _ are fine for the test itself, not for locations and registers.
std::string print(const program& test);

/// Writes a formula as conditions have it.
std::string print(const program& test, const proposition& formula);

}  // namespace engram::model::litmus
