// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/label_set_lives.hpp"
#include "collect/subtract.hpp"

#include <engram/collect/delta.hpp>
#include <engram/collect/exponential_cells.hpp>
#include <engram/histogram.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <span>

namespace engram::inline v0 {
namespace {

using at = detail::histogram_cells;
constexpr double endless = std::numeric_limits<double>::infinity();

/// What bucket `i` holds: `(below, upto]`.
struct edges {
  double below;
  double upto;
};
edges edges_of(const bucket_layout& layout, std::size_t i) {
  const auto bucket = static_cast<std::uint32_t>(i);
  return {i == 0 ? -endless : layout.upper_bound(bucket - 1), layout.upper_bound(bucket)};
}

/// The key of the greatest value that a delta can hold whose highest bucket is `top`, when the
/// greatest of all has `key`. It always lies in the bucket.
std::uint64_t greatest_key(edges top, std::uint64_t key) {
  if (key == 0) return 0;  // a scrape met the first record
  const double greatest = detail::from_order_key(key);
  if (greatest > top.below) return std::min(key, detail::order_key(top.upto));
  // The record that raised the bucket has not raised the greatest yet.
  return detail::order_key(std::isfinite(top.upto) ? top.upto : top.below);
}
std::uint64_t least_key(edges lowest, std::uint64_t key) {
  if (key == 0) return 0;
  const double least = detail::from_order_key(~key);
  if (least <= lowest.upto) return ~detail::order_key(std::max(least, lowest.below));
  return ~detail::order_key(std::isfinite(lowest.below) ? lowest.below : lowest.upto);
}

void subtract(std::span<std::uint64_t> from, std::span<const std::uint64_t> earlier) {
  for (std::size_t i = 0; i < from.size(); ++i) from[i] -= earlier[i];
}

void bound_extremes(const bucket_layout& layout, std::span<std::uint64_t> series) {
  const auto buckets = series.subspan(at::buckets, layout.count);
  const auto filled = [](std::uint64_t n) { return n != 0; };
  const auto first = std::ranges::find_if(buckets, filled);
  if (first == buckets.end()) {
    series[at::min] = series[at::max] = 0;
    return;
  }
  const auto last = std::find_if(buckets.rbegin(), buckets.rend(), filled).base() - 1;
  series[at::max] = greatest_key(edges_of(layout, static_cast<std::size_t>(last - buckets.begin())),
                                 series[at::max]);
  series[at::min] = least_key(edges_of(layout, static_cast<std::size_t>(first - buckets.begin())),
                              series[at::min]);
}

void subtract_histogram(const bucket_layout& layout, std::span<std::uint64_t> series,
                        std::span<const std::uint64_t> earlier) {
  if (layout.kind == bucket_kind::exponential) {
    return subtract_exponential(layout, series, earlier);
  }
  const double sum =
      std::bit_cast<double>(series[at::sum]) - std::bit_cast<double>(earlier[at::sum]);
  series[at::sum] = std::bit_cast<std::uint64_t>(sum);
  subtract(series.subspan(at::nan), earlier.subspan(at::nan));
  bound_extremes(layout, series);
}

}  // namespace

void detail::subtract_series(const metric_descriptor& row, std::span<std::uint64_t> series,
                             std::span<const std::uint64_t> earlier) {
  if (row.kind != metric_kind::histogram) return subtract(series, earlier);
  for (std::size_t i = 0; i < series.size(); i += row.stride) {
    subtract_histogram(*row.buckets, series.subspan(i, row.stride), earlier.subspan(i, row.stride));
  }
}

namespace {

/// The cells of a metric, taken as a whole.
struct metric_cells {
  const metric_entry& metric;
  std::span<std::uint64_t> now;
  std::span<const std::uint64_t> earlier;

  void subtract_at(std::size_t first, std::size_t cells) const {
    detail::subtract_series(metric.descriptor, now.subspan(first, cells),
                            earlier.subspan(first, cells));
  }
};

void subtract_metric(const metric_cells& cells, const detail::label_sets* now,
                     const detail::label_sets* earlier) {
  const auto& row = cells.metric.descriptor;
  if (row.text_keys.empty()) return cells.subtract_at(0, row.cells());
  if (now == nullptr || earlier == nullptr) return;
  const std::size_t of_a_set = std::size_t{detail::count_enums(row)} * row.stride;
  detail::each_common_set(*now, *earlier,
                          [&](std::uint32_t set) { cells.subtract_at(set * of_a_set, of_a_set); });
}

}  // namespace

snapshot snapshot::since(const snapshot& earlier) const {
  snapshot delta = *this;
  if (earlier.epoch_ != epoch_) return delta;
  for (const auto* metric : metrics_) {
    const std::size_t cells = metric->descriptor.cells();
    // A metric that registered later has cells behind those that were read then.
    if (metric->descriptor.kind == metric_kind::gauge ||
        metric->slot + cells > earlier.cells_.size())
      continue;
    subtract_metric({*metric, std::span(delta.cells_).subspan(metric->slot, cells),
                     std::span(earlier.cells_).subspan(metric->slot, cells)},
                    label_sets_of(*metric), earlier.label_sets_of(*metric));
  }
  return delta;
}

}  // namespace engram::inline v0
