// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/name.hpp>

#include <array>
#include <string_view>

namespace engram::inline v0 {
namespace detail {

inline void a_unit_is_a_ucum_code_and_what_is_counted_stands_in_braces() {}

/// Units of UCUM, as far as software measures them: those that take prefixes, and the others.
inline constexpr std::array<std::string_view, 13> prefixed_units{
    "s", "By", "bit", "Hz", "m", "g", "J", "W", "V", "A", "N", "Pa", "K"};
inline constexpr std::array<std::string_view, 8> plain_units{"1", "%",   "min", "h",
                                                             "d", "Cel", "deg", "rad"};
inline constexpr std::array<std::string_view, 12> unit_prefixes{"n", "u", "m",  "k",  "M",  "G",
                                                                "T", "P", "Ki", "Mi", "Gi", "Ti"};

/// `{event}`: printable, without braces inside.
constexpr bool is_annotation(std::string_view text) noexcept {
  if (text.size() < 3 || text.front() != '{' || text.back() != '}') return false;
  for (char c : text.substr(1, text.size() - 2)) {
    if (c <= ' ' || c > '~' || c == '{' || c == '}') return false;
  }
  return true;
}

constexpr bool is_unit_term(std::string_view term) noexcept {
  if (is_annotation(term) || is_one_of(term, plain_units)) return true;
  if (is_one_of(term, prefixed_units)) return true;
  for (auto prefix : unit_prefixes) {
    if (term.starts_with(prefix) && is_one_of(term.substr(prefix.size()), prefixed_units)) {
      return true;
    }
  }
  return false;
}

/// One term, or one per another: `By/s`. A slash within braces divides nothing.
constexpr bool is_unit(std::string_view unit) noexcept {
  const auto inside = unit.starts_with('{') ? unit.find('}') : 0;
  const auto slash = inside == std::string_view::npos ? inside : unit.find('/', inside);
  if (slash == std::string_view::npos) return is_unit_term(unit);
  return is_unit_term(unit.substr(0, slash)) && is_unit_term(unit.substr(slash + 1));
}

}  // namespace detail

/// A unit as a UCUM code: `s`, `By`, `1`, `%`, `{event}` for what is counted, `By/s` for one per
/// another. Checked when compiled.
class unit_name {
 public:
  constexpr unit_name() = default;
  consteval unit_name(const char* text) : text_(text) {  // NOLINT: a literal is a unit
    if (!text_.empty() && !detail::is_unit(text_)) {
      detail::a_unit_is_a_ucum_code_and_what_is_counted_stands_in_braces();
    }
  }
  constexpr operator std::string_view() const noexcept { return text_; }  // NOLINT

 private:
  std::string_view text_;
};

}  // namespace engram::inline v0
