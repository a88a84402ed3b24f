// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/metrics_verbs.hpp"
#include "engram/text.hpp"
#include "engram/text_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace engram::tool {
namespace {

constexpr std::size_t bar_width = 40;
/// More rows than this are drawn together, two and two.
constexpr std::size_t most_rows = 24;
constexpr std::array<std::string_view, 4> window_names{"1s", "10s", "1m", "5m"};

using bucket = document_series::bucket;

/// Buckets from the first to the last in use, neighbours together where they are too many.
std::vector<bucket> drawn(const std::vector<bucket>& all) {
  const auto used = [](const bucket& each) { return each.count > 0; };
  const auto first = std::ranges::find_if(all, used);
  const auto last = std::find_if(all.rbegin(), all.rend(), used).base();
  if (first == all.end()) return {};
  std::vector<bucket> rows(first, last);
  while (rows.size() > most_rows) {
    for (std::size_t i = 0; i + 1 < rows.size(); i += 2) {
      rows[i / 2] = {rows[i].lower, rows[i + 1].upper, rows[i].count + rows[i + 1].count};
    }
    if (rows.size() % 2 != 0) rows[rows.size() / 2] = rows.back();
    rows.resize((rows.size() + 1) / 2);
  }
  return rows;
}

std::string range_of(const bucket& each, std::string_view unit) {
  if (std::isinf(each.lower) && each.lower < 0) return "up to " + quantity(each.upper, unit);
  if (std::isinf(each.upper)) return "over " + quantity(each.lower, unit);
  if (each.lower == each.upper) return quantity(each.lower, unit);
  return "to " + quantity(each.upper, unit);
}

std::string histogram_of(const document_series& series, std::string_view unit) {
  const auto rows = drawn(series.buckets);
  if (rows.empty()) return {};
  const auto most = std::ranges::max(rows, {}, &bucket::count).count;
  text_table table({">values", ">count", ""});
  for (const auto& each : rows) {
    const double share = static_cast<double>(each.count) / static_cast<double>(most);
    const auto length = static_cast<std::size_t>(std::ceil(share * bar_width));
    table.add({range_of(each, unit), count_of(static_cast<double>(each.count)),
               std::string(length, '#')});
  }
  return table.text("  ");
}

std::string distribution_line(const document_series& series, std::string_view unit) {
  const auto at = [&](double q) {
    return quantity(quantile_of(series.buckets, q, series.min, series.max), unit);
  };
  const double mean = series.value > 0 ? series.sum / series.value : nothing;
  return "  count " + count_of(series.value) + "  mean " + quantity(mean, unit) + "  min " +
         quantity(series.min, unit) + "  p50 " + at(.5) + "  p90 " + at(.9) + "  p99 " + at(.99) +
         "  max " + quantity(series.max, unit) + "\n";
}

/// One row for each window that there is.
std::string windows_of(const document_series& series, const document_metric& metric) {
  static constexpr std::array<std::string_view, 5> spread{"mean", "min", "p50", "p99", "max"};
  static constexpr std::array<std::string_view, 4> level{"last", "mean", "min", "max"};
  const bool histogram = metric.kind == metric_kind::histogram;
  const bool counted = histogram || metric.kind == metric_kind::counter;
  std::vector<std::string> headings{"last"};
  if (counted) headings.insert(headings.end(), {">count", ">a second"});
  std::vector<std::string_view> figures;
  if (histogram) figures.assign(spread.begin(), spread.end());
  if (!counted) figures.assign(level.begin(), level.end());
  for (const auto each : figures) headings.push_back(">" + std::string(each));
  text_table table(headings);
  for (const auto name : window_names) {
    if (!series.windows.contains(name)) continue;
    std::vector<std::string> row{std::string(name)};
    if (counted) {
      row.push_back(count_of(series.in_window(name, "count")));
      row.push_back(count_of(series.in_window(name, "rate")));
    }
    for (const auto each : figures)
      row.push_back(quantity(series.in_window(name, each), metric.unit));
    table.add(row);
  }
  return table.empty() ? "" : table.text("  ");
}

}  // namespace

std::string describe_text(const document_metric& metric) {
  std::string text = metric.name + "\n" + (metric.help.empty() ? "" : "  " + metric.help + "\n");
  text += "  " + std::string(kind_name(metric.kind)) +
          (metric.unit.empty() ? "" : " in " + metric.unit) +
          (metric.exponential ? ", exponential buckets" : "") + ", " +
          count_of(static_cast<double>(metric.series.size())) + " series\n";
  for (const auto& series : metric.series) {
    text += "\n" + (series.labels.empty() ? std::string("all") : series.label_text()) + "\n";
    if (metric.kind != metric_kind::histogram) {
      text += "  " + quantity(series.value, metric.unit) + "\n";
    } else if (series.value > 0) {
      text += distribution_line(series, metric.unit) + histogram_of(series, metric.unit);
    } else {
      text += "  nothing recorded\n";
    }
    text += windows_of(series, metric);
  }
  return text;
}

}  // namespace engram::tool
