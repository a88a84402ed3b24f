// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/memory.hpp"
#include "workload/operations.hpp"
#include "workload/paradigms/drm.hpp"
#include "workload/work_plan.hpp"

#include <cstdint>
#include <memory>
#include <optional>
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
      : plan_(&plan), lists_(lists), engine_(network, params), tenants_(plan.spaces()) {}

  void perform(planned_operation planned) {
    tenant& by = tenant_of(planned.space);
    random_stream& random = planned.random;
    by.space.advance(random.exponential() * mean_gap_seconds);
    switch (planned.type) {
      case operation_type::recall:
        return engine_.recall(by.space, recall_cue(by, random), random);
      case operation_type::remember:
        return pairwise(by, random, &memory_engine<Probe>::remember);
      case operation_type::prime_pair:
        return pairwise(by, random, &memory_engine<Probe>::prime_pair);
      case operation_type::practice:
        return engine_.practise(by.space, practice_word(by, random));
      case operation_type::reconsolidate:
        return engine_.reconsolidate(by.space, episode_to_modify(by, random));
      case operation_type::drm_trial:
        return drm_trial(by, random);
    }
  }

  [[nodiscard]] const tally& counts() const noexcept { return engine_.counts(); }

 private:
  /// Virtual seconds between two operations of a space.
  static constexpr double mean_gap_seconds = 1;

  struct tenant {
    explicit tenant(std::uint32_t id) noexcept : space(id) {}

    memory_space space;
    std::optional<std::uint32_t> practised;         // last
    std::optional<cognitive::episode_id> modified;  // last attempt
  };

  using pair_operation = void (memory_engine<Probe>::*)(memory_space&, std::uint32_t,
                                                        std::uint32_t);

  [[nodiscard]] const demand& wanted() const noexcept { return plan_->wanted(); }

  void pairwise(tenant& by, random_stream& random, pair_operation operation) {
    const std::uint32_t first = plan_->draw_cue(by.space.id(), random);
    const std::uint32_t second = plan_->draw_target(by.space.id(), first, random);
    (engine_.*operation)(by.space, first, second);
  }

  std::uint32_t recall_cue(const tenant& by, random_stream& random) const noexcept {
    if (random.uniform() < wanted().revisit_share) {
      if (const auto id = by.space.remembered_ids().pick(random)) return episode_key::of(*id).cue;
    }
    return plan_->draw_cue(by.space.id(), random);
  }

  std::uint32_t practice_word(tenant& by, random_stream& random) const noexcept {
    const bool again = random.uniform() < wanted().massed_share;
    if (!again || !by.practised) by.practised = plan_->draw_practised(by.space.id(), random);
    return *by.practised;
  }

  /// An episode that lives if a few picks find one; otherwise any id, which then does nothing.
  cognitive::episode_id episode_to_modify(tenant& by, random_stream& random) {
    if (by.modified && random.uniform() < wanted().retry_share) return *by.modified;
    by.modified.reset();
    for (int pick = 0; pick < 4 && !(by.modified && by.space.find(*by.modified)); ++pick) {
      const bool unrecalled = random.uniform() < wanted().unrecalled_share;
      const memory_space& space = by.space;
      by.modified = (unrecalled ? space.remembered_ids() : space.recalled_ids()).pick(random);
    }
    return by.modified.value_or(cognitive::episode_id{});
  }

  /// Any list, tested with the lure of any other.
  void drm_trial(const tenant& by, random_stream& random) {
    const auto count = static_cast<std::uint32_t>(lists_.size());
    const std::uint32_t list = random.below(count);
    const std::uint32_t other = (list + 1 + random.below(count - 1)) % count;
    engine_.drm_trial(by.space, lists_[list], lists_[other].lure, random);
  }

  tenant& tenant_of(std::uint32_t id) {
    if (!tenants_[id]) tenants_[id] = std::make_unique<tenant>(id);
    return *tenants_[id];
  }

  const work_plan* plan_;
  std::span<const drm_material> lists_;
  memory_engine<Probe> engine_;
  std::vector<std::unique_ptr<tenant>> tenants_;  // by space; made when first used
};

}  // namespace engram::workload
