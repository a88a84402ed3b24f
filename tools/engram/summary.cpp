// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/summary.hpp"

#include "engram/text.hpp"

#include "workload/probe.hpp"

#include <engram/collect/cognitive_rates.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace engram::tool {
namespace {

using std::chrono::nanoseconds;

constexpr std::array<std::string_view, workload::operation_types> operation_names{
    "recall", "remember", "prime pair", "practice", "reconsolidate", "DRM trial"};

/// Builds the text, section by section.
class page {
 public:
  explicit page(bool colours) : colours_(colours) {}

  void heading(std::string_view text) {
    text_ += '\n' + paint("1", std::string(text)) + '\n';
  }
  void line(const std::string& text) { text_ += "  " + text + '\n'; }
  std::string paint(std::string_view code, const std::string& text) const {
    return colours_ ? "\x1b[" + std::string(code) + "m" + text + "\x1b[0m" : text;
  }
  std::string good(const std::string& text) const { return paint("32", text); }
  std::string bad(const std::string& text) const { return paint("1;31", text); }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
  bool colours_;
};

void add_load(page& out, const run_result& result) {
  const auto& load = result.load;
  out.heading("Load");
  out.line(grouped(load.counts.total_operations()) + " operations in " + readable(load.elapsed) +
           ": " + grouped(static_cast<std::uint64_t>(std::llround(load.achieved_rate()))) +
           " a second, " + readable(load.cpu_per_operation()) + " of CPU each" +
           (result.interrupted ? " (interrupted)" : ""));
  out.line(grouped(load.counts.total_events()) + " cognitive events, " +
           fixed(static_cast<double>(load.counts.total_events()) /
                     static_cast<double>(std::max<std::uint64_t>(load.counts.total_operations(), 1)),
                 1) +
           " an operation; " + grouped(load.measures.late) +
           " operations began over 1 ms after their intended start");
}

void add_latency_row(page& out, std::string_view name, const workload::operation_latency& latency) {
  if (latency.service.count() == 0) return;
  const auto at = [](const workload::latency_histogram& of, double q) {
    return right(readable(of.quantile(q)), 9);
  };
  out.line(left(std::string(name), 14) + right(grouped(latency.service.count()), 9) +
           at(latency.service, .5) + at(latency.service, .99) + at(latency.service, .999) + " |" +
           at(latency.from_intended, .5) + at(latency.from_intended, .99) +
           at(latency.from_intended, .999));
}

void add_latency(page& out, const run_result& result) {
  out.heading("Latency: service time | from the intended start, which is what a user waits");
  out.line(left("", 14) + right("count", 9) + right("p50", 9) + right("p99", 9) + right("p99.9", 9) +
           " |" + right("p50", 9) + right("p99", 9) + right("p99.9", 9));
  const auto& measures = result.load.measures;
  add_latency_row(out, "all", measures.all());
  for (std::size_t i = 0; i < workload::operation_types; ++i) {
    add_latency_row(out, operation_names[i], measures.latency[i]);
  }
}

void add_events(page& out, const run_result& result) {
  const auto& counts = result.load.counts;
  const double seconds = std::chrono::duration<double>(result.load.elapsed).count();
  const auto row = [&](std::string_view name, std::uint64_t n) {
    out.line(left(std::string(name), 34) + right(grouped(n), 11) +
             right(fixed(static_cast<double>(n) / seconds, 1), 12) + " /s");
  };
  out.heading("Events");
  row("priming, semantic", counts.primed[0]);
  row("priming, associative", counts.primed[1]);
  row("priming, repetition", counts.primed[2]);
  row("facilitation by a prime", counts.primed[3]);
  row("interference, proactive", counts.interfered[0]);
  row("interference, retroactive", counts.interfered[1]);
  row("interference, fan", counts.interfered[2]);
  row("reconsolidation hits", counts.reconsolidated[0]);
  row("reconsolidation misses", counts.reconsolidated[1]);
  row("reconsolidation rejections", counts.reconsolidation_rejections());
  row("false memory: lures recalled", counts.drm_recalled[0]);
  row("false memory: list items recalled", counts.drm_recalled[1]);
  row("practice, massed", counts.practiced[0]);
  row("practice, distributed", counts.practiced[1]);
}

std::string with_unit(double value, std::string_view unit) {
  if (unit == "ratio") return percent(value);
  return fixed(value, unit == "ms" ? 0 : 2) + (unit == "ms" ? " ms" : "");
}

void add_findings(page& out, const run_result& result) {
  if (result.findings.empty()) return;
  out.heading("Findings: this run | people");
  for (const auto& found : result.findings) {
    const std::string people = found.published ? with_unit(*found.published, found.unit) : "";
    out.line(left(std::string(found.name), 36) + right(with_unit(found.measured, found.unit), 8) +
             " | " + right(people, 8) + "  " + std::string(found.source));
  }
}

void add_costs(page& out, const run_result& result) {
  if (result.costs.empty()) return;
  const auto operations = static_cast<double>(
      std::max<std::uint64_t>(result.load.counts.total_operations(), 1));
  const auto cpu = static_cast<double>(result.load.measures.cpu.count());
  nanoseconds sum{};
  const auto row = [&](const std::string& what, const std::string& times, nanoseconds part) {
    const auto ns = static_cast<double>(part.count());
    out.line(left(what, 28) + right(times, 12) + right(readable(part), 10) +
             right(fixed(ns / operations, 1), 9) + right(percent(ns / cpu, 2), 10));
  };
  out.heading("What telemetry cost");
  out.line(left("", 28) + right("calls", 12) + right("CPU", 10) + right("ns/op", 9) +
           right("of the op", 10));
  for (const auto& part : result.costs) {
    row(part.what, part.times == 0 ? "" : grouped(part.times), part.cpu);
    sum += part.cpu;
  }
  row("together", "", sum);
}

void add_trace(page& out, const run_result& result) {
  if (!result.events) return;
  const auto total = result.events->total();
  out.heading("Trace");
  out.line(grouped(total.offered) + " records offered: " + grouped(total.drained) + " drained, " +
           grouped(total.filtered) + " filtered, " + grouped(total.dropped()) + " dropped");
  if (result.trace_path.empty()) return;
  for (std::size_t i = 0; i < result.events->sinks.size(); ++i) {
    const auto sink = result.events->total(i);
    const auto refused = sink[sink_outcome::io_error];
    const std::string text =
        result.events->sinks[i] + " " + result.trace_path + ": " +
        grouped(sink[sink_outcome::acknowledged]) + " written, " +
        grouped(sink[sink_outcome::filtered]) + " not wanted, " + grouped(refused) + " refused";
    out.line(refused == 0 ? text : out.bad(text));
  }
}

void add_audit(page& out, const run_result& result) {
  if (!result.audit) return;
  const auto& audit = *result.audit;
  const auto failures = audit.failures();
  out.heading("Audit: telemetry against the engine's own plain counts");
  if (failures.empty()) {
    out.line(out.good("holds") + ": " + std::to_string(audit.metrics.size()) +
             " series of metrics and " + std::to_string(audit.events.size()) +
             " sums of events are exact");
    return;
  }
  out.line(out.bad("FAILS") + " in " + std::to_string(failures.size()) + " places:");
  for (const auto& line : failures) {
    out.line(left(line.what, 54) + " expected " + grouped(line.expected) + ", found " +
             grouped(line.found));
  }
}

}  // namespace

bool run_result::good() const noexcept {
  if (audit && !audit->holds()) return false;
  if (drain && (!drain->in_time || drain->left_behind != 0 || !drain->exporters_flushed)) {
    return false;
  }
  if (!events) return true;
  for (std::size_t i = 0; i < events->sinks.size(); ++i) {
    if (events->total(i)[sink_outcome::io_error] != 0) return false;
  }
  return true;
}

std::string summary_text(const run_result& result, bool colours) {
  page out(colours);
  add_load(out, result);
  add_latency(out, result);
  add_events(out, result);
  add_findings(out, result);
  add_trace(out, result);
  add_costs(out, result);
  add_audit(out, result);
  return out.take();
}

}  // namespace engram::tool
