// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/probe.hpp"

#include <engram/cognitive/false_memory.hpp>
#include <engram/cognitive/interference.hpp>
#include <engram/cognitive/priming.hpp>
#include <engram/cognitive/reconsolidation.hpp>
#include <engram/cognitive/spacing.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace engram::workload {

/// Outcomes of the trials of one word list.
struct drm_counts {
  std::uint64_t trials = 0;
  std::uint64_t items_studied = 0;
  std::uint64_t items_recalled = 0;
  std::uint64_t lures_recalled = 0;
  std::uint64_t unrelated_recalled = 0;  ///< one unrelated word is tested a trial

  drm_counts& operator+=(const drm_counts& other) noexcept;
};

/// What the engine did, counted in plain numbers without any telemetry: the independent record that
/// metrics and events are audited against.
///
/// Each worker owns one; they are added up when the workers have ended. Enum values index the
/// arrays. The sums are double and thus depend on the order of addition in their last bits; the
/// counts and the hash do not.
struct tally {
  static constexpr std::size_t max_fan = 16;  ///< retrievals with a larger fan count here

  std::array<std::uint64_t, operation_types> operations{};

  std::array<std::uint64_t, 4> primed{};  ///< by priming_kind
  std::array<double, 4> strength_sum{};
  std::array<std::uint64_t, 3> interfered{};  ///< by interference_kind
  std::array<double, 3> magnitude_sum{};
  std::array<std::uint64_t, 7> reconsolidated{};  ///< by reconsolidation_outcome
  std::uint64_t modifications = 0;
  double plasticity_sum = 0;
  std::array<std::uint64_t, 3> drm_recalled{};  ///< by drm_recall_kind
  std::array<double, 3> confidence_sum{};
  std::uint64_t drm_trials = 0;
  std::uint64_t drm_items_studied = 0;
  std::array<std::uint64_t, 2> practiced{};  ///< by practice_kind
  std::array<double, 2> gap_sum{};           ///< seconds
  std::array<double, 2> retention_ratio_sum{};

  // Beyond the events: for the findings of a run.
  std::array<std::uint64_t, max_fan + 1> retrievals{};     ///< by fan
  std::array<std::uint64_t, max_fan + 1> retrieved{};      ///< of these, successful
  std::array<double, max_fan + 1> reaction_seconds_sum{};  ///< predicted, by fan
  std::vector<drm_counts> drm_lists;                       ///< by position in the run's lists

  /// Sum of the hashes of all events, each with its space: equal for equal multisets of events, in
  /// whatever order and on whatever thread they happened.
  std::uint64_t event_hash = 0;

  void count(std::uint32_t space, const cognitive::primed& event) noexcept;
  void count(std::uint32_t space, const cognitive::interfered& event) noexcept;
  void count(std::uint32_t space, const cognitive::reconsolidated& event) noexcept;
  void count(std::uint32_t space, const cognitive::drm_recalled& event) noexcept;
  void count(std::uint32_t space, const cognitive::drm_trial& event) noexcept;
  void count(std::uint32_t space, const cognitive::practiced& event) noexcept;

  /// A retrieval among `fan` episodes that share the cue.
  void count_retrieval(std::size_t fan, bool successful, double reaction_seconds) noexcept;

  /// A trial of the list at this position.
  void count_list(std::size_t position, const drm_counts& trial);

  /// Adds what another worker counted.
  tally& operator+=(const tally& other);

  [[nodiscard]] std::uint64_t total_operations() const noexcept;

  /// All events but `drm_trial`, which feeds metrics only.
  [[nodiscard]] std::uint64_t total_events() const noexcept;

  /// Attempts at reconsolidation; hits + misses + rejections.
  [[nodiscard]] std::uint64_t reconsolidation_attempts() const noexcept;
  [[nodiscard]] std::uint64_t reconsolidation_rejections() const noexcept;
};

}  // namespace engram::workload
