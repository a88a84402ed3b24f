// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/prometheus_lines.hpp"

#include "export/prometheus_numbers.hpp"

#include <engram/histogram.hpp>

#include <bit>
#include <limits>
#include <utility>

namespace engram::inline v0::detail {

namespace {

std::string exemplar_text(const marked_exemplar* mark) {
  if (mark == nullptr) return {};
  std::string labels;
  add_label(labels, exemplar_key, operation_text(mark->what.operation));
  return " # {" + labels + "} " + bound_text(prometheus_format::text, mark->what.value) + " " +
         seconds_text(mark->seen);
}

}  // namespace

std::string label_text(const metric_descriptor& metric, std::span<const std::string> keys,
                       const series_reading& series) {
  std::string text;
  each_label(metric, keys, series,
             [&](std::string_view key, std::string_view value) { add_label(text, key, value); });
  return text;
}

series_lines::series_lines(const line_style& style, const metric_entry& metric, family_names names)
    : style_(style),
      metric_(&metric),
      names_(std::move(names)),
      keys_(prometheus_keys(metric.descriptor)) {}

void series_lines::write(const snapshot& reading, const page_moment& moment, raw_text& page) {
  const bool exemplary =
      style_.format == prometheus_format::openmetrics && keeps_exemplars(metric_->descriptor);
  reading.each_series(*metric_, [&](const series_reading& series) {
    const auto found =
        exemplary ? reading.exemplars(*metric_, series.index) : std::span<const exemplar>();
    write(series, found, moment, page);
  });
}

void series_lines::write(const series_reading& series, std::span<const exemplar> exemplars,
                         const page_moment& moment, raw_text& page) {
  const auto& row = metric_->descriptor;
  if (left_out(row, series)) return;
  auto& known = known_of(series);
  if (row.kind != metric_kind::histogram) return write_scalar(series, known.labels, page);
  known.marks.read(exemplars, moment);
  write_histogram(series, known, page);
}

series_lines::known_series& series_lines::known_of(const series_reading& series) {
  if (series.index >= known_.size()) known_.resize(series.index + std::size_t{1});
  auto& known = known_[series.index];
  if (!known.known || known.life != series.life) {
    known.labels = label_text(metric_->descriptor, keys_, series);
    known.marks = {};
    known.life = series.life;
    known.known = true;
  }
  return known;
}

template <class Number>
void series_lines::write_line(std::string_view suffix, const line_parts& parts, Number number,
                              raw_text& page) const {
  const std::string& name = suffix.empty() ? names_.sample : names_.family;
  const auto& [labels, bound, behind] = parts;
  char* to = page.room(name.size() + suffix.size() + labels.size() + bound.size() + behind.size() +
                       number_bytes + 5);
  to = put(put(to, name), suffix);
  if (!labels.empty() || !bound.empty()) {
    *to++ = '{';
    to = put(to, labels);
    if (!labels.empty() && !bound.empty()) *to++ = ',';
    to = put(to, bound);
    *to++ = '}';
  }
  *to++ = ' ';
  to = put(put_sample_number(to, number), behind);
  *to++ = '\n';
  page.end_at(to);
}

const std::string& series_lines::bound_label(double bound) {
  if (const auto known = bound_labels_.find(bound); known != bound_labels_.end()) {
    return known->second;
  }
  std::string label;  // whole before it is kept: memory may be refused in its midst
  add_label(label, "le", bound_text(style_.format, bound));
  return bound_labels_.emplace(bound, std::move(label)).first->second;
}

void series_lines::write_scalar(const series_reading& series, const std::string& labels,
                                raw_text& page) const {
  switch (metric_->descriptor.kind) {
    case metric_kind::counter:
      write_created(labels, page);
      write_line("", {.labels = labels}, series.cells[0], page);
      break;
    case metric_kind::up_down_counter:
      write_line("", {.labels = labels}, static_cast<std::int64_t>(series.cells[0]), page);
      break;
    default:
      write_line("", {.labels = labels}, std::bit_cast<double>(series.cells[0]), page);
      break;
  }
}

void series_lines::write_histogram(const series_reading& series, const known_series& known,
                                   raw_text& page) {
  const std::string& labels = known.labels;
  write_created(labels, page);
  read_classic_buckets(metric_->descriptor, series.cells, buckets_);
  double above = -std::numeric_limits<double>::infinity();
  for (const auto& [bound, cumulative] : buckets_) {
    const std::string mark = exemplar_text(known.marks.last_within(above, bound));
    write_line("_bucket", {.labels = labels, .bound = bound_label(bound), .behind = mark},
               cumulative, page);
    above = bound;
  }
  // OpenMetrics' sum is a counter, and has no place where it can fall; without it, no count either.
  const bool falls = buckets_.front().upper_bound < 0 || has_negatives(series.cells.data());
  if (style_.format != prometheus_format::openmetrics || !falls) {
    write_line("_sum", {.labels = labels}, sum_of(series.cells), page);
    write_line("_count", {.labels = labels}, buckets_.back().cumulative, page);
  }
}

void series_lines::write_created(const std::string& labels, raw_text& page) const {
  if (style_.created.empty()) return;
  const std::string braces = labels.empty() ? " " : "{" + labels + "} ";
  page.append(names_.family + "_created" + braces + style_.created + "\n");
}

void write_nonfinite(const line_style& style, const nonfinite_metric& of, const snapshot& reading,
                     raw_text& page) {
  const auto& row = of.metric->descriptor;
  const auto keys = prometheus_keys(row);
  bool headed = false;
  reading.each_series(*of.metric, [&](const series_reading& series) {
    each_unplaced(row, series.cells, [&](std::string_view what, std::uint64_t count) {
      if (!std::exchange(headed, true)) {
        page.append(head_of(style.format, of.names, row.name, nonfinite_help));
      }
      auto labels = label_text(row, keys, series);
      add_label(labels, nonfinite_key, what);
      page.append(of.names.sample + "{" + labels + "} ");
      page.end_at(put(put_sample_number(page.room(number_bytes + 1), count), "\n"));
    });
  });
}

}  // namespace engram::inline v0::detail
