// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/metrics_document.hpp"

#include "engram/http_fetch.hpp"
#include "engram/probe.hpp"

#include <engram/collect/registry.hpp>
#include <engram/export/metrics_json.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <set>

namespace engram::tool {
namespace {

using json = nlohmann::ordered_json;

constexpr std::array<std::pair<std::string_view, metric_kind>, 4> kinds{
    std::pair{"counter", metric_kind::counter},
    std::pair{"up_down_counter", metric_kind::up_down_counter},
    std::pair{"gauge", metric_kind::gauge}, std::pair{"histogram", metric_kind::histogram}};

/// A number, also one that JSON cannot hold and stands as text.
double number_of(const json& value) {
  if (value.is_null()) return nothing;
  if (!value.is_string()) return value.get<double>();
  const auto text = value.get<std::string>();
  if (text == "Infinity") return std::numeric_limits<double>::infinity();
  if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
  double number = nothing;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}
std::uint64_t whole_of(const json& value) {
  if (!value.is_string()) return value.get<std::uint64_t>();
  const auto text = value.get<std::string>();
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}
double number_at(const json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() ? nothing : number_of(*found);
}

/// A value that is no text stands as base64 in an object.
std::string label_value(const json& value) {
  return value.is_string() ? value.get<std::string>()
                           : "base64:" + value.at("base64").get<std::string>();
}

void add_fixed(document_series& to, const json& series, const json& bounds) {
  double lower = -std::numeric_limits<double>::infinity();
  const auto& counts = series.at("buckets");
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double upper =
        i < bounds.size() ? number_of(bounds[i]) : std::numeric_limits<double>::infinity();
    to.buckets.push_back({lower, upper, whole_of(counts[i])});
    lower = upper;
  }
}

void add_exponential(document_series& to, const json& series) {
  const double step = std::exp2(-number_of(series.at("scale")));  // of the exponent
  const auto bound = [step](double index) { return std::exp2(index * step); };
  if (const auto side = series.find("negative"); side != series.end()) {
    const auto& counts = side->at("counts");
    for (std::size_t i = counts.size(); i-- > 0;) {
      const double index = number_of(side->at("offset")) + static_cast<double>(i);
      to.buckets.push_back({-bound(index + 1), -bound(index), whole_of(counts[i])});
    }
  }
  to.buckets.push_back({0, 0, whole_of(series.at("zero_count"))});
  const auto& side = series.at("positive");
  const auto& counts = side.at("counts");
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double index = number_of(side.at("offset")) + static_cast<double>(i);
    to.buckets.push_back({bound(index), bound(index + 1), whole_of(counts[i])});
  }
}

document_series series_of(const json& from, const document_metric& metric, const json& all) {
  document_series to;
  for (const auto& [key, value] : from.at("labels").items()) {
    to.labels.emplace_back(key, label_value(value));
  }
  if (metric.kind == metric_kind::histogram) {
    to.value = number_of(from.at("count"));
    to.sum = number_at(from, "sum");
    to.min = number_at(from, "min");
    to.max = number_at(from, "max");
    metric.exponential ? add_exponential(to, from) : add_fixed(to, from, all.at("bounds"));
    if (const auto odd = from.find("nonfinite"); odd != from.end()) {
      if (const auto nan = odd->find("nan"); nan != odd->end()) to.nan = whole_of(*nan);
    }
  } else {
    to.value = number_of(from.at("value"));
  }
  if (const auto windows = from.find("windows"); windows != from.end()) {
    for (const auto& [name, figures] : windows->items()) {
      for (const auto& [figure, value] : figures.items()) {
        to.windows[name][figure] = number_of(value);
      }
    }
  }
  return to;
}

document_metric metric_of(const json& from) {
  document_metric to{.name = from.at("name"),
                     .unit = from.at("unit"),
                     .help = from.at("help"),
                     .series = {},
                     .json = from.dump(2)};
  const auto kind = from.at("kind").get<std::string>();
  const auto* found = std::ranges::find(kinds, kind, &decltype(kinds)::value_type::first);
  if (found == kinds.end()) throw document_error("\"" + kind + "\" is no kind of a metric");
  to.kind = found->second;
  to.exponential = from.value("layout", "") == "exponential";
  for (const auto& series : from.at("series")) to.series.push_back(series_of(series, to, from));
  return to;
}

