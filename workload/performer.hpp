// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/memory.hpp"
#include "workload/operations.hpp"
#include "workload/paradigms/drm.hpp"
#include "workload/work_plan.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace engram::workload {

/// Carries out planned operations on the spaces of one worker. Belongs to that worker's thread.
template <class Probe>
class performer {
 public:
  /// The network, the plan and the lists must outlive the performer.
  performer(const semantic_network& network, const work_plan& plan,
            std::span<const drm_material> lists, const params& params)
      : plan_(&plan), lists_(lists), engine_(network, params), spaces_(plan.spaces()) {}

  void perform(planned_operation planned) {
    memory_space& space = space_of(planned.space);
    random_stream& random = planned.random;
    space.advance(random.exponential() * mean_gap_seconds);
    switch (planned.type) {
      case operation_type::recall:
        return engine_.recall(space, plan_->draw_cue(space.id(), random), random);
      case operation_type::remember:
        return pairwise(space, random, &memory_engine<Probe>::remember);
      case operation_type::prime_pair:
        return pairwise(space, random, &memory_engine<Probe>::prime_pair);
      case operation_type::practice:
        return engine_.practise(space, plan_->draw_practised(space.id(), random));
      case operation_type::reconsolidate:
        return engine_.reconsolidate(space, space.recent(random));
      case operation_type::drm_trial:
        return drm_trial(space, random);
    }
  }

  [[nodiscard]] const tally& counts() const noexcept { return engine_.counts(); }

 private:
  /// Virtual seconds between two operations of a space.
  static constexpr double mean_gap_seconds = 1;

  using pair_operation = void (memory_engine<Probe>::*)(memory_space&, std::uint32_t,
                                                        std::uint32_t);

  void pairwise(memory_space& space, random_stream& random, pair_operation operation) {
    const std::uint32_t first = plan_->draw_cue(space.id(), random);
    const std::uint32_t second = plan_->draw_target(space.id(), first, random);
    (engine_.*operation)(space, first, second);
  }

  /// Any list, tested with the lure of any other.
  void drm_trial(const memory_space& space, random_stream& random) {
    const auto count = static_cast<std::uint32_t>(lists_.size());
    const std::uint32_t list = random.below(count);
    const std::uint32_t other = (list + 1 + random.below(count - 1)) % count;
    engine_.drm_trial(space, lists_[list], lists_[other].lure, random);
  }

  memory_space& space_of(std::uint32_t id) {
    if (!spaces_[id]) spaces_[id] = std::make_unique<memory_space>(id);
    return *spaces_[id];
  }

  const work_plan* plan_;
  std::span<const drm_material> lists_;
  memory_engine<Probe> engine_;
  std::vector<std::unique_ptr<memory_space>> spaces_;  // by id; made when first used
};

}  // namespace engram::workload
