// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/metrics_verbs.hpp"
#include "engram/text.hpp"
#include "engram/text_table.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>

namespace engram::tool {
namespace {

using json = nlohmann::ordered_json;

struct place {
  const document_metric* metric;
  const document_series* series;
};
/// Series by metric and labels; the labels' order does not tell them apart.
using places = std::map<std::pair<std::string, std::string>, place>;

places places_of(const metrics_document& metrics) {
  places all;
  for (const auto& metric : metrics.metrics) {
    for (const auto& series : metric.series) {
      auto sorted = series;
      std::ranges::sort(sorted.labels);
      all[{metric.name, sorted.label_text()}] = {&metric, &series};
    }
  }
  return all;
}

double quantile_at(const document_series* series, double q) {
  if (series == nullptr) return nothing;
  return quantile_of(series->buckets, q, series->min, series->max);
}

/// `a` and `b`: the series before and after; nullptr where it is not there.
series_change change_of(const document_metric& metric, const std::string& labels,
                        const document_series* a, const document_series* b) {
  series_change change{.metric = metric.name,
                       .unit = metric.unit,
                       .labels = labels,
                       .kind = metric.kind,
                       .before = {},
                       .after = {}};
  if (a != nullptr) change.before = a->value;
  if (b != nullptr) change.after = b->value;
  change.p50_before = quantile_at(a, .5);
  change.p50_after = quantile_at(b, .5);
  change.p99_before = quantile_at(a, .99);
  change.p99_after = quantile_at(b, .99);
  return change;
}

bool differs(double a, double b) { return a != b && !(std::isnan(a) && std::isnan(b)); }

bool is_change(const series_change& each) {
  if (!each.before || !each.after)
    return each.before.value_or(0) != 0 || each.after.value_or(0) != 0;
  return differs(*each.before, *each.after);
}

json number(double value) { return std::isfinite(value) ? json(value) : json(nullptr); }
json number(std::optional<double> value) { return value ? number(*value) : json(nullptr); }

std::string change_text(const series_change& each) {
  if (!each.before) return "new";
  if (!each.after) return "gone";
  if (*each.before == 0) return "from 0";
  const double share = (*each.after - *each.before) / std::abs(*each.before);
  return (share > 0 ? "+" : "") + percent(share);
}

std::string quantiles_text(double a, double b, std::string_view unit) {
  if (std::isnan(a) && std::isnan(b)) return {};
  return quantity(a, unit) + " > " + quantity(b, unit);
}

}  // namespace

double series_change::relative() const {
  if (!before || !after) return 1;
  const double greater = std::max(std::abs(*before), std::abs(*after));
  return std::isfinite(greater) && greater > 0 ? std::abs(*after - *before) / greater : 1;
}

std::vector<series_change> changes_between(const metrics_document& a, const metrics_document& b) {
  const auto before = places_of(a);
  auto all = places_of(b);
  std::vector<series_change> changes;
  for (const auto& [name, at] : before) {
    const auto found = all.find(name);
    const auto* now = found == all.end() ? nullptr : found->second.series;
    changes.push_back(change_of(*at.metric, name.second, at.series, now));
    all.erase(name);
  }
  for (const auto& [name, at] : all) {
    changes.push_back(change_of(*at.metric, name.second, nullptr, at.series));
  }
  std::erase_if(changes, [](const series_change& each) { return !is_change(each); });
  std::ranges::stable_sort(changes, std::greater{}, &series_change::relative);
  return changes;
}

std::string diff_text(const metrics_document& a, const metrics_document& b,
                      const std::vector<series_change>& changes) {
  std::string text =
      "from " + a.source + ", " + a.time + "\n  to " + b.source + ", " + b.time + "\n";
  if (changes.empty()) return text + "nothing changed\n";
  text_table table({"series", ">before", ">after", ">change", ">p50", ">p99"});
  for (const auto& each : changes) {
    const std::string unit = each.kind == metric_kind::histogram ? std::string() : each.unit;
    table.add({each.metric + (each.labels.empty() ? "" : "{" + each.labels + "}"),
               quantity(each.before.value_or(nothing), unit),
               quantity(each.after.value_or(nothing), unit), change_text(each),
               quantiles_text(each.p50_before, each.p50_after, each.unit),
               quantiles_text(each.p99_before, each.p99_after, each.unit)});
  }
  return text + table.text();
}

std::string diff_json(const metrics_document& a, const metrics_document& b,
                      const std::vector<series_change>& changes) {
  json rows = json::array();
  for (const auto& each : changes) {
    json row = {{"metric", each.metric},        {"labels", each.labels},
                {"kind", kind_name(each.kind)}, {"before", number(each.before)},
                {"after", number(each.after)},  {"relative", each.relative()}};
    if (each.kind == metric_kind::histogram) {
      row["p50"] = {number(each.p50_before), number(each.p50_after)};
      row["p99"] = {number(each.p99_before), number(each.p99_after)};
    }
    rows.push_back(row);
  }
  return json{{"version", 1}, {"from", a.time}, {"to", b.time}, {"changes", rows}}.dump(2) + "\n";
}

}  // namespace engram::tool
