// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/json_text.hpp"

#include "export/utf8.hpp"

#include <array>
#include <cmath>

namespace engram::inline v0::detail {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

/// Characters that stand for themselves.
constexpr std::array<bool, 256> make_plain() {
  std::array<bool, 256> all{};
  for (std::size_t c = 0x20; c < 0x7f; ++c) all[c] = c != '"' && c != '\\';
  return all;
}
constexpr std::array<bool, 256> plain = make_plain();

template <class Integer>
char* put_string_number(char* to, Integer value) noexcept {
  *to++ = '"';
  to = put_number(to, value);
  *to++ = '"';
  return to;
}

template <class Real>
char* put_any_real(char* to, Real value) noexcept {
  if (std::isfinite(value)) [[likely]]
    return put_number(to, value);
  if (std::isnan(value)) return put(to, "\"NaN\"");
  return put(to, value > 0 ? "\"Infinity\"" : "\"-Infinity\"");
}

char* put_control(char* to, char c) noexcept {
  switch (c) {
    case '\n':
      return put(to, "\\n");
    case '\r':
      return put(to, "\\r");
    case '\t':
      return put(to, "\\t");
    default:
      break;
  }
  to = put(to, "\\u00");
  *to++ = hex_digits[static_cast<unsigned char>(c) >> 4];
  *to++ = hex_digits[static_cast<unsigned char>(c) & 15];
  return to;
}

char* put_ascii(char* to, char c) noexcept {
  if (static_cast<unsigned char>(c) < 0x20) return put_control(to, c);
  if (c == '"' || c == '\\') *to++ = '\\';
  *to++ = c;
  return to;
}

}  // namespace

char* put_unsigned(char* to, std::uint64_t value) noexcept {
  return value <= largest_json_integer ? put_number(to, value) : put_string_number(to, value);
}

char* put_signed(char* to, std::int64_t value) noexcept {
  const auto bits = static_cast<std::uint64_t>(value);
  const std::uint64_t magnitude = value < 0 ? 0 - bits : bits;
  return magnitude <= largest_json_integer ? put_number(to, value) : put_string_number(to, value);
}

char* put_real(char* to, double value) noexcept { return put_any_real(to, value); }
char* put_real(char* to, float value) noexcept { return put_any_real(to, value); }

char* put_hex(char* to, std::uint64_t value) noexcept {
  for (int shift = 60; shift >= 0; shift -= 4) *to++ = hex_digits[value >> shift & 15];
  return to;
}

char* put_quoted(char* to, std::string_view text) noexcept {
  *to++ = '"';
  while (!text.empty()) {
    const auto first = static_cast<unsigned char>(text[0]);
    if (plain[first]) [[likely]] {
      *to++ = text[0];
      text.remove_prefix(1);
      continue;
    }
    const std::size_t length = utf8_length(text);
    if (length == 1) {
      to = put_ascii(to, text[0]);
    } else {
      to = put(to, length == 0 ? utf8_replacement : text.substr(0, length));
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  *to++ = '"';
  return to;
}

std::string quoted(std::string_view text) {
  std::string out(quoted_bytes(text.size()), '\0');
  out.resize(static_cast<std::size_t>(put_quoted(out.data(), text) - out.data()));
  return out;
}

}  // namespace engram::inline v0::detail
