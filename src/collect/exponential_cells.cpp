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

/// Calls `take(bucket of the window to, count)` for every bucket of a series that is not empty.
template <class Take>
void pour(const exponential_cells& layout, std::span<const std::uint64_t> cells,
          const index_ranges& used, const exponential_window& to, Take take) {
  const exponential_window from(cells[exponential_cells::window]);
  const auto steps = to.shift - from.shift;
  for (std::size_t sign = 0; sign < 2; ++sign) {
    const auto first = exponential_cells::buckets + sign * layout.count;
    for (std::int32_t i = used[sign].low; i <= used[sign].high; ++i) {
      const auto n = cells[first + static_cast<std::size_t>(i - from.base[sign])];
      const auto position = static_cast<std::size_t>((i >> steps) - to.base[sign]);
      if (n != 0) take(sign * layout.count + position, n);
    }
  }
}

/// Moves the buckets of a series into another window.
void move_into(const exponential_cells& layout, std::span<std::uint64_t> cells,
               const index_ranges& used, const exponential_window& to) {
  if (cells[exponential_cells::window] == to.word()) return;
  std::vector<std::uint64_t> moved(layout.buffer_size());
  pour(layout, cells, used, to, [&](std::size_t at, std::uint64_t n) { moved[at] += n; });
  std::ranges::copy(moved, cells.begin() + exponential_cells::buckets);
  cells[exponential_cells::window] = to.word();
}

/// Brings `to` to the window of both, and calls `take(cell of to, count)` for the buckets of
/// `from`.
template <class Take>
void combine(const exponential_cells& layout, std::span<std::uint64_t> to,
             std::span<const std::uint64_t> from, Take take) {
  const auto in_to = detail::used_buckets(layout, to);
  const auto in_from = detail::used_buckets(layout, from);
  const auto window =
      window_of_both(layout, exponential_window(to[exponential_cells::window]), in_to,
                     exponential_window(from[exponential_cells::window]), in_from);
  move_into(layout, to, in_to, window);
  pour(layout, from, in_from, window,
       [&](std::size_t at, std::uint64_t n) { take(to[exponential_cells::buckets + at], n); });
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
  const auto filled = [](std::uint64_t n) { return n != 0; };
  for (std::size_t sign = 0; sign < (layout.negative ? 2 : 1); ++sign) {
    const auto side = cells.subspan(exponential_cells::buckets + sign * layout.count, layout.count);
    const auto first = std::ranges::find_if(side, filled);
    if (first == side.end()) continue;
    const auto last = std::find_if(side.rbegin(), side.rend(), filled).base() - 1;
    used[sign].include(window.base[sign] + static_cast<std::int32_t>(first - side.begin()));
    used[sign].include(window.base[sign] + static_cast<std::int32_t>(last - side.begin()));
  }
  return used;
}

void add_exponential(const bucket_layout& layout, std::span<std::uint64_t> to,
                     std::span<const std::uint64_t> from) {
  const auto cells = detail::exponential_cells_in(layout);
  combine(cells, to, from, [](std::uint64_t& sum, std::uint64_t n) { sum += n; });
  to[head::sum] = std::bit_cast<std::uint64_t>(sum_of(to) + sum_of(from));
  to[head::max] = std::max(to[head::max], from[head::max]);
  to[head::min] = std::max(to[head::min], from[head::min]);
  for (auto i : plain_counts) to[i] += from[i];
  to[cells.out_of_domain()] += from[cells.out_of_domain()];
}

void subtract_exponential(const bucket_layout& layout, std::span<std::uint64_t> later,
                          std::span<const std::uint64_t> earlier) {
  const auto cells = detail::exponential_cells_in(layout);
  combine(cells, later, earlier, [](std::uint64_t& sum, std::uint64_t n) { sum -= n; });
  later[head::sum] = std::bit_cast<std::uint64_t>(sum_of(later) - sum_of(earlier));
  const auto greatest = std::exchange(later[head::max], 0);
  const auto least = std::exchange(later[head::min], 0);
  for (auto i : plain_counts) later[i] -= earlier[i];
  later[cells.out_of_domain()] -= earlier[cells.out_of_domain()];
  const exponential_reading bounds(layout, later);
  if (bounds.count() == 0) return;
  later[head::max] = std::min(greatest, detail::order_key(bounds.max()));
  later[head::min] = std::min(least, ~detail::order_key(bounds.min()));
}

}  // namespace engram::inline v0
