// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/workload_error.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace engram::workload {

/// The whole content of a file, or nothing if it cannot be opened or read.
[[nodiscard]] std::optional<std::string> read_file(const std::filesystem::path& path);

/// Walks over the lines of a text in memory and remembers where it is, for error messages.
/// The text and the name must outlive the reader. One thread at a time.
class line_reader {
 public:
  /// Reads `text`; `name` is what errors call it.
  line_reader(std::string_view text, std::string_view name) noexcept : rest_(text), name_(name) {}

  /// Moves to the next line and returns true, or returns false after the last one.
  bool next() noexcept;

  /// The current line without its line break ("\n" or "\r\n").
  [[nodiscard]] std::string_view line() const noexcept { return line_; }

  /// The number of the current line, from 1.
  [[nodiscard]] std::size_t number() const noexcept { return number_; }

  /// An error at the current line.
  [[nodiscard]] workload_error error(std::string_view message) const {
    return error_at(name_, number_, message);
  }

 private:
  std::string_view rest_;
  std::string_view name_;
  std::string_view line_;
  std::size_t number_ = 0;
};

/// Takes the fields of one line apart. Each function throws `workload_error` at the reader's line
/// if the field is missing or not of the form asked for; `what` names it in the message.
class field_reader {
 public:
  /// Splits the reader's current line at `separator`; repeated separators count as one if it is '
  /// '.
  explicit field_reader(const line_reader& line, char separator = ' ') noexcept
      : line_(line), rest_(line.line()), separator_(separator) {}

  /// The next field; it may be empty only where the separator is not a space.
  std::string_view word(std::string_view what);

  /// The next field as an unsigned number in the given base.
  std::uint32_t number(std::string_view what, int base = 10);

  /// The next field as a decimal number from 0 to 1.
  double fraction(std::string_view what);

  /// Whatever follows the fields taken so far.
  [[nodiscard]] std::string_view rest() const noexcept { return rest_; }

  /// True when no field is left.
  [[nodiscard]] bool done() const noexcept { return rest_.empty(); }

 private:
  const line_reader& line_;
  std::string_view rest_;
  char separator_;
};

}  // namespace engram::workload
