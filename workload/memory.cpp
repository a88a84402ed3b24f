// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/memory.hpp"

#include <engram/cognitive/spacing.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>

namespace engram::workload {
namespace {

constexpr double massed_below_seconds = 60;
constexpr double massed_gap_seconds = 2;
constexpr double retention_interval_seconds = 24 * 3600;

}  // namespace

access memory_space::access_word(std::uint32_t node, const params& params) {
  access result;
  presentation_trace& trace = accessed_[node];
  if (trace.count() > 0) {
    const double m = trace.activation(now_, params.base_level);
    const double strength = recall_probability(m, params.base_level);
    if (strength > params.priming.repetition_floor) {
      result.repetition = static_cast<float>(strength);
    }
  }
  trace.present(now_, params.base_level);
  result.facilitation = primes_.take(node, now_, params.priming);
  return result;
}

cue_episodes& memory_space::remember(std::uint32_t cue, std::uint32_t target,
                                     const params& params) {
  cue_episodes& siblings = episodes_[cue];
  remembered_.add(id_of(cue, siblings.add(target, now_, params.interference)));
  return siblings;
}

std::optional<episode_place> memory_space::find(cognitive::episode_id id) noexcept {
  const episode_key key = episode_key::of(id);
  cue_episodes* const siblings = key.space == id_ ? episodes(key.cue) : nullptr;
  if (siblings == nullptr) return std::nullopt;
  episode* const found = siblings->find(key.target, key.serial);
  if (found == nullptr) return std::nullopt;
  return episode_place{.siblings = siblings, .found = found};
}

cognitive::episode_id memory_space::id_of(std::uint32_t cue, const episode& one) const noexcept {
  return episode_key{.space = id_, .cue = cue, .target = one.target, .serial = one.serial}.id();
}

void memory_space::recalled(std::uint32_t cue, episode& one, const params& params) {
  one.state.recall(now_, params.reconsolidation);
  recalled_.add(id_of(cue, one));
}

std::optional<cognitive::practiced> memory_space::practise(std::uint32_t node,
                                                           const params& params) {
  presentation_trace& trace = practised_[node];
  const bool first = trace.count() == 0;
  const double gap = first ? 0 : now_ - trace.last();
  trace.present(now_, params.base_level);
  if (first) return std::nullopt;
  using kind = cognitive::practice_kind;
  return cognitive::practiced{
      .item = cognitive::node_id{node},
      .gap_seconds = static_cast<float>(gap),
      .retention_ratio = static_cast<float>(retention_ratio(trace, now_, params.base_level)),
      .repetition = trace.count(),
      .kind = gap < massed_below_seconds ? kind::massed : kind::distributed};
}

double retention_ratio(const presentation_trace& practices, double now,
                       const base_level_params& params) noexcept {
  const std::uint32_t count = std::min(practices.count(), presentation_trace::kept);
  presentation_trace massed;
  for (std::uint32_t left = count; left > 0; --left) {
    massed.present(now - massed_gap_seconds * (left - 1), params);
  }
  const double test = now + retention_interval_seconds;
  return recall_probability(practices.activation(test, params), params) /
         recall_probability(massed.activation(test, params), params);
}

}  // namespace engram::workload
