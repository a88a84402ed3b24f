// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engram/run.hpp"
#include "engram/run_config.hpp"
#include "engram/run_result.hpp"
#include "engram/terminal.hpp"
#include "workload/semantic_network.hpp"

#include <engram/collect/collector.hpp>
#include <engram/collect/registry.hpp>
#include <engram/collect/window_thread.hpp>
#include <engram/export/top_keys.hpp>
#include <engram/serve/http_endpoint.hpp>

#include <memory>
#include <optional>
#include <vector>

namespace engram::tool {

/// The telemetry of one run: registry, collector with its exporter, and the endpoint; each as far
/// as the level asks for it. Must outlive nothing and be made before the load starts.
class session {
 public:
  /// Starts everything. Throws `http_endpoint_error` when the port cannot be had and
  /// `std::runtime_error` when events cannot be written. `network` names ids and must outlive it.
  session(const run_config& config, telemetry_level level,
          const workload::semantic_network& network, status_line& status);
  ~session();
  session(const session&) = delete;
  session& operator=(const session&) = delete;

  /// The endpoint's port; 0 when there is none.
  std::uint16_t port() const;
  /// Records dropped so far.
  std::uint64_t dropped() const;
  /// Records refused by a file so far.
  std::uint64_t refused() const;

  /// Stops recording events and drains them. The endpoint goes on.
  void stop_tracing();
  /// Stops the endpoint, fills in what telemetry knows of the run, and audits it.
  void finish(run_result& result);

 private:
  collector_options tracing_options(const run_config& config,
                                    const workload::semantic_network& network);
  primed_pairs most_primed() const;
  notifier notifier_to_status();
  void start_serving(const metrics_settings& config);

  status_line& status_;
  std::optional<registry> metrics_;
  std::unique_ptr<window_thread> windows_;
  std::unique_ptr<collector> collector_;
  std::optional<drain_report> drain_;
  std::unique_ptr<http_endpoint> endpoint_;
  std::string trace_path_;
  const workload::semantic_network& network_;
  std::optional<top_keys::reader> pairs_;
  type_names off_types_;
};

}  // namespace engram::tool
