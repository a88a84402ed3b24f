// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace engram::inline v0 {
namespace detail {

/// Not constexpr: reaching one of these in a constant expression stops the compiler, and the
/// function's name is the message.
inline void a_name_is_dotted_lower_case_such_as_app_cache_hits() {}
inline void a_metric_name_does_not_end_in_total_count_sum_bucket_created_or_info() {}
inline void a_metric_name_does_not_say_its_unit_which_has_a_place_of_its_own() {}
inline void a_label_is_lower_case_letters_digits_and_underscores() {}
inline void a_label_key_is_not_le_or_quantile_which_formats_use_themselves() {}
inline void a_label_key_stands_once_in_a_metric() {}
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

/// Last words of metric names that mean something to readers of exposition formats.
inline constexpr std::array<std::string_view, 6> kind_suffixes{"total",  "count",   "sum",
                                                               "bucket", "created", "info"};
/// Units in words, which exporters write behind a name.
inline constexpr std::array<std::string_view, 24> unit_words{
    "nanoseconds", "microseconds", "milliseconds", "seconds",   "minutes",   "hours",
    "days",        "bits",         "bytes",        "kilobytes", "megabytes", "gigabytes",
    "kibibytes",   "mebibytes",    "gibibytes",    "meters",    "metres",    "grams",
    "joules",      "watts",        "volts",        "amperes",   "celsius",   "percent"};

template <std::size_t N>
constexpr bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  for (auto each : words) {
    if (each == word) return true;
  }
  return false;
}

/// What follows the last dot or underscore: they come out alike.
constexpr std::string_view last_word(std::string_view name) noexcept {
  return name.substr(name.find_last_of("._") + 1);
}

}  // namespace detail

/// The name of an event or an operation: lower case, dotted, with a namespace
/// (`engram.node.primed`). Checked when compiled.
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

/// The name of a metric: a `dotted_name` whose last word is none that exporters add themselves,
/// neither the suffix of a kind (`_total`, `_count`, `_bucket`) nor a unit (`_seconds`), which the
/// metric states apart. Checked when compiled.
class metric_name {
 public:
  constexpr metric_name() = default;
  consteval metric_name(const char* text) : text_(text) {  // NOLINT: a literal is a name
    const auto word = detail::last_word(text_);
    if (detail::is_one_of(word, detail::kind_suffixes)) {
      detail::a_metric_name_does_not_end_in_total_count_sum_bucket_created_or_info();
    }
    if (detail::is_one_of(word, detail::unit_words)) {
      detail::a_metric_name_does_not_say_its_unit_which_has_a_place_of_its_own();
    }
  }
  constexpr operator std::string_view() const noexcept { return text_; }  // NOLINT
  constexpr std::string_view view() const noexcept { return text_; }

 private:
  dotted_name text_;
};

}  // namespace engram::inline v0
