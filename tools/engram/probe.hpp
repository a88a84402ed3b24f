// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/probe.hpp"

#include <engram/cognitive/catalogue.hpp>
#include <engram/engram.hpp>

#include <array>
#include <cstdint>

namespace engram::workload {

/// The label under which operations are counted.
consteval auto label_set(operation_type) {
  return labels{"type",
                {"recall", "remember", "prime_pair", "practice", "reconsolidate", "drm_trial"}};
}

}  // namespace engram::workload

namespace engram::tool {

using workload::operation_type;

/// What the workload tells telemetry of its operations.
template <class Mode>
struct operation_telemetry {
  static inline constinit basic_counter<Mode, operation_type> count{
      {.name = "engram.operations",
       .help = "Operations of the memory that ran.",
       .unit = "{operation}"}};
  static inline constinit std::array<basic_operation_kind<Mode>, workload::operation_types> kinds{
      basic_operation_kind<Mode>{{.name = "engram.recall", .help = "A cue came to mind."}},
      basic_operation_kind<Mode>{{.name = "engram.remember", .help = "An episode was stored."}},
      basic_operation_kind<Mode>{{.name = "engram.prime_pair", .help = "A prime, then a target."}},
      basic_operation_kind<Mode>{{.name = "engram.practice", .help = "A word was practised."}},
      basic_operation_kind<Mode>{
          {.name = "engram.reconsolidate", .help = "A recalled episode was to be changed."}},
      basic_operation_kind<Mode>{
          {.name = "engram.drm_trial", .help = "A word list was studied and tested."}}};
};

/// The probe that records: metrics and events of the cognitive catalogue, and an operation record
/// for each operation. `probe<off>` is the same engine with its instrumentation compiled out.
template <class Mode>
struct probe {
  class operation {
   public:
    operation(operation_type type, std::uint32_t space, std::uint64_t subject) noexcept
        : traced_(operation_telemetry<Mode>::kinds[static_cast<std::size_t>(type)],
                  {.space = space, .subject = subject}) {
      operation_telemetry<Mode>::count.add(type);
    }

   private:
    [[no_unique_address]] basic_operation<Mode> traced_;
  };

  template <class Observation>
  static void observe(const Observation& observation) noexcept {
    cognitive::record<Mode>(observation);
  }
};

/// Calls `visit(metric)` for every metric that a run records.
template <class Mode, class Visit>
void for_each_run_metric(Visit visit) {
  visit(operation_telemetry<Mode>::count);
  cognitive::for_each_metric<Mode>(visit);
}

/// Calls `visit(name)` for every type of event and kind of operation that a run records.
template <class Visit>
void for_each_run_type(Visit visit) {
  cognitive::for_each_event([&](const auto& schema) { visit(schema.descriptor().name); });
  for (const auto& kind : operation_telemetry<on>::kinds) visit(kind.descriptor().name);
}

}  // namespace engram::tool
