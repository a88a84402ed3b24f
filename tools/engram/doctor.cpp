// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/doctor.hpp"

#include "engram/text.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace engram::tool {
namespace {

/// What a thread reserves of addresses, and so commits where the kernel does not overcommit
/// (docs/design/decisions/0001).
constexpr std::uint64_t addresses_of_a_thread = 8ULL << 20;
/// Below this many threads, metrics are of no use; below that many, some programs will miss.
constexpr std::uint64_t too_few_threads = 16;
constexpr std::uint64_t few_threads = 512;

diagnosis clock_of(const machine_facts& machine) {
  diagnosis all{.id = "clock", .what = "clock", .found = {}};
  const auto figures = "a step of " + fixed(machine.tick_step_ns, 1) + " ns, a reading costs " +
                       fixed(machine.tick_cost_ns, 1) + " ns";
  if (machine.fast_ticks) {
    all.found = "the processor's counter, " + figures;
    return all;
  }
  all.found = "CLOCK_MONOTONIC, " + figures;
  all.bad = severity::warning;
  all.advice =
      "the processor's counter is not invariant here" +
      (machine.clock_source.empty() ? "" : " (the kernel uses " + machine.clock_source + ")") +
      ": events cost what that clock costs; a virtual machine may hide the counter";
  return all;
}

/// What a bound on addresses leaves for threads.
diagnosis room_for_threads(diagnosis all, std::uint64_t bytes, const std::string& advice) {
  const auto threads = bytes / addresses_of_a_thread;
  all.found += ", room for " + grouped(threads) + " threads at 8 MiB each";
  if (threads < few_threads) {
    all.bad = threads < too_few_threads ? severity::error : severity::warning;
    all.advice = advice + "; threads beyond them share one slower set of cells";
  }
  return all;
}

diagnosis overcommit_of(const machine_facts& machine) {
  static constexpr std::array<std::string_view, 3> modes{"by guess (0)", "always (1)", "never (2)"};
  diagnosis all{.id = "overcommit", .what = "overcommit", .found = "unknown"};
  if (machine.overcommit < 0 || machine.overcommit > 2) return all;
  all.found = modes[static_cast<std::size_t>(machine.overcommit)];
  if (machine.overcommit != 2 || !machine.commit_left) return all;
  return room_for_threads(all, *machine.commit_left,
                          "set vm.overcommit_memory to 0 or 1, or raise vm.overcommit_ratio");
}

diagnosis addresses_of(const machine_facts& machine) {
  diagnosis all{.id = "address-limit", .what = "address space", .found = "unlimited"};
  if (!machine.address_limit) return all;
  all.found = "at most " + readable_bytes(*machine.address_limit);
  return room_for_threads(all, *machine.address_limit, "raise the limit (ulimit -v)");
}

diagnosis forks_of(const machine_facts& machine) {
  diagnosis all{.id = "fork", .what = "fork", .found = "each new process is noticed"};
  if (machine.wipe_on_fork) return all;
  all.found = "MADV_WIPEONFORK is not there";
  all.bad = severity::warning;
  all.advice =
      "children made by fork() are noticed, those of _Fork and clone are not: they count "
      "on from their parent; Linux has it from 4.14 on";
  return all;
}

diagnosis nodes_of(const machine_facts& machine) {
  diagnosis all{
      .id = "memory-nodes", .what = "memory nodes", .found = std::to_string(machine.nodes)};
  if (machine.node_notice.empty()) return all;
  all.bad = severity::info;
  all.advice = machine.node_notice;
  return all;
}

/// The value of `key="..."` in a sample's labels.
std::string_view label_of(std::string_view labels, std::string_view key) {
  const auto at = labels.find(std::string(key) + "=\"");
  if (at == std::string_view::npos) return {};
  const auto begin = at + key.size() + 2;
  return labels.substr(begin, labels.find('"', begin) - begin);
}

/// What is summed of a family: the samples whose label has a value.
struct loss {
  std::string_view family;
  std::string_view key;
  std::string_view value;
  severity how_bad;
  std::string_view id;
  std::string_view what;
  std::string_view advice;
};
constexpr std::array<loss, 8> losses{
    loss{"engram_telemetry_refusals_total", "missing", "metric", severity::error, "refused-metric",
         "calls of metrics without a place",
         "memory or the process's cells are spent, or two metrics share a name with another shape"},
    loss{"engram_telemetry_refusals_total", "missing", "type", severity::error, "refused-type",
         "calls of event types without a place",
         "there are ids for 121 event types and 128 operation kinds"},
    loss{"engram_telemetry_refusals_total", "missing", "thread", severity::error, "refused-thread",
         "calls of threads without cells", "memory or address space is short: see above"},
    loss{"engram_telemetry_records_total", "outcome", "dropped_full", severity::warning,
         "dropped-full", "records that found the ring full",
         "larger rings (collector_options::ring_slots), a shorter interval, or a filter"},
    loss{"engram_telemetry_records_total", "outcome", "dropped_no_ring", severity::warning,
         "dropped-no-ring", "records of threads without a ring",
         "a larger collector_options::ring_budget"},
    loss{"engram_telemetry_sink_records_total", "outcome", "io_error", severity::error, "io-error",
         "records that a file refused", "look for a full disk or a limit of the file size"},
    loss{"engram_telemetry_sink_records_total", "outcome", "no_memory", severity::error,
         "no-memory", "records for which there was no memory", "give the process more memory"},
    loss{"engram_telemetry_sink_records_total", "outcome", "rejected", severity::warning,
         "rejected", "records that a sink could not understand",
         "its notifier has said why: a field that is not there, a type that is not known"}};

/// The sum of a loss's samples on a text page.
std::uint64_t sum_of(std::string_view page, const loss& of) {
  double sum = 0;
  while (!page.empty()) {
    const auto end = page.find('\n');
    const auto line = page.substr(0, end);
    page.remove_prefix(end == std::string_view::npos ? page.size() : end + 1);
    const auto open = line.find('{');
    const auto close = line.rfind('}');
    if (open == std::string_view::npos || close == std::string_view::npos) continue;
    if (line.substr(0, open) != of.family) continue;
    if (label_of(line.substr(open, close - open), of.key) != of.value) continue;
    double value = 0;
    const auto number = line.substr(std::min(close + 2, line.size()));
    std::from_chars(number.data(), number.data() + number.size(), value);
    sum += value;
  }
  return static_cast<std::uint64_t>(sum);
}

}  // namespace

std::vector<diagnosis> examine(const machine_facts& machine) {
  return {{.id = "library", .what = "library", .found = machine.library + ", " + machine.compiler},
          {.id = "kernel",
           .what = "kernel",
           .found = machine.kernel + ", " + std::to_string(machine.processors) + " processors"},
          clock_of(machine),
          {.id = "page", .what = "page", .found = readable_bytes(machine.page)},
          overcommit_of(machine),
          addresses_of(machine),
          forks_of(machine),
          nodes_of(machine)};
}

std::vector<diagnosis> examine_records(std::string_view page) {
  std::vector<diagnosis> all;
  for (const auto& each : losses) {
    const auto lost = sum_of(page, each);
    if (lost == 0) continue;
    all.push_back({.id = each.id,
                   .what = each.what,
                   .found = grouped(lost),
                   .bad = each.how_bad,
                   .advice = std::string(each.advice)});
  }
  return all;
}

}  // namespace engram::tool
