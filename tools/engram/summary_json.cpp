// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/summary.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>

namespace engram::tool {
namespace {

using json = nlohmann::ordered_json;

json latency_of(const workload::latency_histogram& of) {
  return {{"count", of.count()},
          {"mean_ns", of.mean().count()},
          {"p50_ns", of.quantile(.5).count()},
          {"p99_ns", of.quantile(.99).count()},
          {"p999_ns", of.quantile(.999).count()},
          {"max_ns", of.max().count()}};
}

/// As text: many readers keep numbers as doubles.
std::string hexadecimal(std::uint64_t value) {
  std::array<char, 16> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
  const auto size = static_cast<std::size_t>(end - digits.data());
  return std::string(digits.size() - size, '0') + std::string(digits.data(), size);
}

json load_of(const workload::load_report& load) {
  const auto all = load.measures.all();
  return {{"operations", load.counts.total_operations()},
          {"events", load.counts.total_events()},
          {"elapsed_ns", load.elapsed.count()},
          {"rate", load.achieved_rate()},
          {"cpu_ns", load.measures.cpu.count()},
          {"late", load.measures.late},
          {"event_hash", hexadecimal(load.counts.event_hash)},
          {"service", latency_of(all.service)},
          {"from_intended", latency_of(all.from_intended)}};
}

json findings_of(const run_result& result) {
  json all = json::array();
  for (const auto& found : result.findings) {
    all.push_back({{"name", found.name},
                   {"unit", found.unit},
                   {"measured", found.measured},
                   {"published", found.published ? json(*found.published) : json(nullptr)},
                   {"source", found.source}});
  }
  return all;
}

json pairs_of(const primed_pairs& pairs) {
  json most = json::array();
  for (const auto& pair : pairs.most) {
    most.push_back({{"prime", pair.prime},
                    {"target", pair.target},
                    {"count", pair.count},
                    {"error", pair.error},
                    {"among_top", pair.among_top}});
  }
  return {{"most", most}, {"total", pairs.total}, {"unseen", pairs.unseen}};
}

json costs_of(const run_result& result) {
  json all = json::array();
  for (const auto& part : result.costs) {
    all.push_back({{"what", part.what}, {"calls", part.times}, {"cpu_ns", part.cpu.count()}});
  }
  return all;
}

json audit_of(const audit_report& audit) {
  json all = {{"holds", audit.holds()}, {"lines", json::array()}};
  for (const auto* part : {&audit.metrics, &audit.events}) {
    for (const auto& line : *part) {
      all["lines"].push_back(
          {{"what", line.what}, {"expected", line.expected}, {"found", line.found}});
    }
  }
  return all;
}

json sinks_of(const accounting& events) {
  json all = json::array();
  for (std::size_t i = 0; i < events.sinks.size(); ++i) {
    const auto sink = events.total(i);
    all.push_back({{"name", events.sinks[i]},
                   {"drained", sink.drained},
                   {"acknowledged", sink[sink_outcome::acknowledged]},
                   {"filtered", sink[sink_outcome::filtered]},
                   {"refused", sink.unwritten()}});
  }
  return all;
}

json events_of(const accounting& events) {
  const auto total = events.total();
  return {{"offered", total.offered},
          {"filtered", total.filtered},
          {"dropped", total.dropped()},
          {"drained", total.drained},
          {"sinks", sinks_of(events)}};
}

}  // namespace

std::string summary_json(const run_result& result) {
  json all = {{"version", 1},
              {"good", result.good()},
              {"interrupted", result.interrupted},
              {"load", load_of(result.load)},
              {"findings", findings_of(result)},
              {"costs", costs_of(result)}};
  if (!result.pairs.most.empty()) all["primed_pairs"] = pairs_of(result.pairs);
  if (result.events) all["trace"] = events_of(*result.events);
  if (result.audit) all["audit"] = audit_of(*result.audit);
  return all.dump(2);
}

}  // namespace engram::tool
