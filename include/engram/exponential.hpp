// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/exponential_bounds.hpp>
#include <engram/metric.hpp>

#include <array>
#include <bit>
#include <cstdint>
#include <limits>

namespace engram::inline v0 {

/// Buckets whose bounds are powers of one base: bucket `i` at scale `s` holds the values in
/// `(base^i, base^(i+1)]` with `base = 2^(2^-s)`, exactly, as OpenTelemetry and Prometheus's native
/// histograms define them. They need no bounds chosen beforehand: a series starts at `MaxScale`
/// and halves its resolution as often as the range of its values demands, so that these always fit
/// `Buckets` buckets. Any finite number fits from scale -10 on.
///
/// Zero is counted apart. Negative numbers have `Buckets` buckets of their own where `Negative`,
/// and are otherwise out of the domain: counted, and in no bucket and no sum. A quantile is off by
/// at most `base - 1` of its value: 0.27 % at scale 8, 9.1 % at scale 3, 100 % at scale 0.
template <std::uint32_t Buckets = 160, int MaxScale = 8, bool Negative = false>
class exponential {
  static_assert(Buckets >= 4 && Buckets <= 16'384, "between 4 and 16,384 buckets");
  static_assert(MaxScale >= -10 && MaxScale <= 8, "scales are between -10 and 8");

 public:
  /// Buckets of a window: the positive numbers', and as many again for the negative ones'.
  static constexpr std::uint32_t count = Buckets;
  static constexpr int max_scale = MaxScale;
  static constexpr bool negative = Negative;
};

/// A mapping whose buckets move with the values.
template <class Mapping>
concept exponential_mapping = requires { Mapping::max_scale; };

/// The greatest value of a bucket at a scale from -10 to 8: a number's index is the least whose
/// bound the number does not exceed. Exact where the bound is a power of two; elsewhere rounded
/// down, so that no double lies between the two. +infinity where no double reaches.
constexpr double exponential_upper_bound(int scale, std::int64_t index) noexcept;

namespace detail {

inline constexpr std::uint64_t first_normal = std::uint64_t{1} << 52;
inline constexpr std::uint64_t sign_mask = std::uint64_t{1} << 63;
inline constexpr int finest_scale = 8;

/// The index at scale 8 of a number given by the field of its exponent, biased by 1023, and its
/// mantissa in the upper 52 bits. Exact.
[[gnu::always_inline]] constexpr std::int32_t index_of_parts(std::int32_t exponent,
                                                             std::uint64_t mantissa) noexcept {
  const std::int32_t below = exponential_table.below[mantissa >> (64 - exponential_cell_bits)];
  const bool above = mantissa > exponential_table.bounds[static_cast<std::uint32_t>(below)];
  return exponent * 256 + below + (above ? 1 : 0) - (1023 * 256 + 1);
}
/// The index at scale 8 of a positive normal double, given its bits. Exact.
[[gnu::always_inline]] constexpr std::int32_t exponential_index(std::uint64_t bits) noexcept {
  return index_of_parts(static_cast<std::int32_t>(bits >> 52), bits << 12);
}
/// The same for any positive finite double, subnormal ones too.
constexpr std::int32_t exponential_index_of_any(std::uint64_t bits) noexcept {
  if (bits >= first_normal) return exponential_index(bits);
  const int lost = std::countl_zero(bits) - 11;
  return index_of_parts(1 - lost, bits << lost << 12);
}

/// Which buckets a series keeps: the indices `[base[sign], base[sign] + count)` at a scale that
/// lies `shift` below the layout's finest. As a word, what the owner publishes: shift in 8 bits,
/// flips in 16, the negative numbers' base in 20 and the positive ones' in 20. Zero is a window
/// too.
struct exponential_window {
  std::uint32_t shift = 0;
  std::uint32_t flips = 0;  ///< how often the live buffer changed; its parity says which it is
  std::array<std::int32_t, 2> base{};  ///< of positive and of negative numbers

