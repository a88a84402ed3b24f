// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>

namespace engram::tool {

/// The load: `[load]`.
struct load_settings {
  double rate = 10'000;  ///< operations a second
  std::chrono::nanoseconds duration = std::chrono::seconds(60);
  unsigned threads = 2;
  std::uint32_t spaces = 64;
  std::uint64_t seed = 1;
  std::string scenario = "production";  ///< one of `scenario_names`
  std::string arrival = "poisson";      ///< one of `arrival_names`
  bool operator==(const load_settings&) const = default;
};

/// What the network is built from: `[data]`.
struct data_settings {
  std::string wordnet = "/usr/share/wordnet";  ///< directory
  std::string cache;                           ///< directory; empty: the user's own
  std::string drm_lists;                       ///< file; empty: the lists that are built in
  bool operator==(const data_settings&) const = default;
};

/// Where metrics are served: `[metrics]`.
struct metrics_settings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 9464;  ///< 0: any free one
  bool operator==(const metrics_settings&) const = default;
};

/// What is recorded of a type: `[events.types."engram.node.primed"]`.
struct event_type_settings {
  bool on = true;
  double min_strength = 0;
  bool operator==(const event_type_settings&) const = default;
};

/// How events are recorded: `[events]`.
struct events_settings {
  std::uint64_t ring_slots = 1 << 14;
  std::uint64_t ring_budget = 64ULL << 20;  ///< bytes
  std::map<std::string, event_type_settings> types;
  bool operator==(const events_settings&) const = default;
};

/// Where events are written: `[ndjson]`.
struct ndjson_settings {
  std::string path;  ///< empty: nowhere; "-": the standard output
  std::uint64_t max_file_bytes = 256ULL << 20;
  std::uint32_t max_files = 4;
  bool operator==(const ndjson_settings&) const = default;
};

/// All that `engram run` can be told. `examples/engram.toml` explains it and holds these defaults.
struct run_config {
  load_settings load;
  data_settings data;
  metrics_settings metrics;
  events_settings events;
  ndjson_settings ndjson;
  bool operator==(const run_config&) const = default;
};

/// What is wrong with a configuration: a line for each mistake, `file:line:column: what and what
/// would be right`, in the order of the file.
class config_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Reads a TOML file over what `config` holds: keys that are not there change nothing. Throws
/// `config_error` and leaves `config` as it was when there is anything wrong.
void load_config(const std::string& path, run_config& config);

}  // namespace engram::tool
