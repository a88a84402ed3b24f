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

inline std::string page(engram::prometheus_format format) {
  return page_of(metrics().read(), {.format = format, .extra = extra});
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
