// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/prometheus_protobuf.hpp"

#include "export/prometheus_lines.hpp"

#include <engram/histogram.hpp>

#include <protozero/pbf_writer.hpp>

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

namespace engram::inline v0::detail {
namespace {

std::string label_messages(const metric_descriptor& metric, std::span<const std::string> keys,
                           const series_reading& series) {
  std::string labels;
  each_label(metric, keys, series, [&](std::string_view key, std::string_view value) {
    add_label_message(labels, key, value);
  });
  return labels;
}

/// What Prometheus' own client keeps.
constexpr std::size_t most_native_exemplars = 10;

std::string exemplar_message(const marked_exemplar& mark) {
  std::string bytes;
  add_label_message(bytes, exemplar_key, operation_text(mark.what.operation));
  protozero::pbf_writer writer(bytes);
  writer.add_double(field::exemplar::value, mark.what.value);
  writer.add_message(field::exemplar::timestamp, timestamp_message(mark.seen));
  return bytes;
}

void add_side(protozero::pbf_writer& histogram, const native_buckets& side, std::uint32_t spans,
              std::uint32_t deltas) {
  for (const auto& [offset, length] : side.spans) {
    protozero::pbf_writer span(histogram, spans);
    span.add_sint32(field::span::offset, offset);
    span.add_uint32(field::span::length, length);
  }
  if (side.deltas.empty()) return;
  histogram.add_packed_sint64(deltas, side.deltas.begin(), side.deltas.end());
}

void add_native(protozero::pbf_writer& histogram, const exponential_reading& reading) {
  auto native = read_native(reading);
  // Without a value, a span of nothing says that this is a native histogram.
  if (native.positive.spans.empty() && native.negative.spans.empty()) {
    native.positive.spans.push_back({.offset = 0, .length = 0});
  }
  histogram.add_sint32(field::histogram::schema, native.schema);
  histogram.add_double(field::histogram::zero_threshold, zero_threshold);
  histogram.add_uint64(field::histogram::zero_count, native.zero_count);
  add_side(histogram, native.negative, field::histogram::negative_span,
           field::histogram::negative_delta);
  add_side(histogram, native.positive, field::histogram::positive_span,
           field::histogram::positive_delta);
}

}  // namespace

protobuf_program::protobuf_program(std::optional<std::chrono::system_clock::time_point> created)
    : created_(created ? timestamp_message(*created) : std::string()) {}

void protobuf_program::learn(std::span<const metric_entry* const> metrics) {
  const auto same = [](const known_metric& known, const metric_entry* metric) {
    return known.metric == metric;
  };
  const bool known = metrics.size() >= metrics_.size() &&
                     std::equal(metrics_.begin(), metrics_.end(), metrics.begin(), same);
  if (!known) forget();
  try {
    for (std::size_t i = metrics_.size(); i < metrics.size(); ++i) learn(*metrics[i]);
  } catch (...) {
    forget();  // half a metric may be there: the next page starts afresh
    throw;
  }
}

void protobuf_program::forget() noexcept {
  metrics_.clear();
  names_ = {};
}

void protobuf_program::learn(const metric_entry& metric) {
  const auto& row = metric.descriptor;
  known_metric known{.metric = &metric, .keys = prometheus_keys(row)};
  const auto names = names_of(row.name, row.unit, row.kind);
  const bool has_name = names_.take(names);
  if (has_name) known.head = family_head(names, row.name, row.help);
  if (has_name && row.kind == metric_kind::histogram) {
    const auto nonfinite = nonfinite_names(row.name);
    if (names_.take(nonfinite)) {
      known.nonfinite_head = family_head(nonfinite, row.name, nonfinite_help);
    }
  }
  metrics_.push_back(std::move(known));
}

void protobuf_program::run(const snapshot& reading, const page_moment& moment, std::string& page) {
  learn(reading.metrics());
  for (auto& known : metrics_) {
    if (known.head.empty()) continue;
    const auto& row = known.metric->descriptor;
    const bool exemplary = keeps_exemplars(row);
    family_.start(known.head);
    reading.each_series(*known.metric, [&](const series_reading& series) {
      if (left_out(row, series)) return;
      auto& entry = known_of(known, series);
      if (exemplary) entry.marks.read(reading.exemplars(*known.metric, series.index), moment);
      add(row, series, entry);
    });
    family_.finish(page);
    if (!known.nonfinite_head.empty()) add_nonfinite(known, reading, page);
  }
}

protobuf_program::known_series& protobuf_program::known_of(known_metric& known,
                                                           const series_reading& series) {
  if (series.index >= known.series.size()) known.series.resize(series.index + std::size_t{1});
  auto& entry = known.series[series.index];
  if (!entry.known || entry.life != series.life) {
    entry.labels = label_messages(known.metric->descriptor, known.keys, series);
    entry.marks = {};
    entry.life = series.life;
    entry.known = true;
  }
  return entry;
}

void protobuf_program::add(const metric_descriptor& metric, const series_reading& series,
                           const known_series& known) {
  const std::uint64_t cell = series.cells[0];
  switch (metric.kind) {
    case metric_kind::counter:
      family_.add_counter(known.labels, static_cast<double>(cell), created_);
      break;
    case metric_kind::up_down_counter:
      family_.add_gauge(known.labels, static_cast<double>(static_cast<std::int64_t>(cell)));
      break;
    case metric_kind::gauge:
      family_.add_gauge(known.labels, std::bit_cast<double>(cell));
      break;
    case metric_kind::histogram:
      add_histogram(metric, series, known);
      break;
  }
}

void protobuf_program::add_histogram(const metric_descriptor& metric, const series_reading& series,
                                     const known_series& known) {
  read_classic_buckets(metric, series.cells, buckets_);
  histogram_.clear();
  protozero::pbf_writer writer(histogram_);
  writer.add_uint64(field::histogram::count, buckets_.back().cumulative);
  writer.add_double(field::histogram::sum, sum_of(series.cells));
  double above = -std::numeric_limits<double>::infinity();
  for (const auto& [bound, cumulative] : buckets_) {
    bucket_.clear();
    protozero::pbf_writer bucket(bucket_);
    bucket.add_uint64(field::bucket::cumulative, cumulative);
    bucket.add_double(field::bucket::upper_bound, bound);
    if (const auto* mark = known.marks.last_within(above, bound)) {
      bucket.add_message(field::bucket::exemplar, exemplar_message(*mark));
    }
    writer.add_message(field::histogram::bucket, bucket_);
    above = bound;
  }
  if (is_exponential(metric)) {
    add_native(writer, exponential_reading(*metric.buckets, series.cells));
    for (const auto& mark : known.marks.latest(most_native_exemplars)) {
      writer.add_message(field::histogram::exemplar, exemplar_message(mark));
    }
  }
  if (!created_.empty()) writer.add_message(field::histogram::start, created_);
  family_.add_histogram(known.labels, histogram_);
}

void protobuf_program::add_nonfinite(known_metric& known, const snapshot& reading,
                                     std::string& page) {
  family_.start(known.nonfinite_head);
  reading.each_series(*known.metric, [&](const series_reading& series) {
    each_unplaced(known.metric->descriptor, series.cells,
                  [&](std::string_view what, std::uint64_t count) {
                    std::string labels = known_of(known, series).labels;
                    add_label_message(labels, nonfinite_key, what);
                    family_.add_counter(labels, static_cast<double>(count), created_);
                  });
  });
  family_.finish(page);
}

void protobuf_extra::family(const prometheus_family& family) {
  finish();
  const auto names = names_of(family.name, family.unit, family.kind);
  kind_ = family.kind;
  left_out_ = !taken_.free(names) || !own_.take(names);
  if (left_out_) ++count_left_out_;
  if (!left_out_) family_.start(family_head(names, family.name, family.help));
}

void protobuf_extra::sample(std::span<const prometheus_label> labels, std::uint64_t value) {
  sample(labels, static_cast<double>(value));
}

void protobuf_extra::sample(std::span<const prometheus_label> labels, double value) {
  if (left_out_) return;
  std::string encoded;
  for (const auto& [key, text] : labels) add_label_message(encoded, prometheus_key(key), text);
  if (kind_ == metric_kind::counter) {
    family_.add_counter(encoded, value, {});
  } else {
    family_.add_gauge(encoded, value);
  }
}

void protobuf_extra::finish() {
  family_.finish(page_);
  left_out_ = true;
}

}  // namespace engram::inline v0::detail
