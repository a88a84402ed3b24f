// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace engram::tool {

/// Rows whose columns are as wide as their widest cell, two spaces between them.
class text_table {
 public:
  /// A column for each heading; those that begin with `>` stand at the right.
  explicit text_table(std::vector<std::string> headings);

  /// Cells that are missing are empty; there must not be more than columns.
  void add(std::vector<std::string> row);
  bool empty() const noexcept { return rows_.size() == 1; }
  /// All lines, the headings first, without spaces at their ends.
  std::string text(std::string_view indent = "") const;

 private:
  std::vector<bool> right_;
  std::vector<std::vector<std::string>> rows_;
};

/// A value with its unit, for people: "12.3 ms", "1.50 MiB", "45.0 %"; counts with their commas;
/// "-" for NaN.
std::string quantity(double value, std::string_view unit);
/// A count or a rate: commas, and decimals where it is small.
std::string count_of(double value);

}  // namespace engram::tool