  constexpr exponential_window() noexcept = default;
  [[gnu::always_inline]] constexpr explicit exponential_window(std::uint64_t word) noexcept
      : shift(static_cast<std::uint32_t>(word & 0xff)),
        flips(static_cast<std::uint32_t>(word >> 8 & 0xffff)),
        base{static_cast<std::int32_t>(static_cast<std::int64_t>(word) >> 44),
             static_cast<std::int32_t>(static_cast<std::int64_t>(word << 20) >> 44)} {}
  constexpr std::uint64_t word() const noexcept {
    return shift | std::uint64_t{flips & 0xffffU} << 8 |
           (static_cast<std::uint64_t>(base[1]) & 0xf'ffff) << 24 |
           static_cast<std::uint64_t>(base[0]) << 44;
  }
  bool operator==(const exponential_window&) const = default;
};

/// The least and the greatest index of one sign that is in use; none while `low > high`.
struct index_range {
  std::int32_t low = std::numeric_limits<std::int32_t>::max();
  std::int32_t high = std::numeric_limits<std::int32_t>::min();

  constexpr bool empty() const noexcept { return low > high; }
  constexpr void include(std::int32_t index) noexcept {
    low = index < low ? index : low;
    high = index > high ? index : high;
  }
  constexpr index_range coarser(std::uint32_t steps) const noexcept {
    return empty() ? *this : index_range{low >> steps, high >> steps};
  }
  constexpr std::int32_t size() const noexcept { return empty() ? 0 : high - low + 1; }
};
using index_ranges = std::array<index_range, 2>;

/// How often resolution must be halved until both ranges fit `count` buckets: no more than needed,
/// so that the scale of a series says what range its values have, whatever order they came in.
constexpr std::uint32_t steps_to_fit(const index_ranges& used, std::int32_t count) noexcept {
  std::uint32_t steps = 0;
  while (used[0].coarser(steps).size() > count || used[1].coarser(steps).size() > count) ++steps;
  return steps;
}

/// The window for what is in use: as much room below as above, so that at one scale the window
/// moves at most log2(count) + 1 times.
constexpr exponential_window window_around(const index_ranges& used, exponential_window before,
                                           std::int32_t count) noexcept {
  const std::uint32_t steps = steps_to_fit(used, count);
  exponential_window after;
  after.shift = before.shift + steps;
  after.flips = before.flips + 1;
  for (std::size_t sign = 0; sign < 2; ++sign) {
    const auto range = used[sign].coarser(steps);
    after.base[sign] =
        range.empty() ? before.base[sign] >> steps : range.low - (count - range.size()) / 2;
  }
  return after;
}

/// Cells of a series: the header that all histograms have, with two more of them in use; two
/// buffers, each the positive numbers' window and then, if there is one, the negative ones'; and
/// the count of numbers out of the domain.
struct exponential_cells {
  static constexpr std::uint32_t sum = 0;
  static constexpr std::uint32_t zero = 6;
  static constexpr std::uint32_t window = 7;  ///< an `exponential_window` as a word
  static constexpr std::uint32_t buckets = 8;

  std::uint32_t count;  ///< buckets of one window
  int max_scale;
  bool negative;

  constexpr std::uint32_t buffer_size() const noexcept { return negative ? 2 * count : count; }
  constexpr std::uint32_t buffer(std::uint32_t flips) const noexcept {
    return buckets + (flips & 1) * buffer_size();
  }
  constexpr std::uint32_t out_of_domain() const noexcept { return buckets + 2 * buffer_size(); }
  constexpr std::uint32_t stride() const noexcept { return (out_of_domain() + 8) / 8 * 8; }
};
template <class Mapping>
inline constexpr exponential_cells exponential_cells_of{
    .count = Mapping::count, .max_scale = Mapping::max_scale, .negative = Mapping::negative};
constexpr exponential_cells exponential_cells_in(const bucket_layout& layout) noexcept {
  return {.count = layout.count, .max_scale = layout.max_scale, .negative = layout.negative};
}

/// 2^exponent times a mantissa in the upper 52 bits, rounded down to a double.
constexpr double scaled_down(std::int64_t exponent, std::uint64_t mantissa) noexcept {
  if (exponent > 1023) return std::numeric_limits<double>::infinity();
  const auto biased = static_cast<std::uint64_t>(exponent + 1023);
  if (exponent >= -1022) return std::bit_cast<double>(biased << 52 | mantissa >> 12);
  const std::int64_t lost = -1022 - exponent;
  return lost > 52 ? 0.0 : std::bit_cast<double>((first_normal | mantissa >> 12) >> lost);
}

}  // namespace detail

constexpr double exponential_upper_bound(int scale, std::int64_t index) noexcept {
  const std::int64_t steps = (index + 1) << (detail::finest_scale - scale);
  return detail::scaled_down(steps >> 8,
                             detail::exponential_bounds[static_cast<std::size_t>(steps & 255)]);
}

}  // namespace engram::inline v0
