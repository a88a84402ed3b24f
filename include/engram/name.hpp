// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace engram::inline v0 {
namespace detail {

/// Not constexpr: reaching one of these in a constant expression stops the compiler, and the
/// function's name is the message.
inline void a_name_is_dotted_lower_case_such_as_app_cache_hits() {}
inline void a_unit_is_printable_ascii_without_spaces() {}
inline void a_label_is_lower_case_letters_digits_and_underscores() {}
inline void labels_have_more_combinations_than_a_shard_has_cells() {}

constexpr bool is_lower(char c) noexcept { return c >= 'a' && c <= 'z'; }
constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// A letter, then letters, digits and single underscores; no underscore at the end.
constexpr bool is_name_part(std::string_view part) noexcept {
  if (part.empty() || !is_lower(part.front()) || part.back() == '_') return false;
  char last = ' ';
  for (char c : part) {
    if (!is_lower(c) && !is_digit(c) && c != '_') return false;
    if (c == '_' && last == '_') return false;
    last = c;
  }
  return true;
}

/// Two or more parts joined by dots: `app.cache.hits`.
constexpr bool is_dotted_name(std::string_view name) noexcept {
  const bool dotted = name.find('.') != std::string_view::npos;
  while (true) {
    const auto dot = name.find('.');
    if (!is_name_part(name.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return dotted;
    name.remove_prefix(dot + 1);
  }
}

}  // namespace detail

/// The name of a metric, an event or an operation: lower case, dotted, with a namespace
/// (`engram.priming.strength`), without unit or `_total`, which exporters add. Checked when
/// compiled.
class dotted_name {
 public:
  constexpr dotted_name() = default;
  consteval dotted_name(const char* text) : text_(text) {  // NOLINT: a literal is a name
    if (!detail::is_dotted_name(text_)) {
      detail::a_name_is_dotted_lower_case_such_as_app_cache_hits();
    }
  }
  constexpr operator std::string_view() const noexcept { return text_; }  // NOLINT
  constexpr std::string_view view() const noexcept { return text_; }

 private:
  std::string_view text_;
};

/// A unit in UCUM form: `s`, `By`, `1`, `{event}`. Checked when compiled.
class unit_name {
 public:
  constexpr unit_name() = default;
  consteval unit_name(const char* text) : text_(text) {  // NOLINT: a literal is a unit
    for (char c : text_) {
      if (c <= ' ' || c > '~') {
        detail::a_unit_is_printable_ascii_without_spaces();
      }
    }
  }
  constexpr operator std::string_view() const noexcept { return text_; }  // NOLINT

 private:
  std::string_view text_;
};

}  // namespace engram::inline v0
