// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/tally.hpp"

#include "workload/random.hpp"

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>

namespace engram::workload {
namespace {

constexpr std::size_t index(auto kind) { return static_cast<std::size_t>(kind); }

constexpr std::uint64_t number(auto id) { return static_cast<std::uint64_t>(id); }

std::uint64_t bits(float value) { return std::bit_cast<std::uint32_t>(value); }

/// The hash of one event: its tag and space, then its fields. One multiplication a field.
template <std::convertible_to<std::uint64_t>... Fields>
std::uint64_t hash(std::uint64_t tag, std::uint32_t space, Fields... fields) {
  std::uint64_t state = (tag << 32U) | space;
  ((state = (state ^ static_cast<std::uint64_t>(fields)) * 0x9fb21c651e98df25U,
    state ^= state >> 32U),
   ...);
  return mix(state);
}

template <class Numbers>
void add(Numbers& sum, const Numbers& other) {
  std::transform(sum.begin(), sum.end(), other.begin(), sum.begin(), std::plus<>());
}

template <class Numbers>
std::uint64_t total(const Numbers& numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), std::uint64_t{0});
}

}  // namespace

void tally::count(std::uint32_t space, const cognitive::primed& event) noexcept {
  const std::size_t kind = index(event.kind);
  ++primed[kind];
  strength_sum[kind] += static_cast<double>(event.strength);
  event_hash += hash(1, space, number(event.prime), number(event.target), bits(event.strength),
                     (kind << 8U) | event.hops);
}

void tally::count(std::uint32_t space, const cognitive::interfered& event) noexcept {
  const std::size_t kind = index(event.kind);
  ++interfered[kind];
  magnitude_sum[kind] += static_cast<double>(event.magnitude);
  event_hash += hash(2, space, number(event.target), number(event.competitor),
                     bits(event.magnitude), (kind << 8U) | event.competitors);
}

void tally::count(std::uint32_t space, const cognitive::reconsolidated& event) noexcept {
  ++reconsolidated[index(event.outcome)];
  modifications += event.modified ? 1 : 0;
  plasticity_sum += static_cast<double>(event.plasticity);
  const std::uint64_t small = (index(event.outcome) << 16U) |
                              (std::uint64_t{event.modifications} << 8U) |
                              (event.modified ? 1U : 0U);
  event_hash += hash(3, space, number(event.episode), bits(event.window_position),
                     bits(event.plasticity), event.seconds_since_recall, small);
}

void tally::count(std::uint32_t space, const cognitive::drm_recalled& event) noexcept {
  const std::size_t kind = index(event.kind);
  ++drm_recalled[kind];
  confidence_sum[kind] += static_cast<double>(event.confidence);
  event_hash += hash(4, space, number(event.word), number(event.list), bits(event.confidence),
                     (kind << 8U) | event.items_recalled);
}

void tally::count(std::uint32_t space, const cognitive::drm_trial& event) noexcept {
  ++drm_trials;
  drm_items_studied += event.items_studied;
  event_hash += hash(5, space, number(event.list), event.items_studied, event.items_recalled,
                     event.lure_recalled ? 1U : 0U);
}

void tally::count(std::uint32_t space, const cognitive::practiced& event) noexcept {
  const std::size_t kind = index(event.kind);
  ++practiced[kind];
  gap_sum[kind] += static_cast<double>(event.gap_seconds);
  retention_ratio_sum[kind] += static_cast<double>(event.retention_ratio);
  event_hash += hash(6, space, number(event.item), bits(event.gap_seconds),
                     bits(event.retention_ratio), (std::uint64_t{event.repetition} << 8U) | kind);
}

void tally::count_retrieval(std::size_t fan, bool successful, double reaction_seconds) noexcept {
  const std::size_t slot = std::min(fan, max_fan);
  ++retrievals[slot];
  retrieved[slot] += successful ? 1 : 0;
  reaction_seconds_sum[slot] += reaction_seconds;
}

void tally::count_list(std::size_t position, const drm_counts& trial) {
  if (drm_lists.size() <= position) drm_lists.resize(position + 1);
  drm_lists[position] += trial;
}

tally& tally::operator+=(const tally& other) {
  add(operations, other.operations);
  add(primed, other.primed);
  add(strength_sum, other.strength_sum);
  add(interfered, other.interfered);
  add(magnitude_sum, other.magnitude_sum);
  add(reconsolidated, other.reconsolidated);
  modifications += other.modifications;
  plasticity_sum += other.plasticity_sum;
  add(drm_recalled, other.drm_recalled);
  add(confidence_sum, other.confidence_sum);
  drm_trials += other.drm_trials;
  drm_items_studied += other.drm_items_studied;
  add(practiced, other.practiced);
  add(gap_sum, other.gap_sum);
  add(retention_ratio_sum, other.retention_ratio_sum);
  add(retrievals, other.retrievals);
  add(retrieved, other.retrieved);
  add(reaction_seconds_sum, other.reaction_seconds_sum);
  drm_lists.resize(std::max(drm_lists.size(), other.drm_lists.size()));
  for (std::size_t list = 0; list < other.drm_lists.size(); ++list) {
    drm_lists[list] += other.drm_lists[list];
  }
  event_hash += other.event_hash;
  return *this;
}

drm_counts& drm_counts::operator+=(const drm_counts& other) noexcept {
  trials += other.trials;
  items_studied += other.items_studied;
  items_recalled += other.items_recalled;
  lures_recalled += other.lures_recalled;
  unrelated_recalled += other.unrelated_recalled;
  return *this;
}

std::uint64_t tally::total_operations() const noexcept { return total(operations); }

std::uint64_t tally::total_events() const noexcept {
  return total(primed) + total(interfered) + total(reconsolidated) + total(drm_recalled) +
         total(practiced);
}

std::uint64_t tally::reconsolidation_attempts() const noexcept { return total(reconsolidated); }

std::uint64_t tally::reconsolidation_rejections() const noexcept {
  using outcome = cognitive::reconsolidation_outcome;
  return reconsolidation_attempts() - reconsolidated[index(outcome::hit)] -
         reconsolidated[index(outcome::miss)];
}

}  // namespace engram::workload
