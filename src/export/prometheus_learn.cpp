// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/json_text.hpp"
#include "export/prometheus_names.hpp"
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

std::string bound_text(double bound) {
  std::string text(number_bytes, '\0');
  const char* end = put_sample_number(text.data(), bound) - 1;  // without the line end
  text.resize(static_cast<std::size_t>(end - text.data()));
  return text;
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

bool page_program::take_family(const std::string& family, std::string_view dotted) {
  if (families_.insert(family).second) return true;
  text_.append("# ").append(family).append(" is there already: ").append(dotted);
  text_.append(" is left out, rename it\n");
  add_piece(piece_kind::text, 0);
  return false;
}

void page_program::add_metric(const metric_entry& metric) {
  const auto& row = metric.descriptor;
  metrics_.push_back(&metric);
  const std::string family = prometheus_name(row.name, row.unit, row.kind);
  if (!take_family(family, row.name)) return;
  text_ += prometheus_head(family, row.name, row.help, row.kind);
  if (row.kind == metric_kind::histogram) {
    add_histogram(metric, family);
  } else {
    add_scalar(metric, family);
  }
}

void page_program::add_scalar(const metric_entry& metric, const std::string& family) {
  const auto keys = prometheus_keys(metric.descriptor.dimensions);
  for (std::uint32_t i = 0; i < metric.descriptor.series; ++i) {
    const auto labels = labels_of_series(metric.descriptor, keys, i);
    // The head belongs to the family, not to a line that may be left out.
    if (labels.spare && i == 0) add_piece(piece_kind::text, 0);
    text_.append(family).append(in_braces(labels.text));
    add_piece(scalar_kind(metric.descriptor.kind, labels.spare), metric.slot + i);
  }
}

void page_program::add_histogram(const metric_entry& metric, const std::string& family) {
  const auto& row = metric.descriptor;
  const auto keys = prometheus_keys(row.dimensions);
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
  add_nonfinite(metric);
}

void page_program::add_histogram_series(const metric_entry& metric, const std::string& family,
                                        const std::string& labels, std::uint32_t first_cell) {
  const auto& layout = *metric.descriptor.buckets;
  for (std::uint32_t b = 0; b < layout.count; ++b) {
    std::string with_bound = labels;
    add_label(with_bound, "le", b + 1 == layout.count ? "+Inf" : bound_text(layout.upper_bound(b)));
    text_.append(family).append("_bucket{").append(with_bound).append("} ");
    add_piece(piece_kind::bucket, first_cell + histogram_cells::buckets + b);
  }
  text_.append(family).append("_sum").append(in_braces(labels));
  add_piece(piece_kind::real_number, first_cell + histogram_cells::sum);
  text_.append(family).append("_count").append(in_braces(labels));
  add_piece(piece_kind::count, 0);
}

void page_program::add_nonfinite(const metric_entry& metric) {
  const auto& name = metric.descriptor.name;
  auto family = prometheus_name(std::string(name) + ".nonfinite", "", metric_kind::counter);
  if (!take_family(family, name)) return;
  nonfinites_.push_back({&metric, std::move(family)});
  add_piece(piece_kind::nonfinite, static_cast<std::uint32_t>(nonfinites_.size() - 1));
}

}  // namespace engram::inline v0::detail
