// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "export/exemplar_marks.hpp"
#include "export/prometheus_buckets.hpp"
#include "export/prometheus_names.hpp"
#include "export/raw_text.hpp"

#include <engram/collect/series.hpp>
#include <engram/collect/snapshot.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace engram::inline v0::detail {

/// How lines of a text format are written.
struct line_style {
  prometheus_format format = prometheus_format::text;
  std::string created{};  ///< the number of `_created` lines; empty: there are none
};

/// Writes the lines of one metric whose series come and go, or whose buckets do, keeping the text
/// of each series' labels for the next page.
class series_lines {
 public:
  series_lines(const line_style& style, const metric_entry& metric, family_names names);

  /// Appends the samples of a metric; its head is written already.
  void write(const snapshot& reading, const page_moment& moment, raw_text& page);
  /// Appends the samples of one series of it.
  void write(const series_reading& series, std::span<const exemplar> exemplars,
             const page_moment& moment, raw_text& page);

 private:
  struct known_series {
    std::uint32_t life = 0;
    bool known = false;
    std::string labels{};  ///< tenant="a",outcome="hit"
    exemplar_marks marks{};
  };

  known_series& known_of(const series_reading& series);
  /// What a line has beside its name and its number.
  struct line_parts {
    std::string_view labels;
    std::string_view bound = "";   ///< le="0.5"; never null, which memcpy forbids
    std::string_view behind = "";  ///< an exemplar
  };

  void write_scalar(const series_reading& series, const std::string& labels, raw_text& page) const;
  void write_histogram(const series_reading& series, const known_series& known, raw_text& page);
  void write_created(const std::string& labels, raw_text& page) const;
  template <class Number>
  void write_line(std::string_view suffix, const line_parts& parts, Number number,
                  raw_text& page) const;
  const std::string& bound_label(double bound);

  line_style style_;
  const metric_entry* metric_;
  family_names names_;
  std::vector<std::string> keys_;
  std::vector<known_series> known_;  // by index
  std::vector<classic_bucket> buckets_;
  std::unordered_map<double, std::string> bound_labels_;
};

/// The samples of what was NaN or infinite in a histogram, with their head once there are any.
struct nonfinite_metric {
  const metric_entry* metric;
  family_names names;
};
void write_nonfinite(const line_style& style, const nonfinite_metric& of, const snapshot& reading,
                     raw_text& page);

/// The text of a series' labels, for which `keys` were made by `prometheus_keys`.
std::string label_text(const metric_descriptor& metric, std::span<const std::string> keys,
                       const series_reading& series);

/// Calls `visit(key, value)` for each label of a series; `keys` as above.
template <class Visit>
void each_label(const metric_descriptor& metric, std::span<const std::string> keys,
                const series_reading& series, Visit visit) {
  // An overflow series has one label in the place of all string labels.
  const std::size_t texts = metric.text_keys.size();
  for (std::size_t i = 0; i < series.labels.size(); ++i) {
    const auto& [key, value] = series.labels[i];
    if (!series.overflow) {
      visit(std::string_view(keys[i]), value);
    } else {
      visit(i == 0 ? key : std::string_view(keys[texts + i - 1]), value);
    }
  }
}

}  // namespace engram::inline v0::detail
