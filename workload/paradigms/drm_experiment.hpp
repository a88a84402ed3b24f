// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/drm_lists.hpp"
#include "workload/paradigms/drm.hpp"
#include "workload/params.hpp"
#include "workload/semantic_network.hpp"
#include "workload/tally.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace engram::workload {

/// Counts of a DRM experiment, list by list, next to what people did.
struct drm_findings {
  std::vector<drm_counts> lists;  ///< as the lists were given; no trials for one left out
  std::vector<double> published;  ///< lure recall, 0..1

  /// Lures recalled / trials, over all lists. Zero without trials.
  [[nodiscard]] double lure_rate() const noexcept;
  /// Items recalled / items studied.
  [[nodiscard]] double veridical_rate() const noexcept;
  /// Words of no list recalled / trials.
  [[nodiscard]] double unrelated_rate() const noexcept;
  /// Mean of the published rates.
  [[nodiscard]] double published_rate() const noexcept;
  /// Pearson correlation of the lists' lure rates with the published ones.
  [[nodiscard]] double correlation() const noexcept;
};

/// Sets the counts of a run, which are by position in `lists`, beside the published rates.
[[nodiscard]] drm_findings findings_of(std::span<const drm_list> lists,
                                       std::span<const drm_counts> counts);

/// Runs `trials` seeded trials of every list through the engine. About 0.2 ms a trial.
[[nodiscard]] drm_findings run_drm_experiment(const semantic_network& network,
                                              std::span<const drm_list> lists, std::uint32_t trials,
                                              std::uint64_t seed, const params& params = {});

/// What every list does to its own lure: the context it leaves there, which is the engine's
/// prediction before any chance comes in. In the order of `lists`.
[[nodiscard]] std::vector<double> lure_contexts(const semantic_network& network,
                                                std::span<const drm_material> lists,
                                                const params& params = {});

}  // namespace engram::workload
