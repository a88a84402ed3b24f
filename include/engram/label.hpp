// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/name.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

namespace engram::inline v0 {

/// The key and the values of a label whose values are an enum's. Return one from a `label_set`
/// found beside the enum by argument-dependent look-up; the values stand in the enum's order, from
/// 0.
/// ```cpp
/// enum class priming_kind : std::uint8_t { semantic, associative };
/// consteval auto label_set(priming_kind) {
///   return engram::labels{"kind", {"semantic", "associative"}};
/// }
/// ```
template <std::size_t N>
struct labels {
  std::string_view key;
  std::array<std::string_view, N> values{};

  consteval labels(const char* name, const char* const (&texts)[N]) : key(name) {
    if (!detail::is_name_part(key)) detail::a_label_is_lower_case_letters_digits_and_underscores();
    if (key == "le" || key == "quantile") {
      detail::a_label_key_is_not_le_or_quantile_which_formats_use_themselves();
    }
    for (std::size_t i = 0; i < N; ++i) {
      values[i] = texts[i];
      if (!detail::is_name_part(values[i])) {
        detail::a_label_is_lower_case_letters_digits_and_underscores();
      }
    }
  }
};
template <std::size_t N>
labels(const char*, const char* const (&)[N]) -> labels<N>;

/// An enum that names its values through `label_set`, with at most 255 of them.
template <class T>
concept labelled_enum = std::is_enum_v<T> && requires { label_set(T{}).values.size(); } &&
                        label_set(T{}).values.size() <= 255;

/// The value under which a number outside an enum's values is counted.
inline constexpr std::string_view out_of_range_label = "out_of_range";

/// One label dimension as a plain table row: its key and its values.
struct label_dimension {
  std::string_view key;
  std::span<const std::string_view> values;
};

namespace detail {

template <labelled_enum E>
inline constexpr auto labels_of = label_set(E{});

/// Declared values, and one spare series for numbers outside them.
template <labelled_enum E>
inline constexpr std::uint32_t label_count =
    static_cast<std::uint32_t>(labels_of<E>.values.size()) + 1;

/// The position of a value in its dimension. A constant folds the clamp away.
template <labelled_enum E>
[[gnu::always_inline]] constexpr std::uint32_t label_position(E value) noexcept {
  const auto raw = static_cast<std::make_unsigned_t<std::underlying_type_t<E>>>(value);
  constexpr std::uint32_t spare = label_count<E> - 1;
  return raw < spare ? static_cast<std::uint32_t>(raw) : spare;
}

/// Whether some key stands twice.
template <std::size_t N>
constexpr bool has_twins(const std::array<std::string_view, N>& keys) noexcept {
  for (std::size_t i = 0; i < N; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (keys[i] == keys[j]) return true;
    }
  }
  return false;
}

/// How many series a combination of dimensions has, spares included.
template <class... Labels>
consteval std::uint32_t count_series() {
  constexpr std::uint64_t most = 1U << 20;  // cells of a shard
  std::uint64_t n = 1;
  ((n = n > most ? n : n * label_count<Labels>), ...);
  constexpr std::array<std::string_view, sizeof...(Labels)> keys{labels_of<Labels>.key...};
  if (has_twins(keys)) a_label_key_stands_once_in_a_metric();
  if (n > most) labels_have_more_combinations_than_a_shard_has_cells();
  return static_cast<std::uint32_t>(n);
}
template <class... Labels>
inline constexpr std::uint32_t series_count = count_series<Labels...>();

/// The dense index of a combination, first dimension outermost.
template <class... Labels>
[[gnu::always_inline]] constexpr std::uint32_t series_index(Labels... values) noexcept {
  std::uint32_t index = 0;
  ((index = index * label_count<Labels> + label_position(values)), ...);
  return index;
}

template <class... Labels>
inline constexpr std::array<label_dimension, sizeof...(Labels)> dimensions_of{
    label_dimension{labels_of<Labels>.key, labels_of<Labels>.values}...};

}  // namespace detail
}  // namespace engram::inline v0
