// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/text_file.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <system_error>

namespace engram::workload {

std::optional<std::string> read_file(const std::filesystem::path& path) {
  std::error_code failure;
  const auto bytes = std::filesystem::file_size(path, failure);
  std::ifstream file(path, std::ios::binary);
  if (failure || !file) return std::nullopt;
  std::string text(static_cast<std::size_t>(bytes), '\0');
  file.read(text.data(), static_cast<std::streamsize>(bytes));
  if (file.gcount() != static_cast<std::streamsize>(bytes)) return std::nullopt;
  return text;
}

bool line_reader::next() noexcept {
  if (rest_.empty()) return false;
  const std::size_t end = std::min(rest_.find('\n'), rest_.size());
  line_ = rest_.substr(0, end);
  rest_.remove_prefix(std::min(end + 1, rest_.size()));
  if (line_.ends_with('\r')) line_.remove_suffix(1);
  ++number_;
  return true;
}

std::string_view field_reader::word(std::string_view what) {
  if (rest_.empty())
    throw line_.error("the line ends where " + std::string(what) + " should stand");
  const std::size_t end = std::min(rest_.find(separator_), rest_.size());
  const std::string_view field = rest_.substr(0, end);
  rest_.remove_prefix(std::min(end + 1, rest_.size()));
  while (separator_ == ' ' && rest_.starts_with(' ')) rest_.remove_prefix(1);
  return field;
}

std::uint32_t field_reader::number(std::string_view what, int base) {
  const std::string_view field = word(what);
  std::uint32_t value = 0;
  const char* const end = field.data() + field.size();
  const auto [stop, failure] = std::from_chars(field.data(), end, value, base);
  if (failure != std::errc{} || stop != end) {
    throw line_.error(std::string(what) + " should be a " + (base == 16 ? "hexa" : "") +
                      "decimal number, not '" + std::string(field) + "'");
  }
  return value;
}

double field_reader::fraction(std::string_view what) {
  const std::string_view field = word(what);
  double value = 0;
  const char* const end = field.data() + field.size();
  const auto [stop, failure] = std::from_chars(field.data(), end, value);
  const bool in_range = value >= 0 && value <= 1;  // false for NaN
  if (failure != std::errc{} || stop != end || !in_range) {
    throw line_.error(std::string(what) + " should be a number from 0 to 1, not '" +
                      std::string(field) + "'");
  }
  return value;
}

}  // namespace engram::workload
