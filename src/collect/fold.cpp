// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/fold.hpp"

#include "collect/exponential_fold.hpp"

#include <engram/histogram_cells.hpp>

#include <algorithm>
#include <bit>

namespace engram::inline v0::detail {
namespace {

using at = histogram_cells;

/// Of a histogram with fixed buckets, without its exemplars.
void fold_histogram(std::span<std::uint64_t> to, const cell<std_sync>* from) {
  // relaxed: each cell is complete in itself; the count is derived from the buckets.
  const auto read = [&](std::uint32_t i) { return from[i].load(ENGRAM_MO(scrape_cell, relaxed)); };
  const auto add = std::bit_cast<double>(to[at::sum]) + std::bit_cast<double>(read(at::sum));
  to[at::sum] = std::bit_cast<std::uint64_t>(add);
  to[at::max] = std::max(to[at::max], read(at::max));
  to[at::min] = std::max(to[at::min], read(at::min));
  for (std::uint32_t i = at::nan; i < to.size(); ++i) to[i] += read(i);
}

}  // namespace

void fold_sums(std::span<std::uint64_t> to, const cell<std_sync>* from) {
  for (std::size_t i = 0; i < to.size(); ++i) {
    to[i] += from[i].load(ENGRAM_MO(scrape_sum, relaxed));  // relaxed: a sum orders nothing
  }
}

void fold_series(const metric_descriptor& row, std::span<std::uint64_t> to,
                 const cell<std_sync>* from) {
  if (row.kind != metric_kind::histogram) return fold_sums(to, from);
  for (std::size_t i = 0; i < to.size(); i += row.stride) {
    if (row.buckets->kind == bucket_kind::exponential) {
      fold_exponential(*row.buckets, to.subspan(i, row.stride), from + i);
    } else {
      fold_histogram(to.subspan(i, row.stride - row.buckets->exemplar_cells()), from + i);
    }
  }
}

}  // namespace engram::inline v0::detail
