// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/exponential_cells.hpp>
#include <engram/collect/exponential_reading.hpp>
#include <engram/histogram_cells.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <utility>
#include <vector>

namespace engram::inline v0 {
namespace {

using detail::exponential_cells;
using detail::exponential_window;
using detail::index_ranges;
using head = detail::histogram_cells;

/// Where a bucket of a window stands in another one.
std::size_t place(const exponential_cells& layout, const exponential_window& from,
                  const exponential_window& to, std::uint32_t bucket) {
  const std::size_t sign = bucket / layout.count;
  const auto index = from.base[sign] + static_cast<std::int32_t>(bucket % layout.count);
  const auto position = (index >> (to.shift - from.shift)) - to.base[sign];
  return sign * layout.count + static_cast<std::size_t>(position);
}

/// The finest window that holds the buckets in use of both, its first bucket in use.
exponential_window window_of_both(const exponential_cells& layout, const exponential_window& a,
                                  const index_ranges& in_a, const exponential_window& b,
                                  const index_ranges& in_b) {
  exponential_window both;
  both.shift = std::max(a.shift, b.shift);
  index_ranges used;
  for (std::size_t sign = 0; sign < 2; ++sign) {
    used[sign] = in_a[sign].coarser(both.shift - a.shift);
    const auto other = in_b[sign].coarser(both.shift - b.shift);
    if (other.empty()) continue;
    used[sign].include(other.low);
    used[sign].include(other.high);
  }
  const auto steps = detail::steps_to_fit(used, static_cast<std::int32_t>(layout.count));
  both.shift += steps;
  for (std::size_t sign = 0; sign < 2; ++sign) {
    const auto range = used[sign].coarser(steps);
    both.base[sign] = range.empty() ? 0 : range.low;
  }
  return both;
}

/// The buckets of a series in another window, in a buffer of their own.
std::vector<std::uint64_t> buckets_in(const exponential_cells& layout,
                                      std::span<const std::uint64_t> cells,
                                      const exponential_window& to) {
  const exponential_window from(cells[exponential_cells::window]);
  std::vector<std::uint64_t> moved(layout.buffer_size());
  for (std::uint32_t i = 0; i < layout.buffer_size(); ++i) {
    const auto n = cells[exponential_cells::buckets + i];
    if (n != 0) moved[place(layout, from, to, i)] += n;
  }
  return moved;
}

struct both_series {
  exponential_window window;
  std::vector<std::uint64_t> first, second;
};
both_series align(const exponential_cells& layout, std::span<const std::uint64_t> first,
                  std::span<const std::uint64_t> second) {
  const exponential_window a(first[exponential_cells::window]);
  const exponential_window b(second[exponential_cells::window]);
  const auto window = window_of_both(layout, a, detail::used_buckets(layout, first), b,
                                     detail::used_buckets(layout, second));
  return {window, buckets_in(layout, first, window), buckets_in(layout, second, window)};
}

constexpr std::uint32_t plain_counts[] = {head::nan, head::positive_infinity,
                                          head::negative_infinity, exponential_cells::zero};

double sum_of(std::span<const std::uint64_t> cells) {
  return std::bit_cast<double>(cells[head::sum]);
}

}  // namespace

index_ranges detail::used_buckets(const exponential_cells& layout,
                                  std::span<const std::uint64_t> cells) noexcept {
  const exponential_window window(cells[exponential_cells::window]);
  index_ranges used;
  for (std::uint32_t i = 0; i < layout.buffer_size(); ++i) {
    if (cells[exponential_cells::buckets + i] == 0) continue;
    const std::size_t sign = i / layout.count;
    used[sign].include(window.base[sign] + static_cast<std::int32_t>(i % layout.count));
  }
  return used;
}

void add_exponential(const bucket_layout& layout, std::span<std::uint64_t> to,
                     std::span<const std::uint64_t> from) {
  const auto cells = detail::exponential_cells_in(layout);
  const auto both = align(cells, to, from);
  to[head::sum] = std::bit_cast<std::uint64_t>(sum_of(to) + sum_of(from));
  to[head::max] = std::max(to[head::max], from[head::max]);
  to[head::min] = std::max(to[head::min], from[head::min]);
  for (auto i : plain_counts) to[i] += from[i];
  to[cells.out_of_domain()] += from[cells.out_of_domain()];
  to[exponential_cells::window] = both.window.word();
  for (std::uint32_t i = 0; i < cells.buffer_size(); ++i) {
    to[exponential_cells::buckets + i] = both.first[i] + both.second[i];
  }
}

void subtract_exponential(const bucket_layout& layout, std::span<std::uint64_t> later,
                          std::span<const std::uint64_t> earlier) {
  const auto cells = detail::exponential_cells_in(layout);
  const auto both = align(cells, later, earlier);
  later[head::sum] = std::bit_cast<std::uint64_t>(sum_of(later) - sum_of(earlier));
  const auto greatest = std::exchange(later[head::max], 0);
  const auto least = std::exchange(later[head::min], 0);
  for (auto i : plain_counts) later[i] -= earlier[i];
  later[cells.out_of_domain()] -= earlier[cells.out_of_domain()];
  later[exponential_cells::window] = both.window.word();
  for (std::uint32_t i = 0; i < cells.buffer_size(); ++i) {
    later[exponential_cells::buckets + i] = both.first[i] - both.second[i];
  }
  const exponential_reading bounds(layout, later);
  if (bounds.count() == 0) return;
  later[head::max] = std::min(greatest, detail::order_key(bounds.max()));
  later[head::min] = std::min(least, ~detail::order_key(bounds.min()));
}

}  // namespace engram::inline v0
