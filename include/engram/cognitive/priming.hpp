// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/cognitive/ids.hpp>
#include <engram/counter.hpp>
#include <engram/event.hpp>
#include <engram/histogram.hpp>

#include <cstdint>

namespace engram::inline v0::cognitive {

/// How a prime raised its target. `facilitation` is a prime that later helped: the target was
/// accessed while the prime's residue was still active.
enum class priming_kind : std::uint8_t { semantic, associative, repetition, facilitation };
consteval auto label_set(priming_kind) {
  return labels{"kind", {"semantic", "associative", "repetition", "facilitation"}};
}

/// A prime raised a target above its baseline.
struct primed {
  node_id prime;
  node_id target;
  float strength;  ///< activation added, 0..1
  priming_kind kind;
  std::uint8_t hops;  ///< edges travelled; 0 for repetition and facilitation
};
}  // namespace engram::inline v0::cognitive

template <>
inline constexpr auto engram::schema<engram::cognitive::primed> =
    engram::describe<engram::cognitive::primed>(
        {.name = "engram.node.primed",
         .help = "A prime raised a target above its baseline.",
         .strength = "strength"},
        engram::field<&engram::cognitive::primed::prime>{"node that was just active"},
        engram::field<&engram::cognitive::primed::target>{"node whose activation rose"},
        engram::field<&engram::cognitive::primed::strength>{"activation added, 0..1"},
        engram::field<&engram::cognitive::primed::kind>{"how the two are related"},
        engram::field<&engram::cognitive::primed::hops>{"edges travelled"});

namespace engram::inline v0::cognitive {

inline constexpr bounds priming_strength_bounds{.01, .02, .03, .05, .07, .1,
                                                .15, .2,  .3,  .5,  .7,  1};

/// What is measured of priming.
template <class Mode = default_mode>
struct priming_metrics {
  static inline constinit basic_counter<Mode, priming_kind> events{
      {.name = "engram.priming.events",
       .help = "Targets raised above their baseline by a prime.",
       .unit = "{event}"}};
  static inline constinit basic_histogram<Mode, explicit_bounds<priming_strength_bounds>,
                                          priming_kind>
      strength{{.name = "engram.priming.strength",
                .help = "Activation that a prime added to its target.",
                .unit = "1"}};
};

/// Counts the priming and emits its event.
template <class Mode = default_mode>
void record([[maybe_unused]] const primed& event) noexcept {
  if constexpr (Mode::enabled) {
    priming_metrics<Mode>::events.add(event.kind);
    priming_metrics<Mode>::strength.record(event.kind, event.strength);
    emit<Mode>(event);
  }
}

}  // namespace engram::inline v0::cognitive
