// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/audit.hpp"

#include "engram/probe.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace engram::tool {
namespace {

using cognitive::drm_recall_kind;
using cognitive::drm_recalled;
using cognitive::false_memory_metrics;
using cognitive::interfered;
using cognitive::interference_kind;
using cognitive::interference_metrics;
using cognitive::practice_kind;
using cognitive::practiced;
using cognitive::primed;
using cognitive::priming_kind;
using cognitive::priming_metrics;
using cognitive::reconsolidated;
using cognitive::reconsolidation_metrics;
using cognitive::reconsolidation_outcome;
using cognitive::spacing_metrics;

/// Compares a counter, and histograms that record with it, label by label.
template <class Label, std::size_t N>
class family_audit {
 public:
  family_audit(std::vector<audit_line>& lines, const snapshot& metrics,
               const std::array<std::uint64_t, N>& expected)
      : lines_(lines), metrics_(metrics), expected_(expected) {}

  template <class Counter>
  void counter(const Counter& metric) {
    compare(metric, metrics_[metric]);
  }
  template <class Histogram>
  void histogram(const Histogram& metric) {
    compare(metric, [&](Label label) { return metrics_[metric](label).count(); });
  }

 private:
  template <class Metric, class Read>
  void compare(const Metric& metric, Read read) {
    const auto row = metric.descriptor();
    for (std::size_t i = 0; i < N; ++i) {
      lines_.push_back({std::string(row.name) + "{" + std::string(row.dimensions[0].key) + "=" +
                            std::string(row.dimensions[0].values[i]) + "}",
                        expected_[i], read(static_cast<Label>(i))});
    }
  }

  std::vector<audit_line>& lines_;
  const snapshot& metrics_;
  const std::array<std::uint64_t, N>& expected_;
};

template <class Label, std::size_t N>
auto family(std::vector<audit_line>& lines, const snapshot& metrics,
            const std::array<std::uint64_t, N>& expected) {
  return family_audit<Label, N>(lines, metrics, expected);
}

void audit_priming(std::vector<audit_line>& lines, const workload::tally& counts,
                   const snapshot& metrics) {
  auto primed = family<priming_kind>(lines, metrics, counts.primed);
  primed.counter(priming_metrics<on>::events);
  primed.histogram(priming_metrics<on>::strength);
}

void audit_interference(std::vector<audit_line>& lines, const workload::tally& counts,
                        const snapshot& metrics) {
  auto interfered = family<interference_kind>(lines, metrics, counts.interfered);
  interfered.counter(interference_metrics<on>::events);
  interfered.histogram(interference_metrics<on>::magnitude);
  interfered.histogram(interference_metrics<on>::competitors);
}

void audit_reconsolidation(std::vector<audit_line>& lines, const workload::tally& counts,
                           const snapshot& metrics) {
  using metric = reconsolidation_metrics<on>;
  family<reconsolidation_outcome>(lines, metrics, counts.reconsolidated).counter(metric::attempts);
  const auto of = [&](reconsolidation_outcome outcome) {
    return counts.reconsolidated[static_cast<std::size_t>(outcome)];
  };
  const auto hits = of(reconsolidation_outcome::hit);
  lines.push_back({"engram.reconsolidation.modifications", counts.modifications,
                   metrics[metric::modifications]()});
  lines.push_back({"engram.reconsolidation.window.position",
                   hits + of(reconsolidation_outcome::miss), metrics[metric::position]().count()});
  lines.push_back(
      {"engram.reconsolidation.plasticity", hits, metrics[metric::plasticity]().count()});
}

void audit_false_memory(std::vector<audit_line>& lines, const workload::tally& counts,
                        const snapshot& metrics) {
  using metric = false_memory_metrics<on>;
  lines.push_back({"engram.false_memory.trials", counts.drm_trials, metrics[metric::trials]()});
  auto recalled = family<drm_recall_kind>(lines, metrics, counts.drm_recalled);
  recalled.counter(metric::recalls);
  recalled.histogram(metric::confidence);
  const auto of = [&](drm_recall_kind kind) {
    return counts.drm_recalled[static_cast<std::size_t>(kind)];
  };
  lines.push_back({"engram.false_memory.generations",
                   of(drm_recall_kind::critical_lure) + of(drm_recall_kind::unrelated),
                   metrics[metric::generations]()});
}

void audit_spacing(std::vector<audit_line>& lines, const workload::tally& counts,
                   const snapshot& metrics) {
  auto practiced = family<practice_kind>(lines, metrics, counts.practiced);
  practiced.counter(spacing_metrics<on>::practices);
  practiced.histogram(spacing_metrics<on>::gap);
  practiced.histogram(spacing_metrics<on>::retention);
}

template <std::size_t N>
std::uint64_t sum(const std::array<std::uint64_t, N>& values) {
  std::uint64_t total = 0;
  for (const auto value : values) total += value;
  return total;
}

const accounting::type_row* find(const accounting& events, std::string_view name) {
  const auto found = std::ranges::find(events.types, name, &accounting::type_row::name);
  return found == events.types.end() ? nullptr : &*found;
}

/// Offered records of each type against what happened.
class offered_audit {
 public:
  offered_audit(std::vector<audit_line>& lines, const accounting& events, const type_names& off)
      : lines_(lines), events_(events), off_(off) {}