json checked(std::string_view text, const std::string& source) {
  auto all = json::parse(text, nullptr, false);
  if (all.is_discarded()) {
    throw document_error(source + ": this is no JSON; it should be what /metrics.json serves");
  }
  if (!all.is_object() || all.value("engram", "") != "metrics") {
    throw document_error(source +
                         ": this JSON does not begin with \"engram\":\"metrics\"; it "
                         "should be what /metrics.json serves");
  }
  if (const auto version = all.find("version"); version == all.end() || *version != 1) {
    throw document_error(source + ": version " +
                         (version == all.end() ? "missing" : version->dump()) +
                         "; this command reads version 1");
  }
  return all;
}

std::string contents_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw document_error(path + ": it cannot be read; name a file or an http URL");
  return {std::istreambuf_iterator<char>(file), {}};
}

metric_facts facts_of(const document_metric& metric) {
  metric_facts facts{.name = metric.name,
                     .help = metric.help,
                     .unit = metric.unit,
                     .kind = metric.kind,
                     .series = metric.series.size()};
  std::set<std::string> keys;
  facts.fixed_buckets = metric.kind == metric_kind::histogram && !metric.exponential;
  for (const auto& series : metric.series) {
    for (const auto& [key, value] : series.labels) {
      if (key == overflow_label.key) facts.overflowed |= series.value > 0;
      if (key != overflow_label.key) keys.insert(key);
    }
    facts.nan += series.nan;
    if (metric.kind == metric_kind::gauge && std::isnan(series.value)) ++facts.nan;
    for (const auto& bucket : series.buckets) facts.count += bucket.count;
    if (!facts.fixed_buckets || series.buckets.empty()) continue;
    facts.in_first += series.buckets.front().count;
    facts.in_last += series.buckets.back().count;
  }
  facts.label_keys.assign(keys.begin(), keys.end());
  return facts;
}

}  // namespace

std::string document_series::label_text() const {
  std::string text;
  for (const auto& [key, of] : labels) {
    text.append(text.empty() ? "" : ",").append(key).append("=\"").append(of).append("\"");
  }
  return text;
}

double document_series::in_window(std::string_view name, std::string_view figure) const {
  const auto found = windows.find(name);
  if (found == windows.end()) return nothing;
  const auto number = found->second.find(figure);
  return number == found->second.end() ? nothing : number->second;
}

double quantile_of(const std::vector<document_series::bucket>& buckets, double q, double min,
                   double max) {
  std::uint64_t all = 0;
  for (const auto& each : buckets) all += each.count;
  if (all == 0) return nothing;
  double left = q * static_cast<double>(all);
  for (const auto& each : buckets) {
    const auto here = static_cast<double>(each.count);
    if (each.count == 0 || left > here) {
      left -= here;
      continue;
    }
    const double lower = std::isnan(min) ? each.lower : std::max(each.lower, min);
    const double upper = std::isnan(max) ? each.upper : std::min(each.upper, max);
    if (std::isinf(lower)) return upper;
    if (std::isinf(upper)) return lower;
    return lower + (upper - lower) * std::max(left, 0.0) / here;
  }
  return max;
}

const document_metric* metrics_document::find(std::string_view name) const {
  const auto found = std::ranges::find(metrics, name, &document_metric::name);
  return found == metrics.end() ? nullptr : &*found;
}

std::vector<metric_facts> metrics_document::facts() const {
  std::vector<metric_facts> all;
  all.reserve(metrics.size());
  for (const auto& metric : metrics) all.push_back(facts_of(metric));
  return all;
}

std::string_view kind_name(metric_kind kind) {
  return std::ranges::find(kinds, kind, &decltype(kinds)::value_type::second)->first;
}

metrics_document parse_metrics(std::string_view text, const std::string& source) {
  const auto all = checked(text, source);
  metrics_document to{.source = source, .time = {}, .metrics = {}};
  try {
    to.time = all.at("time");
    for (const auto& metric : all.at("metrics")) to.metrics.push_back(metric_of(metric));
  } catch (const json::exception& error) {
    throw document_error(source + ": not as version 1 has it: " + error.what());
  } catch (const document_error& error) {
    throw document_error(source + ": " + error.what());
  }
  return to;
}

metrics_document load_metrics(const std::string& source) {
  const bool fetched = source.find("://") != std::string::npos;
  return parse_metrics(fetched ? fetch(source, "/metrics.json") : contents_of(source), source);
}

metrics_document built_in_metrics() {
  registry all;
  for_each_run_metric<on>([&all](const auto& metric) { all.declare(metric); });
  return parse_metrics(metrics_json(all.scrape(), 0), "built in");
}

}  // namespace engram::tool
