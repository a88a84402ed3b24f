// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/prometheus_program.hpp"

#include "export/json_text.hpp"
#include "export/prometheus_names.hpp"

#include <engram/histogram.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
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

constexpr std::string_view nonfinite_help = "Values recorded that are in no bucket and no sum.";

}  // namespace

char* raw_text::room(std::size_t bytes) {
  if (capacity_ - size_ < bytes) {
    const std::size_t capacity = size_ + bytes + size_ / 2;
    std::unique_ptr<char[]> wider(new char[capacity]);  // NOLINT: make_unique would fill it
    std::copy_n(data_.get(), size_, wider.get());
    data_ = std::move(wider);
    capacity_ = capacity;
  }
  return data_.get() + size_;
}

void raw_text::append(std::string_view text) { end_at(put(room(text.size()), text)); }

char* put_sample_number(char* to, std::uint64_t value) noexcept {
  to = put_number(to, value);
  *to++ = '\n';
  return to;
}

char* put_sample_number(char* to, std::int64_t value) noexcept {
  to = put_number(to, value);
  *to++ = '\n';
  return to;
}

char* put_sample_number(char* to, double value) noexcept {
  if (std::isfinite(value)) {
    to = put_number(to, value);
  } else {
    to = put(to, std::isnan(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf");
  }
  *to++ = '\n';
  return to;
}

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
  }
  bool is_empty(const spare_series& spare) const noexcept {
    const auto* first = cells + spare.first;
    return std::all_of(first, first + spare.buckets, [](std::uint64_t n) { return n == 0; });
  }
};

void page_program::run(const snapshot& reading, raw_text& page) const {
  const std::size_t longest = text_.size() + pieces_.size() * number_bytes;
  walk at{.cells = cells_of(reading), .from = text_.data(), .to = page.room(longest)};
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const piece& each = pieces_[i];
    if (each.kind <= piece_kind::count) [[likely]] {
      at.put_text(each.length);
      at.put_value(each);
    } else if (each.kind <= piece_kind::spare_real_number) {
      if (at.cells[each.cell] == 0) {
        at.from += each.length;
      } else {
        at.put_text(each.length);
        at.put_value(each);
      }
    } else if (each.kind == piece_kind::text) {
      at.put_text(each.length);
    } else if (each.kind == piece_kind::spare) {
      const auto& spare = spares_[each.cell];
      if (!at.is_empty(spare)) continue;
      at.from += spare.length;
      i += spare.pieces;
    } else {
      page.end_at(at.to);
      put_nonfinite(nonfinites_[each.cell], reading, page);
      at.to = page.room(longest);
    }
  }
  page.end_at(at.to);
}

void page_program::put_nonfinite(const nonfinite_metric& of, const snapshot& reading,
                                 raw_text& page) const {
  static constexpr std::string_view names[] = {"nan", "positive_infinity", "negative_infinity"};
  const auto& row = of.metric->descriptor;
  bool headed = false;
  for (std::uint32_t i = 0; i < row.series; ++i) {
    const auto cells = reading.series(*of.metric, i).subspan(histogram_cells::nan, 3);
    for (std::size_t which = 0; which < 3; ++which) {
      if (cells[which] == 0) continue;
      if (!std::exchange(headed, true)) {
        page.append(prometheus_head(of.family, row.name, nonfinite_help, metric_kind::counter));
      }
      auto labels = labels_of_series(row, prometheus_keys(row.dimensions), i).text;
      add_label(labels, "nonfinite", names[which]);
      page.append(of.family + "{" + labels + "} ");
      page.end_at(put_sample_number(page.room(number_bytes), cells[which]));
    }
  }
}

}  // namespace engram::inline v0::detail
