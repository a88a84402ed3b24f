// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "export/exemplar_marks.hpp"
#include "export/prometheus_buckets.hpp"
#include "export/prometheus_messages.hpp"
#include "export/prometheus_names.hpp"

#include <engram/collect/series.hpp>
#include <engram/collect/snapshot.hpp>
#include <engram/export/prometheus.hpp>

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engram::inline v0::detail {

/// Pages in the protobuf format: families, each with its length before it. Keeps the labels of each
/// series encoded for the next page.
class protobuf_program {
 public:
  explicit protobuf_program(std::optional<std::chrono::system_clock::time_point> created);

  /// Appends all metrics of a snapshot.
  void run(const snapshot& reading, const page_moment& moment, std::string& page);
  /// The names that a page of these metrics has.
  const name_claims& names() const noexcept { return names_; }

 private:
  struct known_series {
    std::uint32_t life = 0;
    bool known = false;
    std::string labels{};
    exemplar_marks marks{};
  };
  struct known_metric {
    const metric_entry* metric;
    std::string head{};  ///< empty: another metric has the name
    std::vector<std::string> keys{};
    std::string nonfinite_head{};        ///< of a histogram, unless another metric has that name
    std::vector<known_series> series{};  ///< by index
  };

  void learn(std::span<const metric_entry* const> metrics);
  void learn(const metric_entry& metric);
  void forget() noexcept;
  static known_series& known_of(known_metric& known, const series_reading& series);
  void add(const metric_descriptor& metric, const series_reading& series,
           const known_series& known);
  void add_histogram(const metric_descriptor& metric, const series_reading& series,
                     const known_series& known);
  void add_nonfinite(known_metric& known, const snapshot& reading, std::string& page);

  std::string created_;  // encoded; empty: it is not said
  std::deque<known_metric> metrics_;
  name_claims names_;
  family_message family_;
  std::string histogram_;
  std::string bucket_;
  std::vector<classic_bucket> buckets_;
};

/// What comes from elsewhere than a snapshot.
class protobuf_extra final : public prometheus_page {
 public:
  protobuf_extra(const name_claims& taken, std::string& page) : taken_(taken), page_(page) {}

  void family(const prometheus_family& family) override;
  void sample(std::span<const prometheus_label> labels, std::uint64_t value) override;
  void sample(std::span<const prometheus_label> labels, double value) override;
  /// Ends the last family.
  void finish();
  /// Families that are not on the page.
  std::uint32_t left_out() const noexcept { return count_left_out_; }

 private:
  const name_claims& taken_;
  name_claims own_;
  std::string& page_;
  family_message family_;
  metric_kind kind_ = metric_kind::gauge;
  bool left_out_ = true;  // a sample before the first family belongs nowhere
  std::uint32_t count_left_out_ = 0;
};

}  // namespace engram::inline v0::detail
