// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/interference.hpp"
#include "workload/memory.hpp"
#include "workload/paradigms/drm.hpp"
#include "workload/params.hpp"
#include "workload/probe.hpp"
#include "workload/random.hpp"
#include "workload/reporter.hpp"
#include "workload/semantic_network.hpp"
#include "workload/spreading_activation.hpp"
#include "workload/tally.hpp"
#include "workload/word_similarity.hpp"

#include <engram/cognitive/false_memory.hpp>
#include <engram/cognitive/interference.hpp>
#include <engram/cognitive/priming.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace engram::workload {

/// The operations of the memory, each reported to `Probe` and counted in the tally.
///
/// An engine belongs to one worker thread and serves that worker's spaces; engines share nothing
/// but the read-only network, so there is no lock. `Probe` decides what telemetry does, the code of
/// the memory is the same (see `no_probe`).
template <class Probe>
class memory_engine {
 public:
  /// The network must outlive the engine.
  memory_engine(const semantic_network& network, const params& params)
      : params_(params),
        spread_(network, params.spreading),
        similarity_(network, params),
        study_(network, params.drm) {}

  /// A cue comes to mind: it spreads activation, primes its neighbours and, if the space holds
  /// episodes for it, one of them is retrieved against the others. About 12 us.
  void recall(memory_space& space, std::uint32_t cue, random_stream& random) {
    const typename Probe::operation op{operation_type::recall, space.id(), cue};
    report_.begin(operation_type::recall, space.id());
    access_and_prime(space, cue);
    retrieve(space, cue, random);
  }

  /// Binds a target to a cue; the cue's older episodes interfere.
  void remember(memory_space& space, std::uint32_t cue, std::uint32_t target) {
    const typename Probe::operation op{operation_type::remember, space.id(), cue};
    report_.begin(operation_type::remember, space.id());
    const std::span<const episode> all = space.remember(cue, target, params_).all;
    if (all.size() == 1) return;
    const auto similarity = similarity_.to_targets(target, all);
    const std::size_t newest = all.size() - 1;
    const interference against =
        interfere(all, newest, similarity, space.now(), params_.interference);
    report_competition(space, cue, all, newest, against.proactive,
                       cognitive::interference_kind::proactive);
  }

  /// A prime, then a target that may profit from it a moment later.
  void prime_pair(memory_space& space, std::uint32_t prime, std::uint32_t target) {
    const typename Probe::operation op{operation_type::prime_pair, space.id(), prime};
    report_.begin(operation_type::prime_pair, space.id());
    access_and_prime(space, prime);
    space.advance(stimulus_onset_asynchrony);
    access_and_prime(space, target);
  }

  /// Practises a word.
  void practise(memory_space& space, std::uint32_t node) {
    const typename Probe::operation op{operation_type::practice, space.id(), node};
    report_.begin(operation_type::practice, space.id());
    if (const auto event = space.practise(node, params_)) report_(*event);
  }

  /// Tries to modify an episode; nothing happens if it is no longer alive.
  void reconsolidate(memory_space& space, cognitive::episode_id id) {
    const typename Probe::operation op{operation_type::reconsolidate, space.id(),
                                       static_cast<std::uint64_t>(id)};
    report_.begin(operation_type::reconsolidate, space.id());
    const auto place = space.find(id);
    if (!place) return;
    episode& one = *place->found;
    const reconsolidation_attempt attempt =
        attempt_modification(one.state, one.encoded_at, space.now(), params_.reconsolidation);
    if (attempt.modified) one.encoding += static_cast<float>(attempt.plasticity);
    report_(event_of(id, attempt, one.state.modifications));
  }

  /// A list is studied and tested, and with it one word that no list item had to do with. Reports
  /// each word recalled, then the trial.
  void drm_trial(const memory_space& space, const drm_material& list, std::uint32_t unrelated,
                 random_stream& random) {
    const typename Probe::operation op{operation_type::drm_trial, space.id(), list.lure};
    report_.begin(operation_type::drm_trial, space.id());
    study_.study(list.items, spread_);
    using kind = cognitive::drm_recall_kind;
    drm_counts result{.trials = 1, .items_studied = list.items.size()};
    const auto test = [&](std::uint32_t word, double chance, kind what, std::uint64_t& recalled) {
      if (random.uniform() >= chance) return;
      ++recalled;
      report_recall(list, word, chance, what, result.items_recalled);
    };
    for (const std::uint32_t item : list.items) {
      test(item, study_.item_chance(item), kind::list_item, result.items_recalled);
    }
    test(list.lure, study_.lure_chance(list.lure), kind::critical_lure, result.lures_recalled);
    test(unrelated, study_.lure_chance(unrelated), kind::unrelated, result.unrelated_recalled);
    report_trial(list, result);
  }

