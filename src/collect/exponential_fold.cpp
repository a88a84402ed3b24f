// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/exponential_fold.hpp"

#include <engram/collect/exponential_cells.hpp>
#include <engram/histogram_cells.hpp>

#include <algorithm>
#include <vector>

namespace engram::inline v0::detail {
namespace {

std::uint64_t read(const cell<std_sync>& from) noexcept {
  return from.load(ENGRAM_MO(exponential_cell, relaxed));  // relaxed: complete in itself
}

/// Extremes as `order_key`s, also where the owner keeps the bits of positive numbers.
void read_extremes(const exponential_cells& layout, std::span<std::uint64_t> to,
                   const cell<std_sync>* from) noexcept {
  using at = histogram_cells;
  to[at::max] = read(from[at::max]);
  to[at::min] = read(from[at::min]);
  if (layout.negative) return;
  if (to[at::max] != 0) to[at::max] |= sign_mask;
  to[at::min] &= ~sign_mask;
  if (to[exponential_cells::zero] == 0) return;
  to[at::max] = std::max(to[at::max], order_key(0.0));
  to[at::min] = std::max(to[at::min], ~order_key(0.0));
}

}  // namespace

void read_window(const exponential_cells& layout, std::span<std::uint64_t> to,
                 const cell<std_sync>* from) noexcept {
  using at = exponential_cells;
  std::uint64_t word = 0;
  do {
    // acquire: pairs with window_flip; what was merged into the live buffer is seen.
    word = from[at::window].load(ENGRAM_MO(exponential_window_load, acquire));
    const auto* live = from + layout.buffer(exponential_window(word).flips);
    for (std::uint32_t i = 0; i < layout.buffer_size(); ++i) {
      // acquire: pairs with window_merge, window_clear and cell_publish_store; whoever reads what
      // was written after a flip sees the flip.
      to[at::buckets + i] = live[i].load(ENGRAM_MO(exponential_bucket, acquire));
    }
    // relaxed: a flip that a bucket has shown is seen; one that none has shown is none of ours.
  } while (from[at::window].load(ENGRAM_MO(exponential_window_again, relaxed)) != word);
  exponential_window seen(word);
  seen.flips = 0;  // in a snapshot the first buffer is the live one
  to[at::window] = seen.word();
}

void read_exponential(const exponential_cells& layout, std::span<std::uint64_t> to,
                      const cell<std_sync>* from) noexcept {
  using at = exponential_cells;
  read_window(layout, to, from);
  for (std::uint32_t i : {at::sum, histogram_cells::nan, histogram_cells::positive_infinity,
                          histogram_cells::negative_infinity, at::zero, layout.out_of_domain()}) {
    to[i] = read(from[i]);
  }
  read_extremes(layout, to, from);
}

void fold_exponential(const bucket_layout& layout, std::span<std::uint64_t> to,
                      const cell<std_sync>* from) {
  std::vector<std::uint64_t> series(to.size());
  read_exponential(exponential_cells_in(layout), series, from);
  add_exponential(layout, to, series);
}

}  // namespace engram::inline v0::detail
