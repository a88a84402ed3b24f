// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/histogram_reading.hpp>
#include <engram/histogram.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace engram::inline v0 {
namespace {

using at = detail::histogram_cells;
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

}  // namespace

std::span<const std::uint64_t> histogram_reading::buckets() const noexcept {
  return cells_.subspan(at::buckets, layout_->count);
}

std::uint64_t histogram_reading::count() const noexcept {
  const auto all = buckets();
  return std::accumulate(all.begin(), all.end(), std::uint64_t{0});
}

double histogram_reading::sum() const noexcept { return std::bit_cast<double>(cells_[at::sum]); }

double histogram_reading::mean() const noexcept {
  const auto n = count();
  return n == 0 ? nothing : sum() / static_cast<double>(n);
}

double histogram_reading::min() const noexcept {
  if (cells_[at::min] != 0) return detail::from_order_key(~cells_[at::min]);
  const auto all = buckets();
  const auto used = std::ranges::find_if(all, [](std::uint64_t n) { return n != 0; });
  if (used == all.end()) return nothing;
  const auto i = static_cast<std::uint32_t>(used - all.begin());
  return i > 0 ? upper_bound(i - 1) : std::min(upper_bound(0), 0.0);
}

double histogram_reading::max() const noexcept {
  if (cells_[at::max] != 0) return detail::from_order_key(cells_[at::max]);
  const auto all = buckets();
  auto i = static_cast<std::uint32_t>(all.size());
  while (i > 0 && all[i - 1] == 0) --i;
  if (i == 0) return nothing;
  return i < all.size() || i == 1 ? upper_bound(i - 1) : upper_bound(i - 2);
}

std::uint64_t histogram_reading::nan() const noexcept { return cells_[at::nan]; }
std::uint64_t histogram_reading::positive_infinity() const noexcept {
  return cells_[at::positive_infinity];
}
std::uint64_t histogram_reading::negative_infinity() const noexcept {
  return cells_[at::negative_infinity];
}

double histogram_reading::quantile(double q) const noexcept {
  const auto n = count();
  if (n == 0 || std::isnan(q)) return nothing;
  const double least = min();
  const double greatest = std::max(max(), least);
  const double rank = std::clamp(q, 0.0, 1.0) * static_cast<double>(n);
  const auto all = buckets();
  double below = 0;
  double lower = least;
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    const double upper = std::min(upper_bound(i), greatest);
    const auto here = static_cast<double>(all[i]);
    if (here > 0 && below + here >= rank) {
      const double share = std::clamp((rank - below) / here, 0.0, 1.0);
      const double from = std::clamp(lower, least, greatest);
      return std::clamp(from + (upper - from) * share, least, greatest);
    }
    below += here;
    lower = upper_bound(i);
  }
  return greatest;
}

}  // namespace engram::inline v0
