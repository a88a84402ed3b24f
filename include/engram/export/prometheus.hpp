// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/snapshot.hpp>
#include <engram/metric.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace engram::inline v0 {

/// What a Prometheus, or what reads as one does, can be given.
enum class prometheus_format : std::uint8_t {
  text,         ///< the text format 0.0.4, which every reader knows
  openmetrics,  ///< OpenMetrics 1.0: text with units and exemplars
  protobuf,     ///< `io.prometheus.client.MetricFamily`, delimited: native histograms
};

/// The Content-Type of a format. Prometheus 3 refuses a scrape without it.
constexpr std::string_view prometheus_content_type(prometheus_format format) noexcept {
  switch (format) {
    case prometheus_format::openmetrics:
      return "application/openmetrics-text; version=1.0.0; charset=utf-8";
    case prometheus_format::protobuf:
      return "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
             " encoding=delimited";
    default:
      return "text/plain; version=0.0.4; charset=utf-8";
  }
}

/// A label of one sample. The value may hold any bytes.
struct prometheus_label {
  std::string_view key;
  std::string_view value;
};

/// A metric that comes from elsewhere than a snapshot: a counter, an up-down counter or a gauge.
struct prometheus_family {
  std::string_view name;  ///< dotted, without unit or `_total`, as a metric's
  std::string_view help{};
  std::string_view unit{};
  metric_kind kind = metric_kind::gauge;
};

/// A page that families are added to, one after the other.
class prometheus_page {
 public:
  /// Starts a family. All samples up to the next family are its own. One whose name the page has
  /// already is left out, samples and all, and a comment on the page says so.
  virtual void family(const prometheus_family& family) = 0;
  virtual void sample(std::span<const prometheus_label> labels, std::uint64_t value) = 0;
  virtual void sample(std::span<const prometheus_label> labels, double value) = 0;

 protected:
  ~prometheus_page() = default;
};

struct prometheus_options {
  prometheus_format format = prometheus_format::text;
  /// When counting began. If there is one, OpenMetrics gets a `_created` line beside each counter
  /// and histogram; Prometheus stores those as series of their own, which doubles their number.
  std::optional<std::chrono::system_clock::time_point> created{};
  /// The wall clock, for the moment at which an exemplar was first on a page.
  std::function<std::chrono::system_clock::time_point()> clock = [] {
    return std::chrono::system_clock::now();
  };
  /// Called once a page, after the snapshot's metrics: for what the process knows of itself.
  std::function<void(prometheus_page&)> extra{};
};

/// Writes snapshots as pages for Prometheus, in one format (`docs/formats/prometheus.md`).
///
/// It keeps everything of a page but the numbers, so that the next page costs a copy and the
/// numbers: under 20 ns a line. That takes about as much memory as a page. Its snapshots must be of
/// the process's registries, whose metrics never move. Not thread-safe.
class prometheus_exposition {
 public:
  explicit prometheus_exposition(prometheus_options options = {});
  ~prometheus_exposition();
  prometheus_exposition(prometheus_exposition&&) noexcept;
  prometheus_exposition& operator=(prometheus_exposition&&) noexcept;

  /// The page of a snapshot; valid until the next call.
  std::string_view render(const snapshot& reading);
  /// How many families the last page lacks because others have their names.
  std::uint32_t left_out() const noexcept;

 private:
  class program;
  class text_program;
  class binary_program;
  static std::unique_ptr<program> program_for(prometheus_options options);

  std::unique_ptr<program> program_;
};

/// One page in the text format, for once. A server that is scraped again and again holds a
/// `prometheus_exposition`, or a `prometheus_responder`, which has one for each format.
std::string prometheus_text(const snapshot& reading, prometheus_options options = {});

}  // namespace engram::inline v0
