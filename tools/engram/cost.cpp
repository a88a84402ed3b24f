// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/cost.hpp"

#include <engram/cognitive/priming.hpp>
#include <engram/collect/collector.hpp>
#include <engram/engram.hpp>

#include <algorithm>
#include <cmath>

namespace engram::tool {
namespace {

using std::chrono::nanoseconds;
using clock_type = std::chrono::steady_clock;

/// Instruments that nothing else records into and no registry of a run names.
inline constinit basic_counter<on, cognitive::priming_kind> sample_counter{
    {.name = "engram.calibration.counter"}};
inline constinit basic_histogram<on, explicit_bounds<cognitive::priming_strength_bounds>,
                                 cognitive::priming_kind>
    sample_histogram{{.name = "engram.calibration.histogram"}};
inline constinit basic_operation_kind<on> sample_kind{{.name = "engram.calibration.operation"}};
struct sample_event {
  std::uint64_t prime;
  std::uint64_t target;
  float strength;
};

constexpr int rounds = 15;
constexpr int metric_calls = 2000;
/// So few that all rounds together fit a ring of the usual size.
constexpr int operations = 64;

/// The fastest of several rounds, in nanoseconds a call.
template <class Call>
double fastest(int calls, Call call) {
  double best = INFINITY;
  for (int round = 0; round < rounds; ++round) {
    const auto start = clock_type::now();
    for (int i = 0; i < calls; ++i) call(i);
    const nanoseconds took = clock_type::now() - start;
    best = std::min(best, static_cast<double>(took.count()) / calls);
  }
  return best;
}

float strength_of(int i) { return static_cast<float>(i % 97 + 1) * .01F; }

}  // namespace
}  // namespace engram::tool

template <>
inline constexpr auto engram::schema<engram::tool::sample_event> =
    engram::describe<engram::tool::sample_event>(
        {.name = "engram.calibration.event", .strength = "strength"},
        engram::field<&engram::tool::sample_event::prime>{"any"},
        engram::field<&engram::tool::sample_event::target>{"any"},
        engram::field<&engram::tool::sample_event::strength>{"any"});

namespace engram::tool {
namespace {

void emit_sample(int i) {
  emit<on>(sample_event{static_cast<std::uint64_t>(i), 1, strength_of(i)});
}

void run_operation(int events) {
  basic_operation<on> op{sample_kind, {.space = 1, .subject = 1}};
  for (int i = 0; i < events; ++i) emit_sample(i);
}

std::uint64_t counted(const snapshot& metrics, metric_kind kind) {
  std::uint64_t total = 0;
  for (const auto* metric : metrics.metrics()) {
    const auto& row = metric->descriptor;
    if (row.kind != kind) continue;
    for (std::uint32_t i = 0; i < row.series; ++i) {
      const auto cells = metrics.series(*metric, i);
      total += kind == metric_kind::histogram ? histogram_reading(*row.buckets, cells).count()
                                              : cells[0];
    }
  }
  return total;
}

nanoseconds cost(double each, std::uint64_t times) {
  return nanoseconds(std::llround(each * static_cast<double>(times)));
}

}  // namespace

call_costs measure_calls() {
  constexpr int events = 8;
  using kind = cognitive::priming_kind;
  collector sink({});
  call_costs costs;
  if (!sink.start()) return costs;
  run_operation(1);  // registers, attaches, gets the ring
  costs.counter =
      fastest(metric_calls, [](int i) { sample_counter.add(static_cast<kind>(i & 3)); });
  costs.histogram = fastest(metric_calls, [](int i) {
    sample_histogram.record(static_cast<kind>(i & 3), strength_of(i));
  });
  costs.operation = fastest(operations, [](int) { run_operation(0); });
  const double full = fastest(operations, [](int) { run_operation(events); });
  costs.event = std::max(0.0, full - costs.operation) / events;
  return costs;
}

std::vector<cost_part> costs_of(const call_costs& calls, const snapshot& metrics,
                                const accounting* events, background_cost background) {
  const auto adds = counted(metrics, metric_kind::counter);
  const auto records = counted(metrics, metric_kind::histogram);
  std::vector<cost_part> parts{
      {"counters", adds, cost(calls.counter, adds)},
      {"histograms", records, cost(calls.histogram, records)},
  };
  if (events != nullptr) {
    std::uint64_t emitted = 0;
    std::uint64_t traced = 0;
    for (const auto& type : events->types) {
      (type.is_operation ? traced : emitted) += type.producer.offered;
    }
    traced /= 2;  // a begin and an end each
    parts.push_back({"events", emitted, cost(calls.event, emitted)});
    parts.push_back({"operations traced", traced, cost(calls.operation, traced)});
    parts.push_back({"collector: drain and write", 0, background.collector});
  }
  parts.push_back({"endpoint: scrapes", 0, background.endpoint});
  parts.push_back({"windows: a reading a second", 0, background.windows});
  return parts;
}

}  // namespace engram::tool
