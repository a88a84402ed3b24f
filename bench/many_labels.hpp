// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/label.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

/// Enums of many values, whose labels are v000, v001, ..., for metrics of up to a million series.
namespace bench {

namespace detail {

consteval auto make_texts() {
  std::array<std::array<char, 5>, 255> texts{};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    texts[i] = {'v', static_cast<char>('0' + i / 100), static_cast<char>('0' + i / 10 % 10),
                static_cast<char>('0' + i % 10), '\0'};
  }
  return texts;
}
inline constexpr auto texts = make_texts();

}  // namespace detail

template <std::size_t N>
consteval auto numbered_labels(const char* key) {
  const char* values[N];
  for (std::size_t i = 0; i < N; ++i) values[i] = detail::texts[i].data();
  return engram::labels<N>{key, values};
}

// With the spare value of each, 250 x 100 x 40: a metric of all three has 1,000,000 series.
inline constexpr std::size_t kinds = 249;
inline constexpr std::size_t areas = 99;
inline constexpr std::size_t places = 39;
enum class kind : std::uint8_t {};
enum class area : std::uint8_t {};
enum class place : std::uint8_t {};
consteval auto label_set(kind) { return numbered_labels<kinds>("kind"); }
consteval auto label_set(area) { return numbered_labels<areas>("area"); }
consteval auto label_set(place) { return numbered_labels<places>("place"); }

/// Three labels that say which series.
struct coordinates {
  kind a;
  area b;
  place c;
};

/// The `i`th combination that is no spare one, i < 249 x 99 x 39 = 961,389.
constexpr coordinates coordinates_of(std::size_t i) noexcept {
  return {kind{static_cast<std::uint8_t>(i / (areas * places))},
          area{static_cast<std::uint8_t>(i / places % areas)},
          place{static_cast<std::uint8_t>(i % places)}};
}
inline constexpr std::size_t combinations = kinds * areas * places;

}  // namespace bench
