// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/cognitive/ids.hpp>
#include <engram/counter.hpp>
#include <engram/event.hpp>
#include <engram/histogram.hpp>

#include <cstdint>

namespace engram::inline v0::cognitive {

/// Proactive: older episodes hinder a newer one. Retroactive: newer ones hinder an older one.
/// Fan: several associations share the cue.
enum class interference_kind : std::uint8_t { proactive, retroactive, fan };
consteval auto label_set(interference_kind) {
  return labels{"kind", {"proactive", "retroactive", "fan"}};
}

/// Competing episodes lowered the chance of retrieving one. Recorded only when there was a
/// competitor.
struct interfered {
  episode_id target;
  episode_id competitor;  ///< the strongest competitor
  float magnitude;        ///< share of the retrieval strength that competitors took, 0..1
  interference_kind kind;
  std::uint8_t competitors;  ///< how many competed; 255 stands for 255 and more
};
}  // namespace engram::inline v0::cognitive

template <>
inline constexpr auto engram::schema<engram::cognitive::interfered> =
    engram::describe<engram::cognitive::interfered>(
        {.name = "engram.interference.detected",
         .help = "Competing episodes hindered the retrieval of one.",
         .strength = "magnitude"},
        engram::field<&engram::cognitive::interfered::target>{"episode that was sought"},
        engram::field<&engram::cognitive::interfered::competitor>{"strongest competitor"},
        engram::field<&engram::cognitive::interfered::magnitude>{
            "share of the retrieval strength that competitors took, 0..1"},
        engram::field<&engram::cognitive::interfered::kind>{"direction of the interference"},
        engram::field<&engram::cognitive::interfered::competitors>{
            "how many competed, at most 255"});

namespace engram::inline v0::cognitive {

inline constexpr bounds interference_magnitude_bounds{.05, .1, .15, .2, .25, .3, .4,
                                                      .5,  .6, .7,  .8, .9,  1};
inline constexpr bounds competitor_bounds{1, 2, 3, 5, 8, 12, 20, 50};

/// What is measured of interference.
template <class Mode = default_mode>
struct interference_metrics {
  static inline constinit basic_counter<Mode, interference_kind> events{
      {.name = "engram.interference.events",
       .help = "Retrievals that competing episodes hindered.",
       .unit = "{event}"}};
  static inline constinit basic_histogram<Mode, explicit_bounds<interference_magnitude_bounds>,
                                          interference_kind>
      magnitude{{.name = "engram.interference.magnitude",
                 .help = "Share of the retrieval strength that competitors took.",
                 .unit = "1"}};
  static inline constinit basic_histogram<Mode, explicit_bounds<competitor_bounds>,
                                          interference_kind>
      competitors{{.name = "engram.interference.competitors",
                   .help = "Episodes that competed with the one sought.",
                   .unit = "{episode}"}};
};

/// Counts the interference and emits its event.
template <class Mode = default_mode>
void record([[maybe_unused]] const interfered& event) noexcept {
  if constexpr (Mode::enabled) {
    interference_metrics<Mode>::events.add(event.kind);
    interference_metrics<Mode>::magnitude.record(event.kind, event.magnitude);
    interference_metrics<Mode>::competitors.record(event.kind, event.competitors);
    emit<Mode>(event);
  }
}

}  // namespace engram::inline v0::cognitive
