// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/export/metric_lint.hpp>
#include <engram/metric.hpp>

#include <cstdint>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engram::tool {

/// Why something cannot be read as metrics, and what it should be.
class document_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

inline constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// One series as a process told of it.
struct document_series {
  /// Values in (lower, upper].
  struct bucket {
    double lower;
    double upper;
    std::uint64_t count;
  };
  /// "rate", "p50" and so on by name.
  using window = std::map<std::string, double, std::less<>>;

  std::vector<std::pair<std::string, std::string>> labels;
  double value = nothing;  ///< a histogram's is its count
  double sum = nothing;
  double min = nothing;
  double max = nothing;
  std::vector<bucket> buckets;  ///< ascending; of an exponential histogram those in use
  std::uint64_t nan = 0;
  std::map<std::string, window, std::less<>> windows;  ///< by "1s", "10s", "1m", "5m"

  /// kind="semantic",outcome="hit"; empty without labels.
  std::string label_text() const;
  /// A window's figure, or NaN.
  double in_window(std::string_view name, std::string_view figure) const;
};

/// The value that a share `q` does not exceed, as far as buckets tell; NaN when they are empty.
/// Spread evenly within a bucket, and between `min` and `max` where these are numbers.
double quantile_of(const std::vector<document_series::bucket>& buckets, double q, double min,
                   double max);

struct document_metric {
  std::string name;
  std::string unit;
  std::string help;
  metric_kind kind = metric_kind::counter;
  bool exponential = false;
  std::vector<document_series> series;
  std::string json;  ///< all that was said of it
};

/// Everything that `/metrics.json` says (docs/formats/metrics-json.md).
struct metrics_document {
  std::string source;  ///< a URL or a file
  std::string time;    ///< when it was read
  std::vector<document_metric> metrics;

  const document_metric* find(std::string_view name) const;
  /// What the linter looks at.
  std::vector<metric_facts> facts() const;
};

/// The kind as JSON spells it.
std::string_view kind_name(metric_kind kind);

/// Reads the text of `/metrics.json`; `source` is named in errors. Throws `document_error`.
metrics_document parse_metrics(std::string_view text, const std::string& source);

/// From a URL ("http://...") or a file. Throws `document_error` or `fetch_error`.
metrics_document load_metrics(const std::string& source);
/// The metrics that this command has built in, as nothing has recorded.
metrics_document built_in_metrics();

}  // namespace engram::tool
