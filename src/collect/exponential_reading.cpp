// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/exponential_cells.hpp>
#include <engram/collect/exponential_reading.hpp>
#include <engram/histogram_cells.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

namespace engram::inline v0 {
namespace {

using head = detail::histogram_cells;
using detail::exponential_cells;
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

std::uint64_t total(std::span<const std::uint64_t> counts) noexcept {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

/// The double that stands a share of the way from one positive double to another: as evenly spread
/// as the doubles themselves. Never falls as the share grows.
double between(double lower, double upper, double share) noexcept {
  const auto low = std::bit_cast<std::int64_t>(lower);
  const auto high = std::bit_cast<std::int64_t>(upper);
  const double steps = static_cast<double>(high - low) * share;
  return std::bit_cast<double>(low + static_cast<std::int64_t>(steps));
}

}  // namespace

exponential_reading::exponential_reading(const bucket_layout& layout,
                                         std::span<const std::uint64_t> cells) noexcept
    : layout_(detail::exponential_cells_in(layout)), cells_(cells), sides_{side(0), side(1)} {}

exponential_reading::window exponential_reading::side(std::size_t sign) const noexcept {
  if (sign == 1 && !layout_.negative) return {0, {}};
  const auto used = detail::used_buckets(layout_, cells_)[sign];
  if (used.empty()) return {0, {}};
  const detail::exponential_window at(cells_[exponential_cells::window]);
  const auto first = exponential_cells::buckets + sign * layout_.count +
                     static_cast<std::size_t>(used.low - at.base[sign]);
  return {used.low, cells_.subspan(first, static_cast<std::size_t>(used.size()))};
}

/// The upper bound of a bucket, as a finite number.
double exponential_reading::bound(std::int64_t index) const noexcept {
  return std::min(exponential_upper_bound(scale(), index), std::numeric_limits<double>::max());
}

int exponential_reading::scale() const noexcept {
  const detail::exponential_window at(cells_[exponential_cells::window]);
  return layout_.max_scale - static_cast<int>(at.shift);
}

double exponential_reading::relative_error() const noexcept {
  return std::exp2(std::exp2(-scale())) - 1;
}

std::uint64_t exponential_reading::count() const noexcept {
  return zero_count() + total(sides_[0].counts) + total(sides_[1].counts);
}
double exponential_reading::sum() const noexcept {
  return std::bit_cast<double>(cells_[head::sum]);
}
double exponential_reading::mean() const noexcept {
  const auto n = count();
  return n == 0 ? unknown : sum() / static_cast<double>(n);
}

double exponential_reading::min() const noexcept {
  if (cells_[head::min] != 0) return detail::from_order_key(~cells_[head::min]);
  const auto& [positive, negative] = sides_;
  if (!negative.counts.empty()) {
    return -bound(negative.offset + static_cast<std::int64_t>(negative.counts.size()) - 1);
  }
  if (zero_count() != 0) return 0;
  return positive.counts.empty() ? unknown : bound(std::int64_t{positive.offset} - 1);
}

double exponential_reading::max() const noexcept {
  if (cells_[head::max] != 0) return detail::from_order_key(cells_[head::max]);
  const auto& [positive, negative] = sides_;
  if (!positive.counts.empty()) {
    return bound(positive.offset + static_cast<std::int64_t>(positive.counts.size()) - 1);
  }
  if (zero_count() != 0) return 0;
  return negative.counts.empty() ? unknown : -bound(std::int64_t{negative.offset} - 1);
}

double exponential_reading::quantile(double q) const noexcept {
  const auto n = count();
  if (n == 0 || std::isnan(q)) return unknown;
  const double least = min();
  const double greatest = std::max(max(), least);
  const double rank = std::clamp(q, 0.0, 1.0) * static_cast<double>(n);
  if (rank <= 0) return least;
  double below = 0;
  const auto reaches = [&](std::uint64_t here) {
    below += static_cast<double>(here);
    return here != 0 && below >= rank;
  };
  const auto share = [&](std::uint64_t here) {
    const auto size = static_cast<double>(here);
    return std::clamp((rank - (below - size)) / size, 0.0, 1.0);
  };
  const auto& [positive, negative] = sides_;
  for (std::size_t i = negative.counts.size(); i-- > 0;) {
    const auto here = negative.counts[i];
    const auto index = negative.offset + static_cast<std::int64_t>(i);
    if (!reaches(here)) continue;
    return std::clamp(-between(bound(index - 1), bound(index), 1 - share(here)), least, greatest);
  }
  if (reaches(zero_count())) return std::clamp(0.0, least, greatest);
  for (std::size_t i = 0; i < positive.counts.size(); ++i) {
    const auto here = positive.counts[i];
    const auto index = positive.offset + static_cast<std::int64_t>(i);
    if (!reaches(here)) continue;
    return std::clamp(between(bound(index - 1), bound(index), share(here)), least, greatest);
  }
  return greatest;
}

std::uint64_t exponential_reading::zero_count() const noexcept {
  return cells_[exponential_cells::zero];
}
std::uint64_t exponential_reading::nan() const noexcept { return cells_[head::nan]; }
std::uint64_t exponential_reading::positive_infinity() const noexcept {
  return cells_[head::positive_infinity];
}
std::uint64_t exponential_reading::negative_infinity() const noexcept {
  return cells_[head::negative_infinity];
}
std::uint64_t exponential_reading::out_of_domain() const noexcept {
  return cells_[layout_.out_of_domain()];
}

namespace {

/// The powers of two around a side's buckets, as exponents in steps of `1 << up`; `visit(exponent,
/// values in buckets that end at it or below)`.
template <class Visit>
void each_power(const exponential_reading::window& side, int scale, Visit visit) {
  const int finer = std::max(scale, 0);
  const int up = std::max(-scale, 0);
  std::uint64_t within = 0;
  std::int64_t index = side.offset;
  const auto end = side.offset + static_cast<std::int64_t>(side.counts.size());
  for (std::int64_t k = index >> finer;; ++k) {
    for (; index < end && index < (k << finer); ++index) {
      within += side.counts[static_cast<std::size_t>(index - side.offset)];
    }
    visit(k << up, within);
    if (index == end) return;
  }
}

/// 2^exponent, 0 or +infinity where no double is.
double power_of_two(std::int64_t exponent) { return exponential_upper_bound(0, exponent - 1); }

}  // namespace

std::vector<cumulative_count> counts_at_powers_of_two(const exponential_reading& reading) {
  std::vector<cumulative_count> all;
  const auto negative = reading.negative();
  const auto below_zero = total(negative.counts);
  const auto add = [&](double bound, std::uint64_t count) {
    if (bound != 0 && std::isfinite(bound)) all.push_back({bound, count});
  };
  if (below_zero != 0) {
    each_power(negative, reading.scale(), [&](std::int64_t exponent, std::uint64_t within) {
      add(-power_of_two(exponent), below_zero - within);
    });
    std::ranges::reverse(all);
  }
  const auto not_positive = below_zero + reading.zero_count();
  if (not_positive != 0) all.push_back({0, not_positive});
  if (reading.positive().counts.empty()) return all;
  each_power(reading.positive(), reading.scale(), [&](std::int64_t exponent, std::uint64_t within) {
    add(power_of_two(exponent), not_positive + within);
  });
  return all;
}

}  // namespace engram::inline v0
