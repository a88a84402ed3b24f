// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/cognitive/ids.hpp>
#include <engram/counter.hpp>
#include <engram/event.hpp>
#include <engram/histogram.hpp>

#include <cstdint>

namespace engram::inline v0::cognitive {

/// What a Deese/Roediger-McDermott test brought back: the critical lure, which was never studied, a
/// studied list item, or a word unrelated to the list.
enum class drm_recall_kind : std::uint8_t { critical_lure, list_item, unrelated };
consteval auto label_set(drm_recall_kind) {
  return labels{"kind", {"critical_lure", "list_item", "unrelated"}};
}

/// A word was recalled in a Deese/Roediger-McDermott test.
struct drm_recalled {
  node_id word;
  list_id list;
  float confidence;  ///< probability with which the word was recalled, 0..1
  drm_recall_kind kind;
  std::uint8_t items_recalled;  ///< list items recalled in this trial so far
};

/// A Deese/Roediger-McDermott trial ended: one list studied and tested. Feeds metrics only;
/// the lure rate is lure recalls divided by trials.
struct drm_trial {
  list_id list;
  std::uint8_t items_studied;
  std::uint8_t items_recalled;
  bool lure_recalled;
};
}  // namespace engram::inline v0::cognitive

template <>
inline constexpr auto engram::schema<engram::cognitive::drm_recalled> =
    engram::describe<engram::cognitive::drm_recalled>(
        {.name = "engram.recall.drm",
         .help = "A word was recalled in a Deese/Roediger-McDermott test.",
         .strength = "confidence"},
        engram::field<&engram::cognitive::drm_recalled::word>{"word that was recalled"},
        engram::field<&engram::cognitive::drm_recalled::list>{"list that was studied"},
        engram::field<&engram::cognitive::drm_recalled::confidence>{
            "probability with which it was recalled, 0..1"},
        engram::field<&engram::cognitive::drm_recalled::kind>{
            "critical lure, list item or unrelated"},
        engram::field<&engram::cognitive::drm_recalled::items_recalled>{
            "list items recalled in this trial so far"});

namespace engram::inline v0::cognitive {

inline constexpr bounds confidence_bounds{.1, .2, .3, .4, .5, .6, .7, .8, .9, 1};

/// What is measured of false memory. The lure rate is recalls of the critical lure divided by
/// trials, one lure a trial; not divided by all recalls, which would be a few percent for a human
/// too.
template <class Mode = default_mode>
struct false_memory_metrics {
  static inline constinit basic_counter<Mode> trials{{.name = "engram.false_memory.trials",
                                                      .help = "Lists studied and tested.",
                                                      .unit = "{trial}"}};
  static inline constinit basic_counter<Mode, drm_recall_kind> recalls{
      {.name = "engram.false_memory.recalls",
       .help = "Words recalled in tests.",
       .unit = "{word}"}};
  static inline constinit basic_counter<Mode> generations{
      {.name = "engram.false_memory.generations",
       .help = "Memories of words that were never studied.",
       .unit = "{memory}"}};
  static inline constinit basic_histogram<Mode, explicit_bounds<confidence_bounds>, drm_recall_kind>
      confidence{{.name = "engram.false_memory.confidence",
                  .help = "Probability with which a word was recalled.",
                  .unit = "1"}};
};

/// Counts the recalled word and emits its event.
template <class Mode = default_mode>
void record([[maybe_unused]] const drm_recalled& event) noexcept {
  if constexpr (Mode::enabled) {
    using metrics = false_memory_metrics<Mode>;
    metrics::recalls.add(event.kind);
    if (event.kind != drm_recall_kind::list_item) metrics::generations.add();
    metrics::confidence.record(event.kind, event.confidence);
    emit<Mode>(event);
  }
}

/// Counts the trial.
template <class Mode = default_mode>
void record(const drm_trial&) noexcept {
  if constexpr (Mode::enabled) false_memory_metrics<Mode>::trials.add();
}

}  // namespace engram::inline v0::cognitive
