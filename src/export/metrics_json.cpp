// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/base64.hpp"
#include "export/json_document.hpp"
#include "export/rfc3339.hpp"
#include "export/utf8.hpp"

#include <engram/cognitive/catalogue.hpp>
#include <engram/collect/cognitive_rates.hpp>
#include <engram/collect/exponential_reading.hpp>
#include <engram/exemplar.hpp>
#include <engram/export/metrics_json.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <ranges>
#include <span>

namespace engram::inline v0 {
namespace {

using detail::json_document;

/// The version that a document names. It grows when a reader would have to change.
constexpr std::uint64_t version = 1;

struct named_window {
  std::string_view name;
  window over;
};

bool is_utf8(std::string_view text) noexcept {
  while (!text.empty()) {
    const std::size_t length = detail::utf8_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string_view name_of(metric_kind kind) noexcept {
  switch (kind) {
    case metric_kind::counter:
      return "counter";
    case metric_kind::up_down_counter:
      return "up_down_counter";
    case metric_kind::gauge:
      return "gauge";
    case metric_kind::histogram:
      break;
  }
  return "histogram";
}

/// Calls `visit` with a reading of a histogram's series.
template <class Visit>
void read_histogram(const bucket_layout& layout, std::span<const std::uint64_t> cells,
                    Visit visit) {
  if (layout.kind == bucket_kind::exponential) return visit(exponential_reading(layout, cells));
  visit(histogram_reading(layout, cells));
}

/// Writes the document of one snapshot.
class writer {
 public:
  writer(const snapshot& reading, std::span<const named_window> windows)
      : reading_(reading), windows_(windows) {}

  std::string write(std::int64_t wall_ns, const metrics_json_options& options) && {
    out_.begin_object();
    write_head(wall_ns, options);
    out_.key("metrics").begin_array();
    for (const auto* metric : reading_.metrics()) write_metric(*metric);
    out_.end_array();
    write_rates();
    out_.end_object();
    return std::move(out_).take();
  }

 private:
  void write_head(std::int64_t wall_ns, const metrics_json_options& options);
  void write_metric(const metric_entry& metric);
  void write_bounds(const bucket_layout& layout);
  void write_series(const metric_entry& metric, const series_reading& series);
  void write_labels(std::span<const series_label> labels);
  void write_value(const metric_entry& metric, std::uint64_t cell);
  template <class Reading>
  void write_histogram(const Reading& read);
  void write_buckets(const histogram_reading& read);
  void write_buckets(const exponential_reading& read);
  void write_side(std::string_view key, const exponential_reading::window& side);
  void write_counts(std::span<const std::uint64_t> counts);
  void write_exemplars(std::span<const exemplar> all);
  void write_window(const window& over, const metric_entry& metric, std::uint32_t index);
  void write_window(const counter_window& read);
  void write_window(const level_window& read);
  void write_window(const histogram_window& read);
  void write_rates();
  void write_rates(const snapshot& reading);
  bool has_cognitive_metrics() const;
  void real(std::string_view key, double value) { out_.key(key).number(value); }
  void real_or_null(std::string_view key, double value) { out_.key(key).number_or_null(value); }

  const snapshot& reading_;
  std::span<const named_window> windows_;
  json_document out_;
  std::vector<std::string> keys_;
};

void writer::write_head(std::int64_t wall_ns, const metrics_json_options& options) {
  std::array<char, detail::rfc3339::bytes> time;
  const char* end = detail::rfc3339().put(time.data(), wall_ns);
  out_.key("engram").text("metrics");
  out_.key("version").number(version);
  out_.key("time").text({time.data(), static_cast<std::size_t>(end - time.data())});
  out_.key("resource").begin_object();
  for (const auto& [name, value] : options.resource) out_.key(name).text(value);
  out_.end_object();
  out_.key("windows").begin_object();
  for (const auto& [name, over] : windows_) {
    out_.key(name).begin_object();
    real("seconds", std::chrono::duration<double>(over.span()).count());
    out_.end_object();
  }
  out_.end_object();
}

void writer::write_metric(const metric_entry& metric) {
  const auto& row = metric.descriptor;
  out_.begin_object();
  out_.key("name").text(row.name);
  out_.key("kind").text(name_of(row.kind));
  out_.key("unit").text(row.unit);
  out_.key("help").text(row.help);
  if (row.kind == metric_kind::histogram) write_bounds(*row.buckets);
  out_.key("series").begin_array();
  reading_.each_series(metric, [&](const series_reading& series) {
    if (!series.spare || !series.empty()) write_series(metric, series);
  });
  out_.end_array();
  out_.end_object();
}

void writer::write_bounds(const bucket_layout& layout) {
  if (layout.kind == bucket_kind::exponential) {
    out_.key("layout").text("exponential");
    return;
  }
  out_.key("layout").text("bounds");
  out_.key("bounds").begin_array();
  for (std::uint32_t i = 0; i + 1 < layout.count; ++i) out_.number(layout.upper_bound(i));
  out_.end_array();
}

void writer::write_series(const metric_entry& metric, const series_reading& series) {
  out_.begin_object();
  write_labels(series.labels);
  if (metric.descriptor.kind == metric_kind::histogram) {
    read_histogram(*metric.descriptor.buckets, series.cells,
                   [this](const auto& read) { write_histogram(read); });
    write_exemplars(reading_.exemplars(metric, series.index));
  } else {
    write_value(metric, series.cells[0]);
  }
  out_.key("windows").begin_object();
  for (const auto& [name, over] : windows_) {
    out_.key(name).begin_object();
    write_window(over, metric, series.index);
    out_.end_object();
  }
  out_.end_object();
  out_.end_object();
}

void writer::write_labels(std::span<const series_label> labels) {
  out_.key("labels").begin_object();
  keys_.clear();
  for (const auto& [name, value] : labels) {
    auto& key = keys_.emplace_back(name);
    while (std::find(keys_.begin(), keys_.end() - 1, key) != keys_.end() - 1) key += '_';
    out_.key(key);
    if (is_utf8(value)) {
      out_.text(value);
      continue;
    }
    out_.begin_object();
    out_.key("base64").text(detail::base64(value));
    out_.end_object();
  }
  out_.end_object();
}

void writer::write_value(const metric_entry& metric, std::uint64_t cell) {
  out_.key("value");
  switch (metric.descriptor.kind) {
    case metric_kind::gauge:
      return out_.number(std::bit_cast<double>(cell));
    case metric_kind::up_down_counter:
      return out_.number(static_cast<std::int64_t>(cell));
    default:
      return out_.number(cell);
  }
}

template <class Reading>
void writer::write_histogram(const Reading& read) {
  out_.key("count").number(read.count());
  real("sum", read.sum());
  real_or_null("min", read.min());
  real_or_null("max", read.max());
  write_buckets(read);
  if ((read.nan() | read.positive_infinity() | read.negative_infinity()) == 0) return;
  out_.key("nonfinite").begin_object();
  out_.key("nan").number(read.nan());
  out_.key("positive_infinity").number(read.positive_infinity());
  out_.key("negative_infinity").number(read.negative_infinity());
  out_.end_object();
}

void writer::write_buckets(const histogram_reading& read) {
  out_.key("buckets");
  write_counts(read.buckets());
}

void writer::write_buckets(const exponential_reading& read) {
  out_.key("scale").number(std::int64_t{read.scale()});
  out_.key("zero_count").number(read.zero_count());
  write_side("positive", read.positive());
  write_side("negative", read.negative());
  if (read.out_of_domain() != 0) out_.key("out_of_domain").number(read.out_of_domain());
}

void writer::write_side(std::string_view key, const exponential_reading::window& side) {
  out_.key(key).begin_object();
  out_.key("offset").number(std::int64_t{side.offset});
  out_.key("counts");
  write_counts(side.counts);
  out_.end_object();
}

void writer::write_counts(std::span<const std::uint64_t> counts) {
  out_.begin_array();
  for (const auto n : counts) out_.number(n);
  out_.end_array();
}

void writer::write_exemplars(std::span<const exemplar> all) {
  const auto is_one = [](const exemplar& each) { return each.operation != 0; };
  if (std::ranges::none_of(all, is_one)) return;
  out_.key("exemplars").begin_array();
  for (const auto& each : all | std::views::filter(is_one)) {
    std::array<char, 16> id;
    detail::put_hex(id.data(), each.operation);
    out_.begin_object();
    real("value", each.value);
    out_.key("operation").text({id.data(), id.size()});
    out_.end_object();
  }
  out_.end_array();
}

void writer::write_window(const window& over, const metric_entry& metric, std::uint32_t index) {
  const auto cells = over.change().series(metric, index);
  switch (metric.descriptor.kind) {
    case metric_kind::counter:
      return write_window(over.counter(cells[0]));
    case metric_kind::histogram:
      return read_histogram(*metric.descriptor.buckets, cells,
                            [&](const auto& read) { write_window(over.histogram(read)); });
    default:
      return write_window(over.level(metric.descriptor.name, index));
  }
}

void writer::write_window(const counter_window& read) {
  out_.key("count").number(read.count);
  real("rate", read.rate);
}

void writer::write_window(const level_window& read) {
  out_.key("samples").number(read.samples);
  real("last", read.last);
  real_or_null("min", read.min);
  real_or_null("max", read.max);
  real_or_null("mean", read.mean);
}

void writer::write_window(const histogram_window& read) {
  out_.key("count").number(read.count);
  real("rate", read.rate);
  real("sum", read.sum);
  real_or_null("mean", read.mean);
  real_or_null("min", read.min);
  real_or_null("max", read.max);
  real_or_null("p50", read.p50);
  real_or_null("p90", read.p90);
  real_or_null("p99", read.p99);
}

/// Whether all metrics that the rates are derived from were read.
bool writer::has_cognitive_metrics() const {
  bool all = true;
  cognitive::for_each_metric<on>([&](const auto& metric) {
    const auto is_it = [&](const metric_entry* entry) {
      return entry->descriptor.name == metric.descriptor().name;
    };
    all = all && std::ranges::any_of(reading_.metrics(), is_it);
  });
  return all;
}

void writer::write_rates() {
  if (!has_cognitive_metrics()) return;
  out_.key("rates").begin_object();
  write_rates(reading_);
  out_.key("windows").begin_object();
  for (const auto& [name, over] : windows_) {
    out_.key(name).begin_object();
    write_rates(over.change());
    out_.end_object();
  }
  out_.end_object();
  out_.end_object();
}

void writer::write_rates(const snapshot& reading) {
  const auto rates = derive_rates(reading);
  real_or_null("lure_rate", rates.lure_rate);
  real_or_null("veridical_rate", rates.veridical_rate);
  real_or_null("window_hit_rate", rates.window_hit_rate);
  real_or_null("facilitation", rates.facilitation);
  real_or_null("spacing_ratio", rates.spacing_ratio);
}

}  // namespace

std::string metrics_json(const snapshot& reading, std::int64_t wall_ns,
                         const metrics_json_options& options) {
  return writer(reading, {}).write(wall_ns, options);
}

std::string metrics_json(const window_reading& reading, std::int64_t wall_ns,
                         const metrics_json_options& options) {
  std::vector<named_window> windows;
  for (const auto& [name, length] : window_lengths) {
    auto over = reading.over(length);
    if (!over.empty()) windows.push_back({name, std::move(over)});
  }
  return writer(reading.now, windows).write(wall_ns, options);
}

}  // namespace engram::inline v0
