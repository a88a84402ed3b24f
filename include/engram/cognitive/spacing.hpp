// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/cognitive/ids.hpp>
#include <engram/counter.hpp>
#include <engram/event.hpp>
#include <engram/histogram.hpp>

#include <cstdint>

namespace engram::inline v0::cognitive {

/// Massed practice follows the last within a minute; distributed practice comes later.
enum class practice_kind : std::uint8_t { massed, distributed };
consteval auto label_set(practice_kind) { return labels{"kind", {"massed", "distributed"}}; }

/// An item was practised again.
struct practiced {
  node_id item;
  float gap_seconds;  ///< time since the last practice of this item
  float
      retention_ratio;  ///< predicted retention with this spacing / with the same practices massed
  std::uint32_t repetition;  ///< how often it has been practised, this time included
  practice_kind kind;
};
}  // namespace engram::inline v0::cognitive

template <>
inline constexpr auto engram::schema<engram::cognitive::practiced> =
    engram::describe<engram::cognitive::practiced>(
        {.name = "engram.item.practiced", .help = "An item was practised again."},
        engram::field<&engram::cognitive::practiced::item>{"item that was practised"},
        engram::field<&engram::cognitive::practiced::repetition>{
            "how often so far, this time included"},
        engram::field<&engram::cognitive::practiced::gap_seconds>{"time since its last practice"},
        engram::field<&engram::cognitive::practiced::retention_ratio>{
            "predicted retention / the same massed"},
        engram::field<&engram::cognitive::practiced::kind>{"massed or distributed"});

namespace engram::inline v0::cognitive {

inline constexpr bounds gap_bounds{1, 10, 60, 600, 3600, 21600, 86400, 604800, 2592000};
inline constexpr bounds retention_bounds{.5, .8, .9, 1, 1.1, 1.2, 1.3, 1.5, 2, 3, 5};

/// What is measured of spacing.
template <class Mode = default_mode>
struct spacing_metrics {
  static inline constinit basic_counter<Mode, practice_kind> practices{
      {.name = "engram.spacing.practices", .help = "Items practised again.", .unit = "{practice}"}};
  static inline constinit basic_histogram<Mode, explicit_bounds<gap_bounds>, practice_kind> gap{
      {.name = "engram.spacing.gap",
       .help = "Time since an item was last practised.",
       .unit = "s"}};
  static inline constinit basic_histogram<Mode, explicit_bounds<retention_bounds>, practice_kind>
      retention{{.name = "engram.spacing.retention.improvement",
                 .help = "Predicted retention over that of the same practices massed.",
                 .unit = "1"}};
};

/// Counts the practice and emits its event.
template <class Mode = default_mode>
void record([[maybe_unused]] const practiced& event) noexcept {
  if constexpr (Mode::enabled) {
    using metrics = spacing_metrics<Mode>;
    metrics::practices.add(event.kind);
    metrics::gap.record(event.kind, event.gap_seconds);
    metrics::retention.record(event.kind, event.retention_ratio);
    emit<Mode>(event);
  }
}

}  // namespace engram::inline v0::cognitive
