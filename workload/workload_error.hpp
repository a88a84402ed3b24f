// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace engram::workload {

/// The one exception type of the workload: an input is missing, malformed or out of range.
/// The message says what is wrong, where, and what would be right.
class workload_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// An error at a line of a text file, in the form compilers use: `file:line: message`.
/// `line` counts from 1.
inline workload_error error_at(std::string_view file, std::size_t line, std::string_view message) {
  return workload_error(std::string(file) + ':' + std::to_string(line) + ": " +
                        std::string(message));
}

}  // namespace engram::workload
