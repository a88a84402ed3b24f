// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/snapshot.hpp>
#include <engram/collect/window_thread.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engram::inline v0 {

/// The Content-Type to serve it with.
inline constexpr std::string_view metrics_json_content_type = "application/json";

struct metrics_json_options {
  /// Where the metrics come from: `{{"service.name", "demo"}}`.
  std::vector<std::pair<std::string, std::string>> resource{};
};

/// A snapshot as one JSON object, with all series of all metrics (`docs/formats/metrics-json.md`).
/// `wall_ns` is when it was read, in nanoseconds since 1970, UTC. Cost: about 0.2 us a
/// counter series.
std::string metrics_json(const snapshot& reading, std::int64_t wall_ns,
                         const metrics_json_options& options = {});
/// The same, and each series' windows. Cost: that of four differences, and about 0.6 us a
/// counter series.
std::string metrics_json(const window_reading& reading, std::int64_t wall_ns,
                         const metrics_json_options& options = {});

}  // namespace engram::inline v0
