// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/config_reader.hpp"
#include "engram/metrics_verbs.hpp"
#include "engram/text_table.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace engram::tool {
namespace {

using json = nlohmann::ordered_json;

/// The keys of a metric's labels, in their order.
std::string keys_of(const document_metric& metric) {
  std::string keys;
  if (metric.series.empty()) return keys;
  for (const auto& [key, value] : metric.series.front().labels) {
    keys += (keys.empty() ? "" : ",") + key;
  }
  return keys;
}

double total_of(const document_metric& metric) {
  if (metric.kind == metric_kind::gauge && metric.series.size() != 1) return nothing;
  double sum = 0;
  for (const auto& each : metric.series) sum += each.value;
  return sum;
}

/// Over ten seconds, or over one where there are not ten yet.
double rate_of(const document_metric& metric) {
  double sum = nothing;
  for (const auto& each : metric.series) {
    double rate = each.in_window("10s", "rate");
    if (std::isnan(rate)) rate = each.in_window("1s", "rate");
    if (!std::isnan(rate)) sum = std::isnan(sum) ? rate : sum + rate;
  }
  return sum;
}

json number(double value) { return std::isfinite(value) ? json(value) : json(nullptr); }

std::string now_of(const document_metric& metric) {
  // What a histogram says is how often, in no unit of its values.
  const bool counts = metric.kind == metric_kind::histogram;
  return quantity(total_of(metric), counts ? "" : metric.unit);
}

}  // namespace

std::string list_text(const metrics_document& metrics) {
  text_table table({"metric", "kind", "unit", ">series", "labels", ">now", ">a second"});
  for (const auto& each : metrics.metrics) {
    table.add({each.name, std::string(kind_name(each.kind)), each.unit,
               count_of(static_cast<double>(each.series.size())), keys_of(each), now_of(each),
               count_of(rate_of(each))});
  }
  return table.text();
}

std::string list_json(const metrics_document& metrics) {
  json all = json::array();
  for (const auto& each : metrics.metrics) {
    all.push_back({{"name", each.name},
                   {"kind", kind_name(each.kind)},
                   {"unit", each.unit},
                   {"help", each.help},
                   {"series", each.series.size()},
                   {"labels", keys_of(each)},
                   {"now", number(total_of(each))},
                   {"rate", number(rate_of(each))}});
  }
  return json{{"version", 1}, {"source", metrics.source}, {"metrics", all}}.dump(2) + "\n";
}

std::string unknown_metric(const metrics_document& metrics, std::string_view name) {
  std::vector<std::string_view> near;
  std::vector<std::string_view> all;
  for (const auto& each : metrics.metrics) {
    all.push_back(each.name);
    if (each.name.find(name) != std::string::npos) near.push_back(each.name);
  }
  if (const auto meant = nearest(name, all); near.empty() && !meant.empty()) near = {meant};
  std::string text = metrics.source + " has no metric " + std::string(name);
  if (near.size() > 5) near.resize(5);
  return text + (near.empty() ? "; engram metrics list shows all"
                              : "; did you mean " + alternatives(near) + "?");
}

}  // namespace engram::tool
