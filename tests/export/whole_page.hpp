// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "export/readings.hpp"

#include <engram/export/prometheus.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

/// A page with everything that a page can have, in each format.
namespace whole {

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

using positive = engram::exponential<>;
using any_sign = engram::exponential<16, 8, true>;

/// The bounds of `readings::mapping`, with exemplars.
inline constexpr engram::bucket_layout exemplary{
    .count = readings::mapping::count,
    .upper_bound = [](std::uint32_t i) noexcept { return readings::mapping::upper_bound(i); },
    .exemplars = engram::detail::histogram_cells::stride(readings::mapping::count)};
/// Exponential buckets, with exemplars.
inline constexpr engram::bucket_layout exemplary_effort = [] {
  auto layout = engram::layout_of<positive>;
  layout.exemplars = engram::detail::stride_of<positive>;
  return layout;
}();

/// A histogram of such a layout.
inline const engram::metric_entry& exemplary_histogram(readings::store& it, std::string_view name,
                                                       const engram::bucket_layout& layout,
                                                       std::uint32_t plain_stride) {
  return it.add({.name = name,
                 .help = "Spread.",
                 .unit = "s",
                 .kind = engram::metric_kind::histogram,
                 .series = 1,
                 .stride = plain_stride + layout.exemplar_cells(),
                 .dimensions = {},
                 .buckets = &layout});
}

inline readings::store metrics() {
  using engram::metric_kind;
  readings::store it;
  it.set(it.scalar("app.requests", metric_kind::counter), 0, std::uint64_t{UINT64_MAX});
  const auto& primings =
      it.scalar("engram.priming.events", metric_kind::counter, readings::by_kind, "{event}");
  it.set(primings, 0, std::uint64_t{3});
  const auto& both =
      it.scalar("engram.attempts", metric_kind::counter, readings::by_kind_and_outcome);
  it.set(both, 4, std::uint64_t{7});  // associative, miss
  it.set(both, 2, std::uint64_t{1});  // semantic, out of range
  it.set(it.scalar("engram.open.operations", metric_kind::up_down_counter), 0,
         static_cast<std::uint64_t>(-5));
  it.set(it.scalar("engram.ring", metric_kind::gauge, {}, "By"), 0, 65536.0);
  const auto& levels =
      it.scalar("engram.levels", metric_kind::gauge, readings::by_kind, "1", "a\\b\nc \"d\" \xff");
  it.set(levels, 0, nan_value);
  it.set(levels, 1, -infinity);
  const auto& spread = it.histogram("engram.recall.duration", readings::by_kind, "s");
  for (const double value : {0.1, 0.05, 1.0, 7.0, 1e11, nan_value}) it.record(spread, 0, value);
  it.record(it.histogram("engram.plain"), 0, 0.2);
  const auto& effort = it.exponential<positive>("engram.search.effort", readings::by_kind, "s");
  it.fill<positive>(effort, 0, {0.0, 0.75, 0.8, 3.0, 3.0, 1e6, -1.0, nan_value});
  const auto& valence = it.exponential<any_sign>("engram.valence");
  it.fill<any_sign>(valence, 0, {-2.5, -0.1, 0.0, 0.1, 0.3, 40.0, infinity});
  const auto& hop = exemplary_histogram(it, "engram.hop", exemplary, exemplary.exemplars);
  for (const double value : {0.05, 0.2, 0.2, 3.0}) it.record(hop, 0, value);
  it.exemplify(hop, 0, {{0.05, 0x1'0000'0007}, {0.2, 0xabc}, {}, {3.0, 0xffff'ffff'ffff'ffff}});
  const auto& walk =
      exemplary_histogram(it, "engram.walk", exemplary_effort, exemplary_effort.exemplars);
  it.fill<positive>(walk, 0, {0.75, 3.0, 3.5});
  it.exemplify(walk, 0, {{0.75, 0xa1}, {3.0, 0xa2}, {3.5, 0xa3}});
  return it;
}

inline void extra(engram::prometheus_page& page) {
  page.family({.name = "engram.collector.records",
               .help = "By type.",
               .kind = engram::metric_kind::counter});
  const engram::prometheus_label labels[] = {{"type", "a\"b\\c\nd"}, {"outcome", "filtered"}};
  page.sample(labels, std::uint64_t{4});
  page.family({.name = "engram.collector.fill", .help = "Fullest ring."});
  page.sample({}, 0.1);
}

inline std::string page_of(const engram::snapshot& reading, engram::prometheus_options options) {
  return std::string(engram::prometheus_exposition(std::move(options)).render(reading));
}

inline std::chrono::system_clock::time_point clock() {
  return std::chrono::system_clock::time_point(std::chrono::milliseconds(1'700'000'000'123));
}

inline std::string page(engram::prometheus_format format) {
  return page_of(metrics().read(), {.format = format, .clock = clock, .extra = extra});
}

/// The lines of a page that are samples.
inline std::vector<std::string> samples(std::string_view page) {
  std::istringstream in{std::string(page)};
  std::vector<std::string> all;
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with('#')) all.push_back(line);
  }
  return all;
}

}  // namespace whole
