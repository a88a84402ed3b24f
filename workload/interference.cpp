// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/interference.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace engram::workload {
namespace {

/// Gathers the episodes of one side, then turns their summed pull into a share.
class rivals {
 public:
  void add(std::size_t position, double strength, double similarity) noexcept {
    const double pull = strength * similarity;
    if (result_.competitors++ == 0 || pull > strongest_) {
      strongest_ = pull;
      result_.strongest = position;
    }
    sum_ += pull;
    result_.similarity = std::max(result_.similarity, similarity);
  }

  [[nodiscard]] competition against(double strength) noexcept {
    if (sum_ > 0) result_.magnitude = sum_ / (sum_ + strength);
    return result_;
  }

 private:
  competition result_{};
  double sum_ = 0;
  double strongest_ = 0;
};

}  // namespace

interference interfere(std::span<const episode> episodes, std::size_t target,
                       std::span<const float> similarity, double now,
                       const interference_params& params) noexcept {
  rivals older;
  rivals newer;
  for (std::size_t i = 0; i < episodes.size(); ++i) {
    if (i == target) continue;
    rivals& side = i < target ? older : newer;
    side.add(i, episodes[i].strength(now, params), static_cast<double>(similarity[i]));
  }
  const double strength = episodes[target].strength(now, params);
  return {.proactive = older.against(strength), .retroactive = newer.against(strength)};
}

competition fan_of(const interference& against) noexcept {
  const competition& older = against.proactive;
  const competition& newer = against.retroactive;
  const std::size_t competitors = older.competitors + newer.competitors;
  return {.competitors = competitors,
          .strongest = older.magnitude >= newer.magnitude ? older.strongest : newer.strongest,
          .magnitude = 1 - 1 / static_cast<double>(competitors + 1),
          .similarity = std::max(older.similarity, newer.similarity)};
}

std::size_t choose_episode(std::span<const episode> episodes, double now, random_stream& random,
                           const interference_params& params) noexcept {
  double total = 0;
  for (const episode& one : episodes) total += one.strength(now, params);
  double left = random.uniform() * total;
  for (std::size_t i = 0; i + 1 < episodes.size(); ++i) {
    left -= episodes[i].strength(now, params);
    if (left < 0) return i;
  }
  return episodes.size() - 1;
}

double recall_chance(double prior, double similarity, const interference_params& params) noexcept {
  return params.recall_alone / (1 + params.proactive * prior) /
         (1 + params.retroactive * similarity);
}

double reaction_seconds(double fan, const interference_params& params) noexcept {
  const double activation = params.rt_weight * (params.rt_strength - std::log(fan));
  return params.rt_intercept + params.rt_factor * std::exp(-activation);
}

double material_similarity(double cosine, const interference_params& params) noexcept {
  const double related = std::clamp(cosine / params.synonym_cosine, 0.0, 1.0);
  return params.unrelated_similarity + (1 - params.unrelated_similarity) * related;
}

}  // namespace engram::workload
