// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/exemplar.hpp>
#include <engram/exponential.hpp>
#include <engram/histogram_cells.hpp>
#include <engram/metric.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace engram::inline v0 {

/// An index mapping says which bucket a finite value belongs to. Bucket `i` holds the values in
/// `(upper_bound(i - 1), upper_bound(i)]`: a value on a boundary belongs to the lower bucket, as
/// Prometheus's `le` wants it. The last bucket is unbounded.

/// Buckets that halve their relative width with each step of `Precision`: `2^Precision` equal ones
/// in every power of two from `2^MinExponent` to `2^MaxExponent`, one below for what is smaller,
/// zero and negative, and one above. A quantile is off by at most `2^-Precision` of its value
/// inside that range (12.5 % by default; interpolation makes it far better on smooth data).
template <int MinExponent, int MaxExponent, int Precision = 3>
class log_linear {
  static_assert(MinExponent < MaxExponent, "the range of exponents is empty");
  static_assert(MinExponent > -1022 && MaxExponent < 1024, "exponents are those of normal doubles");
  static_assert(Precision >= 0 && Precision <= 10, "between 1 and 1024 buckets to a power of two");

 public:
  static constexpr std::uint32_t inner = static_cast<std::uint32_t>(MaxExponent - MinExponent)
                                         << Precision;
  static constexpr std::uint32_t count = inner + 2;
  /// Largest error of a quantile, relative to its value, inside the range.
  static constexpr double relative_error = 1.0 / (1 << Precision);

  [[gnu::always_inline]] static constexpr std::uint32_t index(double value) noexcept {
    const auto bits = std::bit_cast<std::int64_t>(value);
    // One step down puts a value on a boundary into the lower bucket; negative numbers and zeros
    // have no positive bits and stay below every bucket.
    const std::int64_t at = ((bits - (bits > 0)) >> shift) - base;
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(at, 0, count - 1));
  }
  static constexpr double upper_bound(std::uint32_t bucket) noexcept {
    if (bucket + 1 >= count) return std::numeric_limits<double>::infinity();
    return std::bit_cast<double>((static_cast<std::int64_t>(bucket) + base + 1) << shift);
  }

 private:
  static constexpr int shift = 52 - Precision;
  static constexpr std::int64_t base =
      (static_cast<std::int64_t>(MinExponent + 1023) << Precision) - 1;
};

/// The upper bounds of a histogram's buckets, increasing; +infinity follows by itself.
template <std::size_t N>
struct bounds {
  std::array<double, N> values{};

  template <class... T>
  consteval explicit(sizeof...(T) == 1) bounds(T... upper)
      : values{static_cast<double>(upper)...} {}
};
template <class... T>
bounds(T...) -> bounds<sizeof...(T)>;

namespace detail {

inline void bounds_are_finite_and_increase() {}
inline void bounds_lie_too_close_for_a_table_of_4096_cells() {}

constexpr std::int64_t mantissa_cell(double value, int mantissa_bits) noexcept {
  return std::bit_cast<std::int64_t>(value) >> (52 - mantissa_bits);
}

/// The fewest mantissa bits at which no two positive bounds share a cell.
template <std::size_t N>
consteval int mantissa_bits_for(const std::array<double, N>& values) {
  for (int bits = 0; bits <= 12; ++bits) {
    bool apart = true;
    for (std::size_t i = 1; i < N; ++i) {
      if (values[i - 1] > 0 && mantissa_cell(values[i - 1], bits) == mantissa_cell(values[i], bits))
        apart = false;
    }
    if (apart) return bits;
  }
  bounds_lie_too_close_for_a_table_of_4096_cells();
  return 0;
}

template <std::size_t N>
consteval std::size_t count_not_positive(const std::array<double, N>& values) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < N; ++i) {
    const bool finite = values[i] >= std::numeric_limits<double>::lowest() &&
                        values[i] <= std::numeric_limits<double>::max();
    if (!finite || (i > 0 && values[i] <= values[i - 1])) bounds_are_finite_and_increase();
    if (values[i] <= 0) ++n;
  }
  return n;
}

}  // namespace detail

