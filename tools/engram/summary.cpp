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
#include <vector>

namespace engram::tool {
namespace {

using std::chrono::nanoseconds;

constexpr std::array<std::string_view, workload::operation_types> operation_names{
    "recall", "remember", "prime pair", "practice", "reconsolidate", "DRM trial"};

/// Builds the text, section by section.
class page {
 public:
  explicit page(bool colours) : colours_(colours) {}

  void heading(std::string_view text) { text_ += '\n' + paint("1", std::string(text)) + '\n'; }
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

std::uint64_t at_least_one(std::uint64_t n) { return std::max<std::uint64_t>(n, 1); }

void add_load(page& out, const run_result& result) {
  const auto& load = result.load;
  const auto operations = load.counts.total_operations();
  const auto events = load.counts.total_events();
  out.heading(result.interrupted ? "Load (interrupted)" : "Load");
  out.line(grouped(operations) + " operations in " + readable(load.elapsed) + ": " +
           grouped(static_cast<std::uint64_t>(std::llround(load.achieved_rate()))) + " a second, " +
           readable(load.cpu_per_operation()) + " of CPU each");
  out.line(grouped(events) + " cognitive events, " +
           fixed(static_cast<double>(events) / static_cast<double>(at_least_one(operations)), 1) +
           " an operation");
  out.line(grouped(load.measures.late) + " operations began over 1 ms after their intended start");
}

void add_latency_row(page& out, std::string_view name, const workload::operation_latency& latency) {
  if (latency.service.count() == 0) return;
  const auto at = [](const workload::latency_histogram& of, double q) {
    return right(readable(of.quantile(q)), 8);
  };
  out.line(left(std::string(name), 13) + right(grouped(latency.service.count()), 12) +
           at(latency.service, .5) + at(latency.service, .99) + at(latency.service, .999) + " |" +
           at(latency.from_intended, .5) + at(latency.from_intended, .99) +
           at(latency.from_intended, .999));
}

void add_latency(page& out, const run_result& result) {
  out.heading("Latency: service time | from the intended start, which is what a user waits");
  const std::string quantiles = right("p50", 8) + right("p99", 8) + right("p99.9", 8);
  out.line(left("", 13) + right("count", 12) + quantiles + " |" + quantiles);
  const auto& measures = result.load.measures;
  add_latency_row(out, "all", measures.all());
  for (std::size_t i = 0; i < workload::operation_types; ++i) {
    add_latency_row(out, operation_names[i], measures.latency[i]);
  }
}

/// With decimals only where they say something.
std::string rate(std::uint64_t n, double seconds) {
  const double a_second = seconds > 0 ? static_cast<double>(n) / seconds : 0;
  return a_second < 1000 ? fixed(a_second, 1)
                         : grouped(static_cast<std::uint64_t>(std::llround(a_second)));
}

void add_events(page& out, const run_result& result) {
  const auto& counts = result.load.counts;
  const double seconds = std::chrono::duration<double>(result.load.elapsed).count();
  const auto row = [&](std::string_view name, std::uint64_t n) {
    out.line(left(std::string(name), 34) + right(grouped(n), 14) + right(rate(n, seconds), 13) +
             " /s");
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

/// Sources as footnotes: they are longer than a row has room for.
class footnotes {
 public:
  std::string mark(std::string_view source) {
    const auto found = std::ranges::find(sources_, source);
    const auto number = found - sources_.begin() + 1;
    if (found == sources_.end()) sources_.push_back(source);
    return "[" + std::to_string(number) + "]";
  }
  void print(page& out) const {
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      out.line("[" + std::to_string(i + 1) + "] " + std::string(sources_[i]));
    }
  }

 private:
  std::vector<std::string_view> sources_;
};

void add_findings(page& out, const run_result& result) {
  if (result.findings.empty()) return;
  footnotes sources;
  out.heading("Findings: this run | people");
  for (const auto& found : result.findings) {
    const std::string people = found.published ? with_unit(*found.published, found.unit) : "";
    out.line(left(std::string(found.name), 38) + right(with_unit(found.measured, found.unit), 10) +
             " |" + right(people, 10) + "  " + sources.mark(found.source));
  }
  sources.print(out);
}

void add_cost_row(page& out, const cost_part& part, const workload::load_report& load) {
  const auto ns = static_cast<double>(part.cpu.count());
  const auto operations = static_cast<double>(at_least_one(load.counts.total_operations()));
  const auto cpu = static_cast<double>(load.measures.cpu.count());
  out.line(left(part.what, 28) + right(part.times == 0 ? "" : grouped(part.times), 14) +
           right(readable(part.cpu), 10) + right(fixed(ns / operations, 1), 9) +
           right(percent(ns / cpu, 2), 10));
}

/// Words of WordNet go up to seventy letters.
std::string shortened(const std::string& word, std::size_t width) {
  return word.size() <= width ? word : word.substr(0, width - 2) + "..";
}

void add_pairs(page& out, const primed_pairs& pairs) {
  if (pairs.most.empty()) return;
  const auto whole = [](double n) { return grouped(static_cast<std::uint64_t>(std::llround(n))); };
  out.heading("Most primed pairs");
  out.line(left("", 46) + right("at most", 12) + right("at least", 12));
  for (const auto& pair : pairs.most) {
    out.line(left(shortened(pair.prime, 21) + " -> " + shortened(pair.target, 21), 46) +
             right(whole(pair.count), 12) + right(whole(pair.count - pair.error), 12) +
             (pair.among_top ? "" : " ?"));
  }
  out.line("of " + whole(pairs.total) + " primings; no pair that is not counted has over " +
           whole(pairs.unseen));
  if (std::ranges::all_of(pairs.most, &primed_pair::among_top)) return;
  out.line("? another pair may be as frequent");
}

void add_costs(page& out, const run_result& result) {
  if (result.costs.empty()) return;
  out.heading("What telemetry cost");
  out.line(left("", 28) + right("calls", 14) + right("CPU", 10) + right("ns/op", 9) +
           right("share", 10));
  cost_part together{.what = "together", .times = 0, .cpu = {}};
  for (const auto& part : result.costs) {
    add_cost_row(out, part, result.load);
    together.cpu += part.cpu;
  }
  add_cost_row(out, together, result.load);
}

void add_sink(page& out, const std::string& name, const sink_account& sink) {
  const auto refused = sink.unwritten();
  const std::string text = grouped(sink[sink_outcome::acknowledged]) + " written, " +
                           grouped(sink[sink_outcome::filtered]) + " left out, " +
                           grouped(refused) + " refused";
  out.line(name);
  out.line("  " + (refused == 0 ? text : out.bad(text)));
}

void add_trace(page& out, const run_result& result) {
  if (!result.events) return;
  const auto total = result.events->total();
  out.heading("Trace");
  out.line(grouped(total.offered) + " records offered");
  out.line("  " + grouped(total.drained) + " drained, " + grouped(total.filtered) + " filtered, " +
           grouped(total.dropped()) + " dropped");
  for (std::size_t i = 0; i < result.events->sinks.size(); ++i) {
    if (result.events->sinks[i] == pairs_sink) continue;  // it writes nothing
    add_sink(out, result.events->sinks[i] + " " + result.trace_path, result.events->total(i));
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
  out.line(out.bad("FAILS") + " in " + std::to_string(failures.size()) +
           (failures.size() == 1 ? " place:" : " places:"));
  for (const auto& line : failures) {
    out.line(line.what);
    out.line("  expected " + grouped(line.expected) + ", found " + grouped(line.found));
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
    if (events->total(i).unwritten() != 0) return false;
  }
  return true;
}

std::string summary_text(const run_result& result, bool colours) {
  page out(colours);
  add_load(out, result);
  add_latency(out, result);
  add_events(out, result);
  add_findings(out, result);
  add_pairs(out, result.pairs);
  add_trace(out, result);
  add_costs(out, result);
  add_audit(out, result);
  return out.take();
}

}  // namespace engram::tool
