// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/exponential_reading.hpp>
#include <engram/collect/histogram_reading.hpp>
#include <engram/export/metric_lint.hpp>

#include <bit>
#include <cmath>

namespace engram::inline v0 {
namespace {

void add_histogram(metric_facts& facts, const bucket_layout& layout, const series_reading& series) {
  if (layout.kind == bucket_kind::exponential) {
    const exponential_reading reading(layout, series.cells);
    facts.count += reading.count();
    facts.nan += reading.nan();
    return;
  }
  const histogram_reading reading(layout, series.cells);
  facts.fixed_buckets = true;
  facts.count += reading.count();
  facts.nan += reading.nan();
  facts.in_first += reading.buckets().front();
  facts.in_last += reading.buckets().back();
}

std::uint64_t sets_in(const detail::label_sets& sets) {
  std::uint64_t used = 0;
  for (const auto& chunk : sets.chunks) used += chunk->rows.size();
  return used;
}

void count_series(metric_facts& facts, const snapshot& reading, const metric_entry& metric) {
  const auto& row = metric.descriptor;
  if (row.text_keys.empty()) {
    facts.series = 1;
    for (const auto& each : row.dimensions) facts.series *= each.values.size();
    return;
  }
  const std::uint64_t enums = detail::count_enums(row);
  const auto* sets = reading.label_sets_of(metric);
  const std::uint64_t used = sets == nullptr ? 0 : sets_in(*sets);
  facts.sets = {.used = used, .limit = row.series / enums - 1};  // the overflow is one more
  facts.series = used * enums;
}

metric_facts facts_of(const snapshot& reading, const metric_entry& metric) {
  const auto& row = metric.descriptor;
  metric_facts facts{.name = std::string(row.name),
                     .help = std::string(row.help),
                     .unit = std::string(row.unit),
                     .kind = row.kind,
                     .label_keys = {row.text_keys.begin(), row.text_keys.end()}};
  for (const auto& each : row.dimensions) facts.label_keys.emplace_back(each.key);
  count_series(facts, reading, metric);
  reading.each_series(metric, [&](const series_reading& series) {
    facts.overflowed |= series.overflow && !series.empty();
    if (row.kind == metric_kind::histogram) add_histogram(facts, *row.buckets, series);
    if (row.kind != metric_kind::gauge) return;
    facts.nan += std::isnan(std::bit_cast<double>(series.cells[0])) ? 1U : 0U;
  });
  return facts;
}

}  // namespace

std::vector<metric_facts> facts_of(const snapshot& reading) {
  std::vector<metric_facts> all;
  all.reserve(reading.metrics().size());
  for (const auto* metric : reading.metrics()) all.push_back(facts_of(reading, *metric));
  return all;
}

}  // namespace engram::inline v0