/// Buckets with the bounds of the constant `Bounds`. A record looks the leading bits of the value
/// up in a table built when compiled, in which no cell holds two bounds, and compares once: exact,
/// and the same cost for 5 bounds as for 50. Bounds that would need more than 4,096 cells do not
/// compile.
template <const auto& Bounds>
class explicit_bounds {
  static constexpr std::size_t n = Bounds.values.size();
  static_assert(n > 0, "a histogram needs a bound");
  static constexpr std::size_t not_positive = detail::count_not_positive(Bounds.values);
  static constexpr bool any_positive = not_positive < n;
  static constexpr int mantissa_bits = detail::mantissa_bits_for(Bounds.values);
  static constexpr std::int64_t first_cell =
      any_positive
          ? detail::mantissa_cell(Bounds.values[any_positive ? not_positive : 0], mantissa_bits)
          : 0;
  static constexpr std::size_t cells = static_cast<std::size_t>(
      any_positive ? detail::mantissa_cell(Bounds.values[n - 1], mantissa_bits) - first_cell + 2
                   : 1);
  using entry = std::conditional_t<(n < 256), std::uint8_t, std::uint16_t>;

  static consteval std::array<entry, cells> make_table() {
    if (cells > 4096) detail::bounds_lie_too_close_for_a_table_of_4096_cells();
    std::array<entry, cells> filled{};
    std::size_t bound = not_positive;
    for (std::size_t i = 0; i < cells; ++i) {
      while (bound < n && detail::mantissa_cell(Bounds.values[bound], mantissa_bits) <
                              first_cell + static_cast<std::int64_t>(i)) {
        ++bound;
      }
      filled[i] = static_cast<entry>(bound);
    }
    return filled;
  }
  static consteval std::array<double, n + 1> make_uppers() {
    std::array<double, n + 1> all{};
    std::copy(Bounds.values.begin(), Bounds.values.end(), all.begin());
    all[n] = std::numeric_limits<double>::infinity();
    return all;
  }
  /// How many bounds lie below the start of each cell.
  static constexpr std::array<entry, cells> table = make_table();
  static constexpr std::array<double, n + 1> uppers = make_uppers();

 public:
  static constexpr std::uint32_t count = static_cast<std::uint32_t>(n) + 1;

  [[gnu::always_inline]] static constexpr std::uint32_t index(double value) noexcept {
    if constexpr (not_positive > 0) {
      if (value <= 0) return index_not_positive(value);
    }
    const std::int64_t at = detail::mantissa_cell(value, mantissa_bits) - first_cell;
    const std::uint32_t below =
        table[static_cast<std::size_t>(std::clamp<std::int64_t>(at, 0, cells - 1))];
    return below + (value > uppers[below] ? 1U : 0U);
  }
  static constexpr double upper_bound(std::uint32_t bucket) noexcept { return uppers[bucket]; }

 private:
  static constexpr std::uint32_t index_not_positive(double value) noexcept {
    std::uint32_t below = 0;
    while (below < not_positive && value > uppers[below]) ++below;
    return below;
  }
};

namespace detail {

/// Cells of one series, those of exemplars not counted.
template <class Mapping>
inline constexpr std::uint32_t plain_stride = histogram_cells::stride(Mapping::count);
template <exponential_mapping Mapping>
inline constexpr std::uint32_t plain_stride<Mapping> = exponential_cells_of<Mapping>.stride();

template <class Mapping>
consteval bucket_layout make_layout() {
  bucket_layout made{.count = Mapping::count, .upper_bound = nullptr};
  if constexpr (exponential_mapping<Mapping>) {
    made.upper_bound = [](std::uint32_t) noexcept {
      return std::numeric_limits<double>::infinity();
    };
    made.kind = bucket_kind::exponential;
    made.max_scale = Mapping::max_scale;
    made.negative = Mapping::negative;
  } else {
    made.upper_bound = [](std::uint32_t bucket) noexcept { return Mapping::upper_bound(bucket); };
  }
  if constexpr (exemplary_mapping<Mapping>) made.exemplars = plain_stride<Mapping>;
  return made;
}

}  // namespace detail

/// An index mapping as a plain table row.
template <class Mapping>
inline constexpr bucket_layout layout_of = detail::make_layout<Mapping>();

}  // namespace engram::inline v0
