// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/prometheus_program.hpp"

#include "export/prometheus_numbers.hpp"

#include <engram/histogram.hpp>

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace engram::inline v0::detail {
namespace {

/// Copies in whole blocks; both sides have `page_program::block` bytes more than they need.
constexpr std::size_t block = page_program::block;
[[gnu::always_inline]] inline char* put_blocks(char* to, const char* from, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; i += block) std::memcpy(to + i, from + i, block);
  return to + bytes;
}

}  // namespace

const std::uint64_t* page_program::cells_of(const snapshot& reading) const {
  // All series lie in one array, each at its metric's slot.
  return metrics_.empty() ? nullptr : reading.series(*metrics_[0], 0).data() - metrics_[0]->slot;
}

/// One walk over the pieces.
struct page_program::walk {
  const std::uint64_t* cells;
  const char* from;
  char* to;
  std::uint64_t running = 0;

  [[gnu::always_inline]] void put_text(std::uint32_t length) noexcept {
    to = put_blocks(to, from, length);
    from += length;
  }
  [[gnu::always_inline]] void put_value(const piece& each) noexcept {
    const std::uint64_t cell = cells[each.cell];
    switch (each.kind) {
      case piece_kind::bucket:
        to = put_sample_number(to, running += cell);
        break;
      case piece_kind::count:
        to = put_sample_number(to, std::exchange(running, 0));
        break;
      case piece_kind::unsigned_number:
      case piece_kind::spare_unsigned_number:
        to = put_sample_number(to, cell);
        break;
      case piece_kind::signed_number:
      case piece_kind::spare_signed_number:
        to = put_sample_number(to, static_cast<std::int64_t>(cell));
        break;
      default:
        to = put_sample_number(to, std::bit_cast<double>(cell));
        break;
    }
    *to++ = '\n';
  }
  bool is_empty(const spare_series& spare) const noexcept {
    const auto* first = cells + spare.first;
    return std::all_of(first, first + spare.buckets, [](std::uint64_t n) { return n == 0; });
  }
  /// What a piece that is not of the simple kinds does. Returns how many pieces to skip.
  std::uint32_t put_odd(const page_program& program, std::size_t i) noexcept;
};

std::uint32_t page_program::walk::put_odd(const page_program& program, std::size_t i) noexcept {
  const piece& each = program.pieces_[i];
  if (each.kind == piece_kind::text) {
    put_text(each.length);
  } else if (each.kind == piece_kind::spare) {
    const auto& spare = program.spares_[each.cell];
    if (!is_empty(spare)) return 0;
    from += spare.length;
    return spare.pieces;
  } else if (each.kind == piece_kind::sum) {
    if (has_negatives(cells + each.cell - histogram_cells::sum)) {
      from += each.length + program.pieces_[i + 1].length;
      running = 0;
      return 1;
    }
    put_text(each.length);
    put_value(each);
  } else if (cells[each.cell] == 0) {
    from += each.length;
  } else {
    put_text(each.length);
    put_value(each);
  }
  return 0;
}

void page_program::run(const snapshot& reading, const page_moment& moment, raw_text& page) {
  const std::size_t longest = text_.size() + pieces_.size() * number_bytes;
  walk at{.cells = cells_of(reading), .from = text_.data(), .to = page.room(longest)};
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const piece& each = pieces_[i];
    if (each.kind <= piece_kind::count) [[likely]] {
      at.put_text(each.length);
      at.put_value(each);
    } else if (each.kind < piece_kind::nonfinite) {
      i += at.put_odd(*this, i);
    } else {
      page.end_at(at.to);
      if (each.kind == piece_kind::nonfinite) {
        write_nonfinite(style_, nonfinites_[each.cell], reading, page);
      } else {
        lines_[each.cell].write(reading, moment, page);
      }
      at.to = page.room(longest);
    }
  }
  page.end_at(at.to);
}

}  // namespace engram::inline v0::detail
