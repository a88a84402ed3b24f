// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/config_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>
#include <utility>

namespace engram::tool {
namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

struct unit {
  std::string_view name;
  double factor;
};
constexpr std::array<unit, 6> time_units{
    {{"ns", 1}, {"us", 1e3}, {"ms", 1e6}, {"s", 1e9}, {"m", 60e9}, {"h", 3600e9}}};
constexpr std::array<unit, 8> size_units{{{"", 1},
                                          {"B", 1},
                                          {"KiB", 1024},
                                          {"MiB", 1048576},
                                          {"GiB", 1073741824},
                                          {"kB", 1e3},
                                          {"MB", 1e6},
                                          {"GB", 1e9}}};

/// A number that is not negative, spaces, one of the units.
template <std::size_t N>
std::optional<double> scaled(std::string_view text, const std::array<unit, N>& units) {
  double number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (error != std::errc{} || std::signbit(number) || !std::isfinite(number)) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  while (text.starts_with(' ')) text.remove_prefix(1);
  const auto* found =
      std::find_if(units.begin(), units.end(), [&](const unit& each) { return each.name == text; });
  if (found == units.end()) return std::nullopt;
  return number * found->factor;
}

constexpr double largest = 9e18;  // fits 63 bits

}  // namespace

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& known) {
  std::string_view best;
  // Half of a word may be wrong, at most three letters.
  std::size_t least = std::min<std::size_t>(word.size() / 2, 3) + 1;
  for (const auto name : known) {
    const std::size_t distance = edit_distance(word, name);
    if (distance < least) {
      least = distance;
      best = name;
    }
  }
  return best;
}

std::string alternatives(const std::vector<std::string_view>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += names[i];
  }
  return text;
}

std::optional<std::int64_t> parse_duration(std::string_view text) {
  const auto nanoseconds = scaled(text, time_units);
  if (!nanoseconds || *nanoseconds < 1 || *nanoseconds > largest) return std::nullopt;
  return std::llround(*nanoseconds);
}

std::optional<std::uint64_t> parse_size(std::string_view text) {
  const auto bytes = scaled(text, size_units);
  if (!bytes || *bytes > largest) return std::nullopt;
  return static_cast<std::uint64_t>(std::llround(*bytes));
}

}  // namespace engram::tool
