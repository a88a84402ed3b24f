// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "export/prometheus_names.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace engram::inline v0::detail {

/// The fields of the messages of `io.prometheus.client`, as far as we write them.
namespace field {
namespace family {
constexpr std::uint32_t name = 1, help = 2, type = 3, metric = 4, unit = 5;
}
namespace metric {
constexpr std::uint32_t label = 1, gauge = 2, counter = 3, histogram = 7;
}
namespace label {
constexpr std::uint32_t name = 1, value = 2;
}
namespace gauge {
constexpr std::uint32_t value = 1;
}
namespace counter {
constexpr std::uint32_t value = 1, start = 3;
}
namespace histogram {
constexpr std::uint32_t count = 1, sum = 2, bucket = 3, schema = 5, zero_threshold = 6,
                        zero_count = 7, negative_span = 9, negative_delta = 10, positive_span = 12,
                        positive_delta = 13, start = 15, exemplar = 16;
}
namespace bucket {
constexpr std::uint32_t cumulative = 1, upper_bound = 2, exemplar = 3;
}
namespace span {
constexpr std::uint32_t offset = 1, length = 2;
}
namespace exemplar {
constexpr std::uint32_t label = 1, value = 2, timestamp = 3;
}
namespace timestamp {
constexpr std::uint32_t seconds = 1, nanoseconds = 2;
}
}  // namespace field

/// `google.protobuf.Timestamp`.
std::string timestamp_message(std::chrono::system_clock::time_point moment);

/// Appends a label to the fields of a metric, or of an exemplar, whose labels have the same number.
void add_label_message(std::string& to, std::string_view key, std::string_view value);
static_assert(field::metric::label == field::exemplar::label);

/// The fields of a family before its metrics: name, help, type, unit.
std::string family_head(const family_names& names, std::string_view dotted, std::string_view help);

/// A family, `MetricFamily`, as it grows metric by metric. Labels are given as encoded by
/// `add_label_message`.
class family_message {
 public:
  /// Starts a family; what was there is forgotten.
  void start(const std::string& head);
  /// `created` is an encoded timestamp, or empty.
  void add_counter(std::string_view labels, double value, std::string_view created);
  void add_gauge(std::string_view labels, double value);
  void add_histogram(std::string_view labels, std::string_view histogram);
  /// Appends the family and, before it, its length; nothing if it has no metric.
  void finish(std::string& page);

 private:
  void add_metric(std::string_view labels, std::uint32_t field, std::string_view value);

  std::string bytes_;
  std::string value_;
  std::string head_;
  bool empty_ = true;
};

}  // namespace engram::inline v0::detail