  /// What this engine has counted so far. Read it from the engine's own thread.
  [[nodiscard]] const tally& counts() const noexcept { return report_.counts(); }

 private:
  /// Seconds between a prime and its target.
  static constexpr double stimulus_onset_asynchrony = 0.25;

  void access_and_prime(memory_space& space, std::uint32_t cue) {
    report_access(cue, space.access_word(cue, params_));
    spread_.spread(cue);
    using kind = cognitive::priming_kind;
    for (const std::uint32_t target : spread_.strongest(params_.priming.neighbours)) {
      const float strength = std::min(spread_.activation(target), 1.0F);
      space.prime(cue, target, strength);
      report_priming(
          cue, target, strength,
          spread_.kind(target) == edge_kind::semantic ? kind::semantic : kind::associative,
          spread_.hops(target));
    }
  }

  void report_access(std::uint32_t node, const access& found) {
    using kind = cognitive::priming_kind;
    if (found.repetition) report_priming(node, node, *found.repetition, kind::repetition, 0);
    if (found.facilitation) {
      report_priming(found.facilitation->prime, node, found.facilitation->strength,
                     kind::facilitation, 0);
    }
  }

  void report_priming(std::uint32_t prime, std::uint32_t target, float strength,
                      cognitive::priming_kind kind, std::uint8_t hops) {
    report_(cognitive::primed{.prime = cognitive::node_id{prime},
                              .target = cognitive::node_id{target},
                              .strength = strength,
                              .kind = kind,
                              .hops = hops});
  }

  void retrieve(memory_space& space, std::uint32_t cue, random_stream& random) {
    cue_episodes* const siblings = space.episodes(cue);
    if (siblings == nullptr) return;
    const std::span<const episode> all = siblings->all;
    const std::size_t target = choose_episode(all, space.now(), random, params_.interference);
    const double chance = report_interference(space, cue, all, target);
    const bool successful = random.uniform() < chance;
    if (successful) space.recalled(cue, siblings->all[target], params_);
    report_.counts().count_retrieval(
        all.size(), successful,
        reaction_seconds(static_cast<double>(all.size()), params_.interference));
  }

  /// Reports what interferes with the episode at `target`; returns the chance to recall it.
  double report_interference(memory_space& space, std::uint32_t cue, std::span<const episode> all,
                             std::size_t target) {
    if (all.size() == 1) return recall_chance(0, 0, params_.interference);
    using kind = cognitive::interference_kind;
    const auto similarity = similarity_.to_targets(all[target].target, all);
    const interference against =
        interfere(all, target, similarity, space.now(), params_.interference);
    report_competition(space, cue, all, target, against.proactive, kind::proactive);
    report_competition(space, cue, all, target, against.retroactive, kind::retroactive);
    report_competition(space, cue, all, target, fan_of(against), kind::fan);
    return recall_chance(static_cast<double>(against.proactive.competitors),
                         against.retroactive.similarity, params_.interference);
  }

  void report_competition(const memory_space& space, std::uint32_t cue,
                          std::span<const episode> all, std::size_t target,
                          const competition& rivals, cognitive::interference_kind kind) {
    if (rivals.competitors == 0) return;
    report_(cognitive::interfered{
        .target = space.id_of(cue, all[target]),
        .competitor = space.id_of(cue, all[rivals.strongest]),
        .magnitude = static_cast<float>(rivals.magnitude),
        .kind = kind,
        .competitors = static_cast<std::uint8_t>(std::min<std::size_t>(rivals.competitors, 255))});
  }

  void report_recall(const drm_material& list, std::uint32_t word, double chance,
                     cognitive::drm_recall_kind kind, std::uint64_t items_recalled) {
    report_(cognitive::drm_recalled{.word = cognitive::node_id{word},
                                    .list = list.id(),
                                    .confidence = static_cast<float>(chance),
                                    .kind = kind,
                                    .items_recalled = static_cast<std::uint8_t>(items_recalled)});
  }

  void report_trial(const drm_material& list, const drm_counts& result) {
    report_(cognitive::drm_trial{.list = list.id(),
                                 .items_studied = static_cast<std::uint8_t>(result.items_studied),
                                 .items_recalled = static_cast<std::uint8_t>(result.items_recalled),
                                 .lure_recalled = result.lures_recalled > 0});
    report_.counts().count_list(list.position, result);
  }

  params params_;
  spreading_activation spread_;
  word_similarity similarity_;
  drm_study study_;
  reporter<Probe> report_;
};

}  // namespace engram::workload
