// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/prometheus_names.hpp"
#include "export/prometheus_numbers.hpp"
#include "export/prometheus_program.hpp"

#include <engram/histogram.hpp>

#include <algorithm>

namespace engram::inline v0::detail {
namespace {

piece_kind scalar_kind(metric_kind kind, bool spare) noexcept {
  switch (kind) {
    case metric_kind::counter:
      return spare ? piece_kind::spare_unsigned_number : piece_kind::unsigned_number;
    case metric_kind::up_down_counter:
      return spare ? piece_kind::spare_signed_number : piece_kind::signed_number;
    default:
      return spare ? piece_kind::spare_real_number : piece_kind::real_number;
  }
}

/// Whether the lines of a metric are not the same from page to page.
bool has_changing_lines(prometheus_format format, const metric_entry& metric) noexcept {
  const auto* buckets = metric.descriptor.buckets;
  const bool open = format == prometheus_format::openmetrics;
  return metric.family != nullptr ||
         (buckets != nullptr && buckets->kind == bucket_kind::exponential) ||
         (open && buckets != nullptr && buckets->exemplars != 0) ||
         (open && buckets != nullptr && buckets->upper_bound(0) < 0);  // has no sum
}

std::string in_braces(const std::string& labels) {
  return labels.empty() ? " " : "{" + labels + "} ";
}

}  // namespace

void page_program::learn(std::span<const metric_entry* const> metrics) {
  const auto known = std::min(metrics.size(), metrics_.size());
  if (!std::equal(metrics.begin(), metrics.begin() + static_cast<std::ptrdiff_t>(known),
                  metrics_.begin(), metrics_.begin() + static_cast<std::ptrdiff_t>(known)) ||
      metrics.size() < metrics_.size()) {
    forget();
  }
  try {
    text_.resize(text_done_);
    for (std::size_t i = metrics_.size(); i < metrics.size(); ++i) add_metric(*metrics[i]);
    text_.append(block, ' ');
  } catch (...) {
    forget();  // half a metric may be there: the next page starts afresh
    throw;
  }
}

void page_program::add_piece(piece_kind kind, std::uint32_t cell) {
  pieces_.push_back({.length = static_cast<std::uint32_t>(text_.size() - text_done_),
                     .cell = cell,
                     .kind = kind});
  text_done_ = text_.size();
}

bool page_program::take_family(const family_names& names, std::string_view dotted) {
  if (names_.take(names)) return true;
  if (style_.format == prometheus_format::text) {  // OpenMetrics has no comments
    text_.append("# ").append(names.sample).append(" is there already: ").append(dotted);
    text_.append(" is left out, rename it\n");
    add_piece(piece_kind::text, 0);
  }
  return false;
}

void page_program::add_metric(const metric_entry& metric) {
  const auto& row = metric.descriptor;
  metrics_.push_back(&metric);
  const auto names = names_of(row.name, row.unit, row.kind);
  if (!take_family(names, row.name)) return;
  text_ += head_of(style_.format, names, row.name, row.help);
  const bool histogram = row.kind == metric_kind::histogram;
  if (has_changing_lines(style_.format, metric)) {
    add_piece(piece_kind::text, 0);
    add_piece(piece_kind::lines, static_cast<std::uint32_t>(lines_.size()));
    lines_.emplace_back(style_, metric, names);
  } else if (histogram) {
    add_histogram(metric, names.family);
  } else {
    add_scalar(metric, names);
  }
  if (histogram) add_nonfinite(metric);
}

void page_program::add_scalar(const metric_entry& metric, const family_names& names) {
  const auto keys = prometheus_keys(metric.descriptor);
  for (std::uint32_t i = 0; i < metric.descriptor.series; ++i) {
    const auto labels = labels_of_series(metric.descriptor, keys, i);
    // The head belongs to the family, not to a line that may be left out.
    if (labels.spare && i == 0) add_piece(piece_kind::text, 0);
    if (names.kind == metric_kind::counter) add_created(names.family, labels.text);
    text_.append(names.sample).append(in_braces(labels.text));
    add_piece(scalar_kind(metric.descriptor.kind, labels.spare), metric.slot + i);
  }
}

void page_program::add_created(const std::string& family, const std::string& labels) {
  if (style_.created.empty()) return;
  text_.append(family).append("_created").append(in_braces(labels)).append(style_.created);
  text_ += '\n';
}

void page_program::add_histogram(const metric_entry& metric, const std::string& family) {
  const auto& row = metric.descriptor;
  const auto keys = prometheus_keys(row);
  add_piece(piece_kind::text, 0);
  for (std::uint32_t i = 0; i < row.series; ++i) {
    const auto labels = labels_of_series(row, keys, i);
    const std::uint32_t cells = metric.slot + i * row.stride;
    const std::size_t first_piece = pieces_.size();
    const std::size_t first_byte = text_done_;
    if (labels.spare) add_piece(piece_kind::spare, static_cast<std::uint32_t>(spares_.size()));
    add_histogram_series(metric, family, labels.text, cells);
    if (!labels.spare) continue;
    spares_.push_back({.first = cells + histogram_cells::buckets,
                       .buckets = row.buckets->count,
                       .pieces = static_cast<std::uint32_t>(pieces_.size() - first_piece - 1),
                       .length = static_cast<std::uint32_t>(text_done_ - first_byte)});
  }
}

void page_program::add_histogram_series(const metric_entry& metric, const std::string& family,
                                        const std::string& labels, std::uint32_t first_cell) {
  const auto& layout = *metric.descriptor.buckets;
  add_created(family, labels);
  for (std::uint32_t b = 0; b < layout.count; ++b) {
    std::string with_bound = labels;
    add_label(with_bound, "le", bound_text(style_.format, layout.upper_bound(b)));
    text_.append(family).append("_bucket{").append(with_bound).append("} ");
    add_piece(piece_kind::bucket, first_cell + histogram_cells::buckets + b);
  }
  const bool open = style_.format == prometheus_format::openmetrics;
  text_.append(family).append("_sum").append(in_braces(labels));
  add_piece(open ? piece_kind::sum : piece_kind::real_number, first_cell + histogram_cells::sum);
  text_.append(family).append("_count").append(in_braces(labels));
  add_piece(piece_kind::count, 0);
}

void page_program::add_nonfinite(const metric_entry& metric) {
  auto names = nonfinite_names(metric.descriptor.name);
  if (!take_family(names, metric.descriptor.name)) return;
  nonfinites_.push_back({&metric, std::move(names)});
  add_piece(piece_kind::nonfinite, static_cast<std::uint32_t>(nonfinites_.size() - 1));
}

}  // namespace engram::inline v0::detail
