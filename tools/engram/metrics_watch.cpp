// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/metrics_verbs.hpp"
#include "engram/text.hpp"
#include "engram/text_table.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <map>

namespace engram::tool {
namespace {

using json = nlohmann::ordered_json;
using bucket = document_series::bucket;
using bucket_counts = std::map<std::pair<double, double>, std::uint64_t>;

/// The buckets of all series together.
bucket_counts merged(const document_metric& metric) {
  bucket_counts all;
  for (const auto& series : metric.series) {
    for (const auto& each : series.buckets) all[{each.lower, each.upper}] += each.count;
  }
  return all;
}

/// What was recorded between two readings; nothing where the buckets have changed their bounds.
std::vector<bucket> recorded_between(const document_metric& before, const document_metric& now) {
  auto counts = merged(now);
  for (const auto& [bounds, count] : merged(before)) {
    auto& left = counts[bounds];
    if (left < count) return {};
    left -= count;
  }
  std::vector<bucket> all;
  for (const auto& [bounds, count] : counts) all.push_back({bounds.first, bounds.second, count});
  return all;
}

double total_of(const document_metric& metric) {
  double sum = 0;
  for (const auto& each : metric.series) sum += each.value;
  const auto series = static_cast<double>(metric.series.size());
  return metric.kind == metric_kind::gauge ? sum / series : sum;
}

bool is_counted(const document_metric& metric) {
  return metric.kind == metric_kind::counter || metric.kind == metric_kind::histogram;
}

json number(double value) { return std::isfinite(value) ? json(value) : json(nullptr); }

constexpr std::size_t time_width = 10;
constexpr std::size_t column_width = 15;

std::string columns(const std::string& time, const std::vector<std::string>& cells) {
  std::string line = left(time, time_width);
  for (const auto& each : cells) line += right(each, column_width);
  return line + "\n";
}

}  // namespace

watched_second watch_step(const document_metric* before, const document_metric& now,
                          std::string_view time, double seconds) {
  // "2026-11-25T02:14:00.123456789Z"
  watched_second step{.time = std::string(time.size() >= 19 ? time.substr(11, 8) : time),
                      .value = total_of(now)};
  if (before == nullptr || seconds <= 0) return step;
  const double change = step.value - total_of(*before);
  if (is_counted(now) && change >= 0) step.rate = change / seconds;  // else it began anew
  if (now.kind != metric_kind::histogram) return step;
  const auto recorded = recorded_between(*before, now);
  step.p50 = quantile_of(recorded, .5, nothing, nothing);
  step.p99 = quantile_of(recorded, .99, nothing, nothing);
  return step;
}

std::string watch_heading(const document_metric& metric) {
  std::vector<std::string> cells{metric.kind == metric_kind::histogram ? "count" : "value"};
  if (is_counted(metric)) cells.emplace_back("a second");
  if (metric.kind == metric_kind::histogram) cells.insert(cells.end(), {"p50", "p99"});
  return columns("UTC", cells);
}

std::string watch_line(const document_metric& metric, const watched_second& step) {
  const bool histogram = metric.kind == metric_kind::histogram;
  std::vector<std::string> cells{quantity(step.value, histogram ? "" : metric.unit)};
  if (is_counted(metric)) cells.push_back(count_of(step.rate));
  if (histogram) {
    cells.push_back(quantity(step.p50, metric.unit));
    cells.push_back(quantity(step.p99, metric.unit));
  }
  return columns(step.time, cells);
}

std::string watch_json(const document_metric& metric, const watched_second& step) {
  json line = {{"time", step.time}, {"metric", metric.name}, {"value", number(step.value)}};
  if (is_counted(metric)) line["rate"] = number(step.rate);
  if (metric.kind == metric_kind::histogram) {
    line["p50"] = number(step.p50);
    line["p99"] = number(step.p99);
  }
  return line.dump() + "\n";
}

}  // namespace engram::tool
