// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/cognitive/ids.hpp>
#include <engram/counter.hpp>
#include <engram/event.hpp>
#include <engram/histogram.hpp>

#include <cstdint>

namespace engram::inline v0::cognitive {

/// How an attempt to update a recalled episode ended. A hit fell inside the window of lability, a
/// miss came after it closed; all others are rejections, each with its reason. attempts = hits +
/// misses + rejections.
enum class reconsolidation_outcome : std::uint8_t {
  hit,
  miss,
  not_recalled,  ///< rejected: no recall has reactivated the episode
  too_young,     ///< rejected: the episode has not consolidated yet
  too_soon,      ///< rejected: the window has not opened yet
  conflicting,   ///< rejected: another modification is under way
  excessive,     ///< rejected: the episode was modified too often
};
consteval auto label_set(reconsolidation_outcome) {
  return labels{
      "outcome",
      {"hit", "miss", "not_recalled", "too_young", "too_soon", "conflicting", "excessive"}};
}

/// An attempt to modify a recalled episode while it may be labile.
struct reconsolidated {
  episode_id episode;
  float window_position;  ///< 0 when the window opens, 1 when it closes; beyond 1 for a miss
  float plasticity;       ///< 0..0.5, an inverted U over the window; 0 outside it
  std::uint32_t seconds_since_recall;
  reconsolidation_outcome outcome;
  std::uint8_t modifications;  ///< made to this episode so far; 255 stands for 255 and more
  bool modified;               ///< this attempt changed the episode
};
}  // namespace engram::inline v0::cognitive

template <>
inline constexpr auto engram::schema<engram::cognitive::reconsolidated> =
    engram::describe<engram::cognitive::reconsolidated>(
        {.name = "engram.memory.reconsolidated",
         .help = "An attempt to modify a recalled episode."},
        engram::field<&engram::cognitive::reconsolidated::episode>{"episode to be modified"},
        engram::field<&engram::cognitive::reconsolidated::seconds_since_recall>{
            "age of the recall that opened the window"},
        engram::field<&engram::cognitive::reconsolidated::window_position>{
            "0 when the window opens, 1 when it closes, beyond for a miss"},
        engram::field<&engram::cognitive::reconsolidated::plasticity>{
            "0..0.5 over the window; 0 outside it"},
        engram::field<&engram::cognitive::reconsolidated::outcome>{
            "hit, miss, or the reason of a rejection"},
        engram::field<&engram::cognitive::reconsolidated::modifications>{
            "made to this episode so far, at most 255"});

namespace engram::inline v0::cognitive {

inline constexpr bounds window_position_bounds{0, .1, .2, .3, .4, .5, .6, .7, .8, .9, 1, 2};
inline constexpr bounds plasticity_bounds{.05, .1, .15, .2, .25, .3, .35, .4, .45, .5};

/// What is measured of reconsolidation. Attempts by outcome: the window's hit rate is hits divided
/// by all attempts.
template <class Mode = default_mode>
struct reconsolidation_metrics {
  static inline constinit basic_counter<Mode, reconsolidation_outcome> attempts{
      {.name = "engram.reconsolidation.attempts",
       .help = "Attempts to modify a recalled episode.",
       .unit = "{attempt}"}};
  static inline constinit basic_counter<Mode> modifications{
      {.name = "engram.reconsolidation.modifications",
       .help = "Episodes changed while labile.",
       .unit = "{modification}"}};
  static inline constinit basic_histogram<Mode, explicit_bounds<window_position_bounds>> position{
      {.name = "engram.reconsolidation.window.position",
       .help = "Where in the window an attempt fell: 0 it opens, 1 it closes.",
       .unit = "1"}};
  static inline constinit basic_histogram<Mode, explicit_bounds<plasticity_bounds>> plasticity{
      {.name = "engram.reconsolidation.plasticity",
       .help = "Plasticity of the episode at a hit.",
       .unit = "1"}};
};

/// Whether an attempt met an episode in or after its window, so that it has a position there.
constexpr bool reached_window(reconsolidation_outcome outcome) noexcept {
  return outcome == reconsolidation_outcome::hit || outcome == reconsolidation_outcome::miss;
}

/// Counts the attempt and emits its event.
template <class Mode = default_mode>
void record([[maybe_unused]] const reconsolidated& event) noexcept {
  if constexpr (Mode::enabled) {
    using metrics = reconsolidation_metrics<Mode>;
    metrics::attempts.add(event.outcome);
    if (event.modified) metrics::modifications.add();
    if (reached_window(event.outcome)) metrics::position.record(event.window_position);
    if (event.outcome == reconsolidation_outcome::hit) metrics::plasticity.record(event.plasticity);
    emit<Mode>(event);
  }
}

}  // namespace engram::inline v0::cognitive
