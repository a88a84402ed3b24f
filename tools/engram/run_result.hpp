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
#include <string_view>
#include <vector>

namespace engram::tool {

/// The sink that counts pairs, as accounts name it.
inline constexpr std::string_view pairs_sink = "primed_pairs";

/// A prime and its target, and how often one raised the other: at most `count` times, at least
/// `count - error`.
struct primed_pair {
  std::string prime;
  std::string target;
  double count = 0;
  double error = 0;
  bool among_top = false;  ///< no pair that is not listed can be more frequent
};

/// The pairs that were primed most, of all that the exporter saw.
struct primed_pairs {
  std::vector<primed_pair> most;  ///< greatest count first
  double total = 0;               ///< primings of any pair
  double unseen = 0;              ///< the most that a pair which is not counted can have
};

/// All that is known when a run has ended: what the summary is written from.
struct run_result {
  workload::load_report load;
  std::vector<workload::finding> findings;
  snapshot metrics;
  std::optional<accounting> events;   ///< nothing when it was not traced
  std::optional<drain_report> drain;  ///< likewise
  std::optional<audit_report> audit;  ///< nothing when telemetry was off
  primed_pairs pairs;                 ///< none when it was not traced
  std::vector<cost_part> costs;
  std::string trace_path;  ///< where events went; empty when nowhere
  bool interrupted = false;

  /// Everything that telemetry promised was kept.
  bool good() const noexcept;
};

}  // namespace engram::tool
