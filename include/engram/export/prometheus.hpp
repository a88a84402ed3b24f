// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/snapshot.hpp>
#include <engram/metric.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace engram::inline v0 {

/// The Content-Type of the text format 0.0.4. Prometheus 3 refuses a scrape without it.
inline constexpr std::string_view prometheus_content_type =
    "text/plain; version=0.0.4; charset=utf-8";

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
  /// Called once a page, after the snapshot's metrics: for what the process knows of itself.
  std::function<void(prometheus_page&)> extra{};
};

/// Writes snapshots as pages in the Prometheus text format 0.0.4 (`docs/formats/prometheus.md`).
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

 private:
  class program;
  std::unique_ptr<program> program_;
};

/// One page, for once. A server that is scraped again and again holds a `prometheus_exposition`.
std::string prometheus_text(const snapshot& reading, const prometheus_options& options = {});

}  // namespace engram::inline v0
