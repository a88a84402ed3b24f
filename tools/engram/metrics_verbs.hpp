// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engram/metrics_document.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The verbs of `engram metrics`, as text for people and as JSON.
namespace engram::tool {

/// A line for each metric: name, kind, series, what it says now, and a second.
std::string list_text(const metrics_document& metrics);
std::string list_json(const metrics_document& metrics);

/// Everything of one metric.
std::string describe_text(const document_metric& metric);

/// A name that is not there, with those that come near.
std::string unknown_metric(const metrics_document& metrics, std::string_view name);

/// What a metric did between two readings of it.
struct watched_second {
  std::string time;        ///< of day, UTC
  double value = nothing;  ///< the sum of all series; of a gauge their mean
  double rate = nothing;   ///< a second; NaN at first
  double p50 = nothing;    ///< of what was recorded between the readings
  double p99 = nothing;
};
/// `before` may be nullptr: the first reading.
watched_second watch_step(const document_metric* before, const document_metric& now,
                          std::string_view time, double seconds);
std::string watch_heading(const document_metric& metric);
std::string watch_line(const document_metric& metric, const watched_second& step);
std::string watch_json(const document_metric& metric, const watched_second& step);

/// A series that differs between two readings.
struct series_change {
  std::string metric;
  std::string unit;
  std::string labels;
  metric_kind kind;
  std::optional<double> before;  ///< nothing: it was not there
  std::optional<double> after;   ///< nothing: it is gone
  double p50_before = nothing;   ///< histograms
  double p50_after = nothing;
  double p99_before = nothing;
  double p99_after = nothing;

  /// The change over the greater of both; 1 for a series that came or went.
  double relative() const;
};
/// The changes, greatest first.
std::vector<series_change> changes_between(const metrics_document& a, const metrics_document& b);
std::string diff_text(const metrics_document& a, const metrics_document& b,
                      const std::vector<series_change>& changes);
std::string diff_json(const metrics_document& a, const metrics_document& b,
                      const std::vector<series_change>& changes);

}  // namespace engram::tool
