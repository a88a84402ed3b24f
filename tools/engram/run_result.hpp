// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engram/audit.hpp"
#include "engram/cost.hpp"
#include "workload/findings.hpp"
#include "workload/load_report.hpp"

#include <engram/collect/accounting.hpp>
#include <engram/collect/collector.hpp>
#include <engram/collect/snapshot.hpp>

#include <optional>
#include <string>
#include <vector>

namespace engram::tool {

/// All that is known when a run has ended: what the summary is written from.
struct run_result {
  workload::load_report load;
  std::vector<workload::finding> findings;
  snapshot metrics;
  std::optional<accounting> events;   ///< nothing when it was not traced
  std::optional<drain_report> drain;  ///< likewise
  std::optional<audit_report> audit;  ///< nothing when telemetry was off
  std::vector<cost_part> costs;
  std::string trace_path;  ///< where events went; empty when nowhere
  bool interrupted = false;

  /// Everything that telemetry promised was kept.
  bool good() const noexcept;
};

}  // namespace engram::tool
