// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/drm_lists.hpp"
#include "workload/params.hpp"
#include "workload/semantic_network.hpp"
#include "workload/spreading_activation.hpp"

#include <engram/cognitive/ids.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace engram::workload {

/// A Deese/Roediger-McDermott list whose words have been found in a network. A list is identified
/// by its lure, so that `word()` names it.
struct drm_material {
  std::size_t position;  ///< among the lists it was made from
  std::uint32_t lure;
  std::vector<std::uint32_t> items;  ///< in order of study, without words the network lacks

  [[nodiscard]] cognitive::list_id id() const noexcept { return cognitive::list_id{lure}; }
};

/// Finds the lists' words. A list whose lure or most of whose items the network lacks is left out.
[[nodiscard]] std::vector<drm_material> locate(const semantic_network& network,
                                               std::span<const drm_list> lists);

/// The memory of one trial: what has been studied leaves a context of activation, from which the
/// chance to recall any word follows, studied or not. One instance a thread (4 bytes a node).
class drm_study {
 public:
  /// The network must outlive this object.
  drm_study(const semantic_network& network, const drm_params& params);

  /// Studies a list, after forgetting the one before: each item spreads its activation, and every
  /// other word gathers what it receives. About 15 spreads, 190 us.
  void study(std::span<const std::uint32_t> items, spreading_activation& spread);

  /// What a word has received from the studied list; not below 0.
  [[nodiscard]] float context(std::uint32_t word) const noexcept { return context_[word]; }

  /// Chance to recall a studied word, 0..1.
  [[nodiscard]] double item_chance(std::uint32_t item) const noexcept;

  /// Chance to recall a word that was not studied: a lure, or a word of no list, 0..1.
  [[nodiscard]] double lure_chance(std::uint32_t word) const noexcept;

 private:
  drm_params params_;
  std::vector<float> context_;          // by node
  std::vector<std::uint32_t> touched_;  // nodes with a context
};

/// Chance to recall a word that was not studied, from its context.
[[nodiscard]] double lure_chance(double context, const drm_params& params) noexcept;

}  // namespace engram::workload
