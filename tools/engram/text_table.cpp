// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/text_table.hpp"

#include "engram/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <utility>

namespace engram::tool {
namespace {

std::string shortest(double value) {
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::general, 4);
  return {buffer.data(), end.ptr};
}

constexpr double largest_grouped = 1e15;

}  // namespace

text_table::text_table(std::vector<std::string> headings) {
  for (auto& each : headings) {
    right_.push_back(each.starts_with('>'));
    if (right_.back()) each.erase(0, 1);
  }
  rows_.push_back(std::move(headings));
}

void text_table::add(std::vector<std::string> row) {
  row.resize(right_.size());
  rows_.push_back(std::move(row));
}

std::string text_table::text(std::string_view indent) const {
  std::vector<std::size_t> widths(right_.size());
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  }
  std::string all;
  for (const auto& row : rows_) {
    std::string line(indent);
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) line += "  ";
      line += right_[i] ? right(row[i], widths[i]) : left(row[i], widths[i]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    all += line + "\n";
  }
  return all;
}

std::string count_of(double value) {
  if (std::isnan(value)) return "-";
  const double size = std::abs(value);
  if (!(size < largest_grouped)) return shortest(value);
  if (size >= 1000 || value == std::trunc(value)) {
    const auto whole = grouped(static_cast<std::uint64_t>(std::llround(size)));
    return (value < 0 ? "-" : "") + whole;
  }
  return shortest(value);
}

std::string quantity(double value, std::string_view unit) {
  if (std::isnan(value)) return "-";
  if (unit == "s" && std::abs(value) < 1e9) {
    return readable(std::chrono::nanoseconds(std::llround(value * 1e9)));
  }
  if (unit == "By" && value >= 0 && value < largest_grouped) {
    return readable_bytes(static_cast<std::uint64_t>(std::llround(value)));
  }
  return count_of(value);
}

}  // namespace engram::tool
