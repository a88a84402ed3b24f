// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/tally.hpp"

#include <engram/collect/accounting.hpp>
#include <engram/collect/snapshot.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace engram::tool {

/// One equation that must hold, to the last unit.
struct audit_line {
  std::string what;
  std::uint64_t expected;  ///< what the engine counted without telemetry
  std::uint64_t found;     ///< what telemetry says

  bool holds() const noexcept { return expected == found; }
};

/// What a run's telemetry says against what its engine counted in plain integers.
struct audit_report {
  std::vector<audit_line> metrics;  ///< counters and histogram counts, series by series
  std::vector<audit_line> events;   ///< offered records, and both accounting identities

  bool holds() const noexcept;
  std::vector<audit_line> failures() const;
};

/// Names of event types and operation kinds.
using type_names = std::set<std::string, std::less<>>;

/// Audits a run that has ended and, if it was traced, whose collector has stopped. Counters and
/// histogram counts must equal the engine's counts; events and operations must have been offered as
/// often as they happened, or never if their type was `off`; what was offered must be filtered,
/// dropped or drained; and each sink must account for what was drained.
audit_report audit(const workload::tally& counts, const snapshot& metrics,
                   const std::optional<accounting>& events, const type_names& off = {});

}  // namespace engram::tool
