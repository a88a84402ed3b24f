// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace engram::tool {
namespace {

std::string padding(std::string_view text, std::size_t width) {
  const auto taken = width_of(text);
  return std::string(taken < width ? width - taken : 0, ' ');
}

/// Three significant digits. The bounds are where rounding brings one more digit.
std::string three_digits(double value) {
  const double size = std::abs(value);
  const int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
  return fixed(value, decimals);
}

}  // namespace

std::size_t width_of(std::string_view text) {
  // Bytes that do not continue a character.
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

std::string grouped(std::uint64_t value) {
  std::string text = std::to_string(value);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

std::string readable(std::chrono::nanoseconds duration) {
  constexpr std::array<std::string_view, 4> units{"ns", "us", "ms", "s"};
  auto value = static_cast<double>(duration.count());
  std::size_t unit = 0;
  while (unit + 1 < units.size() && std::abs(value) >= 999.5) {
    value /= 1000;
    ++unit;
  }
  return (unit == 0 ? fixed(value, 0) : three_digits(value)) + " " + std::string(units[unit]);
}

std::string fixed(double value, int decimals) {
  if (std::isnan(value)) return "-";
  std::array<char, 64> buffer;  // NOLINT(cppcoreguidelines-pro-type-member-init)
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::fixed, decimals);
  return end.ec == std::errc{} ? std::string(buffer.data(), end.ptr) : "-";
}

std::string percent(double share, int decimals) {
  return std::isnan(share) ? "-" : fixed(share * 100, decimals) + " %";
}

std::string readable_bytes(std::uint64_t bytes) {
  constexpr std::array<std::string_view, 4> units{"B", "KiB", "MiB", "GiB"};
  auto value = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (unit + 1 < units.size() && value >= (unit == 0 ? 1024 : 1023.5)) {
    value /= 1024;
    ++unit;
  }
  return (unit == 0 ? grouped(bytes) : three_digits(value)) + " " + std::string(units[unit]);
}

std::string left(const std::string& text, std::size_t width) { return text + padding(text, width); }
std::string right(const std::string& text, std::size_t width) {
  return padding(text, width) + text;
}

}  // namespace engram::tool
