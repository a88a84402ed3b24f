// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/rfc3339.hpp"

#include <algorithm>
#include <chrono>
#include <string_view>

namespace engram::inline v0::detail {
namespace {

constexpr std::int64_t nanoseconds_a_second = 1'000'000'000;
constexpr std::int64_t seconds_a_day = 86'400;

constexpr std::array<char, 200> make_pairs() {
  std::array<char, 200> pairs{};
  for (std::size_t i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}
constexpr std::array<char, 200> pairs = make_pairs();

void put_pair(char* to, std::uint32_t value) noexcept {
  to[0] = pairs[std::size_t{2} * value];
  to[1] = pairs[std::size_t{2} * value + 1];
}

/// Nine digits, independent of each other so that the divisions overlap.
void put_nine(char* to, std::uint32_t value) noexcept {
  const std::uint32_t high = value / 100'000;  // four digits
  const std::uint32_t low = value % 100'000;   // five digits
  put_pair(to, high / 100);
  put_pair(to + 2, high % 100);
  put_pair(to + 4, low / 1000);
  put_pair(to + 6, low / 10 % 100);
  to[8] = static_cast<char>('0' + low % 10);
}

}  // namespace

void rfc3339::remember_second(std::int64_t second) noexcept {
  const std::int64_t day = second / seconds_a_day - (second % seconds_a_day < 0 ? 1 : 0);
  const std::chrono::year_month_day date{
      std::chrono::sys_days{std::chrono::days{static_cast<std::int32_t>(day)}}};
  const auto within = static_cast<std::uint32_t>(second - day * seconds_a_day);
  const auto year = static_cast<std::uint32_t>(static_cast<int>(date.year()));
  constexpr std::string_view form = "0000-00-00T00:00:00.";
  std::copy(form.begin(), form.end(), text_.begin());
  put_pair(&text_[0], year / 100);
  put_pair(&text_[2], year % 100);
  put_pair(&text_[5], static_cast<unsigned>(date.month()));
  put_pair(&text_[8], static_cast<unsigned>(date.day()));
  put_pair(&text_[11], within / 3600);
  put_pair(&text_[14], within / 60 % 60);
  put_pair(&text_[17], within % 60);
  second_ = second;
}

char* rfc3339::put(char* to, std::int64_t wall_ns) noexcept {
  std::int64_t second = wall_ns / nanoseconds_a_second;
  std::int64_t rest = wall_ns % nanoseconds_a_second;
  if (rest < 0) {
    --second;
    rest += nanoseconds_a_second;
  }
  if (second != second_) [[unlikely]]
    remember_second(second);
  std::copy(text_.begin(), text_.end(), to);
  put_nine(to + text_.size(), static_cast<std::uint32_t>(rest));
  to[bytes - 1] = 'Z';
  return to + bytes;
}

}  // namespace engram::inline v0::detail
