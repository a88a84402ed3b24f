// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace engram::inline v0::detail {

/// Writers of JSON text. Each writes at `to`, where the caller has made room, and returns the end
/// of what it wrote.

inline char* put(char* to, std::string_view text) noexcept {
  std::memcpy(to, text.data(), text.size());
  return to + text.size();
}

/// A number of at most `number_bytes` characters, as short as it can be without losing a bit.
inline constexpr std::size_t number_bytes = 32;
template <class Number>
char* put_number(char* to, Number value) noexcept {
  if constexpr (std::is_same_v<Number, std::uint64_t>) {
    // Most numbers are small, and 32-bit divisions take half the time.
    const auto narrow = static_cast<std::uint32_t>(value);
    if (narrow == value) return std::to_chars(to, to + number_bytes, narrow).ptr;
  }
  return std::to_chars(to, to + number_bytes, value).ptr;
}

/// The largest integer that every reader of JSON keeps exactly: those beyond are written as
/// strings.
inline constexpr std::uint64_t largest_json_integer = (std::uint64_t{1} << 53) - 1;

char* put_unsigned(char* to, std::uint64_t value) noexcept;
char* put_signed(char* to, std::int64_t value) noexcept;
/// NaN and infinities, which JSON lacks, become "NaN", "Infinity", "-Infinity".
char* put_real(char* to, double value) noexcept;
char* put_real(char* to, float value) noexcept;
/// 16 lower-case hexadecimal digits.
char* put_hex(char* to, std::uint64_t value) noexcept;

/// A string with its quotes. Bytes that are no UTF-8 become U+FFFD. At most `quoted_bytes` long.
char* put_quoted(char* to, std::string_view text) noexcept;
constexpr std::size_t quoted_bytes(std::size_t text_bytes) noexcept { return 2 + 6 * text_bytes; }
std::string quoted(std::string_view text);

}  // namespace engram::inline v0::detail