  void type(std::string_view name, std::uint64_t happened) {
    const auto* row = find(events_, name);
    const bool is_off = off_.contains(name);
    lines_.push_back({std::string(name) + ": offered" + (is_off ? " though off" : ""),
                      is_off ? 0 : happened, row == nullptr ? 0 : row->producer.offered});
  }

 private:
  std::vector<audit_line>& lines_;
  const accounting& events_;
  const type_names& off_;
};

void audit_identities(std::vector<audit_line>& lines, const accounting& events) {
  for (const auto& type : events.types) {
    const auto& account = type.producer;
    lines.push_back({type.name + ": filtered + dropped + drained", account.offered,
                     account.filtered + account.sampled_out + account.dropped() + account.drained});
    for (std::size_t i = 0; i < type.sinks.size(); ++i) {
      const auto& sink = type.sinks[i];
      std::uint64_t outcomes = sink.queued + sink.in_flight;
      for (const auto outcome : sink.outcomes) outcomes += outcome;
      lines.push_back(
          {type.name + ": accounted for by " + events.sinks[i], account.drained, outcomes});
    }
  }
}

void audit_events(std::vector<audit_line>& lines, const workload::tally& counts,
                  const accounting& events, const type_names& off) {
  offered_audit offered(lines, events, off);
  const auto event = [&](const auto& schema, std::uint64_t happened) {
    offered.type(schema.descriptor().name, happened);
  };
  event(schema<primed>, sum(counts.primed));
  event(schema<interfered>, sum(counts.interfered));
  event(schema<reconsolidated>, sum(counts.reconsolidated));
  event(schema<drm_recalled>, sum(counts.drm_recalled));
  event(schema<practiced>, sum(counts.practiced));
  for (std::size_t i = 0; i < workload::operation_types; ++i) {
    // An operation is two records, its begin and its end.
    offered.type(operation_telemetry<on>::kinds[i].descriptor().name, 2 * counts.operations[i]);
  }
  audit_identities(lines, events);
}

}  // namespace

bool audit_report::holds() const noexcept {
  return std::ranges::all_of(metrics, &audit_line::holds) &&
         std::ranges::all_of(events, &audit_line::holds);
}

std::vector<audit_line> audit_report::failures() const {
  std::vector<audit_line> failed;
  for (const auto* part : {&metrics, &events}) {
    std::ranges::copy_if(*part, std::back_inserter(failed),
                         [](const audit_line& line) { return !line.holds(); });
  }
  return failed;
}

audit_report audit(const workload::tally& counts, const snapshot& metrics,
                   const std::optional<accounting>& events, const type_names& off) {
  audit_report report;
  auto& lines = report.metrics;
  family<operation_type>(lines, metrics, counts.operations).counter(operation_telemetry<on>::count);
  audit_priming(lines, counts, metrics);
  audit_interference(lines, counts, metrics);
  audit_reconsolidation(lines, counts, metrics);
  audit_false_memory(lines, counts, metrics);
  audit_spacing(lines, counts, metrics);
  if (events) audit_events(report.events, counts, *events, off);
  return report;
}

}  // namespace engram::tool
