// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/label.hpp>
#include <engram/name.hpp>
#include <engram/unit.hpp>

#include <cstdint>
#include <span>
#include <string_view>

namespace engram::inline v0 {

/// What a metric is called and what it means. Strings are literals or outlive the metric; the
/// collector copies them when the metric registers.
struct metric_options {
  metric_name name;
  std::string_view help{};
  unit_name unit{};
};

/// The kinds of metrics there are.
enum class metric_kind : std::uint8_t { counter, up_down_counter, gauge, histogram };

/// Whether a histogram's buckets stand where they were declared (`histogram_reading` reads them),
/// or move with the values (`exponential_reading`).
enum class bucket_kind : std::uint8_t { fixed, exponential };

/// The arithmetic of a histogram's buckets as a plain table row. Fixed: bucket `i` holds the values
/// in `(upper_bound(i - 1), upper_bound(i)]`; the last bucket has no upper bound (+infinity).
struct bucket_layout {
  /// Fixed: buckets, the unbounded last one included. Exponential: of one window.
  std::uint32_t count;
  /// Inclusive. Exponential: +infinity, always; see `exponential_upper_bound`.
  double (*upper_bound)(std::uint32_t) noexcept;
  bucket_kind kind = bucket_kind::fixed;
  std::int8_t max_scale = 0;  ///< exponential: the scale that a series starts at
  bool negative = false;      ///< exponential: negative numbers have a window of their own
  /// The first of a series' cells that hold exemplars; 0: it keeps none.
  std::uint32_t exemplars = 0;

  /// How many cells hold counts: one for each bucket, of both windows.
  constexpr std::uint32_t bucket_cells() const noexcept { return negative ? 2 * count : count; }
  constexpr std::uint32_t exemplar_count() const noexcept {
    return exemplars == 0 ? 0 : bucket_cells();
  }
  /// The same in whole lines, as they lie at the end of a series.
  constexpr std::uint32_t exemplar_cells() const noexcept { return (exemplar_count() + 7) / 8 * 8; }
};

namespace detail {
/// Cells in which a family counts what it could not place (`family_cells`).
inline constexpr std::uint32_t cells_of_family = 8;
}  // namespace detail

/// A metric as a plain table row: typed at the call, plain from here on.
struct metric_descriptor {
  std::string_view name;
  std::string_view help;
  std::string_view unit;
  metric_kind kind;
  std::uint32_t series;  ///< label combinations, spare ones for numbers outside an enum included
  std::uint32_t stride;  ///< cells of one series
  std::span<const label_dimension> dimensions;
  const bucket_layout* buckets;  ///< nullptr unless a histogram
  /// Keys of string labels, in front of the enums'; empty unless a family.
  std::span<const std::string_view> text_keys{};

  /// Cells of all series, and behind them those in which a family counts what it could not place.
  constexpr std::uint32_t cells() const noexcept {
    return series * stride + (text_keys.empty() ? 0 : detail::cells_of_family);
  }
};

}  // namespace engram::inline v0
