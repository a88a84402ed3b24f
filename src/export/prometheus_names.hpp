// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/label.hpp>
#include <engram/metric.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engram::inline v0::detail {

/// `engram.recall.duration` in `s` is `engram_recall_duration_seconds`, as a counter with `_total`.
std::string prometheus_name(std::string_view dotted, std::string_view unit, metric_kind kind);

/// The HELP and TYPE lines of a family.
std::string prometheus_head(std::string_view family, std::string_view dotted, std::string_view help,
                            metric_kind kind);

/// A valid label key.
std::string prometheus_key(std::string_view key);

/// Adds `key="value"`, escaped, with a comma if `to` is within braces already.
void add_label(std::string& to, std::string_view key, std::string_view value);

/// The keys of a metric's labels: valid, each different from the others and from `le`.
std::vector<std::string> prometheus_keys(std::span<const label_dimension> dimensions);

/// One combination of a metric's labels.
struct series_labels {
  std::string text;    ///< kind="semantic",outcome="hit"
  bool spare = false;  ///< stands for numbers outside an enum
};
series_labels labels_of_series(const metric_descriptor& metric, std::span<const std::string> keys,
                               std::uint32_t series);

}  // namespace engram::inline v0::detail
