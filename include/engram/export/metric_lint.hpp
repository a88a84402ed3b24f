// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/exporter.hpp>
#include <engram/collect/snapshot.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engram::inline v0 {

/// Something about a metric that will trouble whoever reads it. What is certainly wrong does not
/// compile (`docs/metric-lint.md` has both lists).
struct lint_finding {
  engram::severity severity;
  std::string_view id;  ///< of the rule, and stable: "help-missing"
  std::string metric;
  std::string wrong;  ///< what is wrong
  std::string right;  ///< what would be right
};

/// What the rules look at, of one metric: made from a snapshot, or from what another process says
/// of itself.
struct metric_facts {
  std::string name{};
  std::string help{};
  std::string unit{};
  metric_kind kind = metric_kind::counter;
  std::vector<std::string> label_keys{};
  std::uint64_t series = 1;  ///< combinations of enum labels, or label sets in use times those
  bool overflowed = false;   ///< a family's overflow series holds something
  /// Label sets of a family, in use and at most; nothing where there is no limit or it is unknown.
  struct room {
    std::uint64_t used;
    std::uint64_t limit;
  };
  std::optional<room> sets{};

  /// Of a histogram, all series together; its first and last bucket where they stand fixed.
  std::uint64_t count = 0;
  std::uint64_t in_first = 0;
  std::uint64_t in_last = 0;
  bool fixed_buckets = false;
  /// NaN, of a histogram how many were recorded, of a gauge how many series are it.
  std::uint64_t nan = 0;
};

/// The facts of every metric of a snapshot. Cost: one pass over its cells.
std::vector<metric_facts> facts_of(const snapshot& reading);

/// All that the rules find, errors first, else in the order of the metrics.
std::vector<lint_finding> lint_metrics(std::span<const metric_facts> metrics);
std::vector<lint_finding> lint_metrics(const snapshot& reading);

}  // namespace engram::inline v0
