// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/export/prometheus.hpp>
#include <engram/label.hpp>
#include <engram/metric.hpp>

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace engram::inline v0::detail {

/// What a family is called.
struct family_names {
  std::string family;     ///< without `_total`: OpenMetrics' name of it
  std::string sample;     ///< a counter's with `_total`: all other formats' name of it
  std::string_view unit;  ///< "seconds", "bytes" or nothing: the suffix that `family` has
  metric_kind kind;

  /// What the head calls it.
  const std::string& head(prometheus_format format) const noexcept {
    return format == prometheus_format::openmetrics ? family : sample;
  }
};

/// `engram.recall.duration` in `s` is `engram_recall_duration_seconds`, as a counter with `_total`.
family_names names_of(std::string_view dotted, std::string_view unit, metric_kind kind);
/// The counter beside a histogram for what is in none of its buckets.
family_names nonfinite_names(std::string_view dotted);

inline constexpr std::string_view nonfinite_help =
    "Values recorded that are in no bucket and no sum.";
inline constexpr std::string_view nonfinite_key = "nonfinite";
/// The names that the families of a page have taken.
class name_claims {
 public:
  /// Takes all names of a family, or none if one is taken: an OpenMetrics reader refuses a page
  /// where a sample of one family could be one of another. Whether it did.
  bool take(const family_names& names);
  /// Whether `take` would take them.
  bool free(const family_names& names) const;
  /// How often `take` did not.
  std::uint32_t refused() const noexcept { return refused_; }

 private:
  std::unordered_set<std::string> taken_;
  std::uint32_t refused_ = 0;
};

/// The lines before the samples of a family: HELP, TYPE, and UNIT where the format has it. Of a
/// text format.
std::string head_of(prometheus_format format, const family_names& names, std::string_view dotted,
                    std::string_view help);

/// A valid label key.
std::string prometheus_key(std::string_view key);

/// Adds `key="value"`, escaped, with a comma if `to` is within braces already.
void add_label(std::string& to, std::string_view key, std::string_view value);

/// Any bytes as UTF-8, different bytes as different text: a byte that is no UTF-8, and each of the
/// three bytes of a U+FFFD, becomes a U+FFFD and the byte's two hexadecimal digits.
std::string as_utf8(std::string_view bytes);

/// A text with what is no UTF-8 replaced. For people: different texts may come out the same.
std::string readable(std::string_view bytes);

/// The keys of a metric's labels, string labels first: valid, each different from the others and
/// from those that formats use themselves.
std::vector<std::string> prometheus_keys(const metric_descriptor& metric);

/// One combination of a metric's enum labels.
struct series_labels {
  std::string text;    ///< kind="semantic",outcome="hit"
  bool spare = false;  ///< stands for numbers outside an enum
};
series_labels labels_of_series(const metric_descriptor& metric, std::span<const std::string> keys,
                               std::uint32_t series);

}  // namespace engram::inline v0::detail
