// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/exemplars.hpp"

#include <engram/collect/exponential_cells.hpp>
#include <engram/exemplar.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <tuple>

namespace engram::inline v0::detail {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// A value put into a bucket that holds `(below, upto]`.
double within(double value, double below, double upto) {
  return std::clamp(value, std::nextafter(below, infinity), std::min(upto, infinity));
}

/// A bucket of a series as read, and the value as it lies in it.
struct placed {
  std::size_t bucket;
  double value;
};

placed place_fixed(const bucket_layout& layout, std::uint32_t bucket, double value) {
  const double below = bucket == 0 ? -infinity : layout.upper_bound(bucket - 1);
  constexpr double most = std::numeric_limits<double>::max();
  return {bucket, std::clamp(within(value, below, layout.upper_bound(bucket)), -most, most)};
}

/// Where a value lies in the window that was read, which is not the one that it was recorded in.
/// The word has lost some of the value: it may lie beside its bucket, which is one that is not
/// empty.
std::optional<placed> place_moving(const exponential_cells& layout,
                                   std::span<const std::uint64_t> series, double value) {
  const exponential_window window(series[exponential_cells::window]);
  const std::size_t sign = std::signbit(value) ? 1 : 0;
  const auto used = used_buckets(layout, series)[sign];
  if (used.empty()) return std::nullopt;
  const double size = std::clamp(std::abs(value), std::numeric_limits<double>::denorm_min(),
                                 std::numeric_limits<double>::max());
  const int scale = layout.max_scale - static_cast<int>(window.shift);
  const auto exact =
      exponential_index_of_any(std::bit_cast<std::uint64_t>(size)) >> (finest_scale - scale);
  for (const std::int32_t beside : {0, 1, -1}) {
    const auto index = std::clamp(exact, used.low, used.high) + beside;
    const auto bucket = sign * layout.count + static_cast<std::size_t>(index - window.base[sign]);
    if (index < used.low || index > used.high) continue;
    if (series[exponential_cells::buckets + bucket] == 0) continue;
    const double at = within(size, exponential_upper_bound(scale, index - 1),
                             exponential_upper_bound(scale, index));
    return placed{bucket, sign == 1 ? -at : at};
  }
  return std::nullopt;
}

void keep(exemplar& best, const exemplar& other) {
  if (best.operation == 0 ||
      std::tie(best.value, best.operation) < std::tie(other.value, other.operation)) {
    best = other;
  }
}

/// The exemplars of one series, as they come together.
struct exemplary_series {
  const bucket_layout& layout;
  std::span<const std::uint64_t> sums;  ///< the series as read

  std::optional<placed> place(std::uint32_t bucket, double value) const {
    if (layout.kind == bucket_kind::fixed) {
      // What was recorded after the bucket was read is the next reading's.
      if (sums[histogram_cells::buckets + bucket] == 0) return std::nullopt;
      return place_fixed(layout, bucket, value);
    }
    return place_moving(exponential_cells_in(layout), sums, value);
  }
  /// Takes one thread's into `to`, which is empty until there is one.
  void take(const cell<std_sync>* from, std::uint32_t shard, std::vector<exemplar>& to) const {
    for (std::uint32_t i = 0; i < layout.exemplar_count(); ++i) {
      // relaxed: the word is whole.
      const auto word = from[layout.exemplars + i].load(ENGRAM_MO(exemplar_load, relaxed));
      if (word == 0) continue;
      const auto found = place(i, double{exemplar_word::value(word)});
      if (!found) continue;
      to.resize(layout.exemplar_count());
      keep(to[found->bucket], {found->value, exemplar_word::operation(word, shard)});
    }
  }
};

}  // namespace

metric_exemplars read_exemplars(process_store& store, const metric_entry& metric,
                                std::span<const std::uint64_t> sums) {
  const auto& row = metric.descriptor;
  metric_exemplars all{.metric = &metric, .first = std::vector<std::uint32_t>(row.series)};
  for (std::uint32_t i = 0; i < row.series; ++i) {
    const std::size_t first = metric.slot + std::size_t{i} * row.stride;
    const exemplary_series series{*row.buckets, sums.subspan(first, row.stride)};
    std::vector<exemplar> found;
    store.walk_shards(
        [&](const shard<std_sync>& each) { series.take(each.cells + first, each.id, found); });
    if (found.empty()) continue;
    all.first[i] = static_cast<std::uint32_t>(all.exemplars.size()) + 1;
    all.exemplars.insert(all.exemplars.end(), found.begin(), found.end());
  }
  return all;
}

}  // namespace engram::inline v0::detail
