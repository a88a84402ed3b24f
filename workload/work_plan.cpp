// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/work_plan.hpp"

#include "workload/episode.hpp"
#include "workload/workload_error.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

namespace engram::workload {
namespace {

// The words of a block of neighbouring ranks change places from space to space.
constexpr std::uint32_t scramble_block = 1024;
constexpr std::uint64_t scramble_stream = 0x73706163;

std::vector<std::uint32_t> rank_cues(const semantic_network& network, std::uint32_t count) {
  if (network.size() > episode_key::max_nodes) {
    throw workload_error("the network has " + std::to_string(network.size()) +
                         " words; episode ids have room for " +
                         std::to_string(episode_key::max_nodes));
  }
  std::vector<std::uint32_t> cues;
  for (std::uint32_t node = 0; node < network.size(); ++node) {
    if (network.word(node).find('_') == std::string_view::npos) cues.push_back(node);
  }
  if (cues.empty()) throw workload_error("the network has no single words to serve as cues");
  std::sort(cues.begin(), cues.end(), [&](std::uint32_t left, std::uint32_t right) {
    const std::uint32_t more = network.frequency(left);
    const std::uint32_t less = network.frequency(right);
    return more != less ? more > less : left < right;
  });
  cues.resize(std::min<std::size_t>(cues.size(), count));
  return cues;
}

std::array<double, operation_types> accumulate_shares(const scenario& mix) {
  std::array<double, operation_types> cumulative{};
  std::partial_sum(mix.share.begin(), mix.share.end(), cumulative.begin());
  const bool negative =
      std::any_of(mix.share.begin(), mix.share.end(), [](double share) { return !(share >= 0); });
  if (negative || !(cumulative.back() > 0) || !std::isfinite(cumulative.back())) {
    throw workload_error("scenario " + std::string(mix.name) +
                         ": shares must be 0 or more, at least one above 0");
  }
  for (double& share : cumulative) share /= cumulative.back();
  return cumulative;
}

std::uint32_t checked_spaces(std::uint32_t spaces) {
  if (spaces == 0 || spaces > episode_key::max_spaces) {
    throw workload_error("spaces: " + std::to_string(spaces) + " is outside 1.." +
                         std::to_string(episode_key::max_spaces));
  }
  return spaces;
}

}  // namespace

work_plan::work_plan(const semantic_network& network, const scenario& mix, const demand& demand,
                     std::uint64_t seed)
    : network_(&network),
      demand_(demand),
      seed_(seed),
      cumulative_(accumulate_shares(mix)),
      cues_(rank_cues(network, demand.cues)),
      cue_ranks_(static_cast<std::uint32_t>(cues_.size()), demand.cue_exponent, demand.cue_shift),
      practised_ranks_(std::min(demand.practised, static_cast<std::uint32_t>(cues_.size())),
                       demand.cue_exponent, demand.cue_shift),
      space_ranks_(checked_spaces(demand.spaces), demand.space_exponent, 0) {}

planned_operation work_plan::operation(std::uint64_t index) const noexcept {
  random_stream random(seed_, index);
  const std::uint32_t space = space_ranks_.draw(random);
  const double drawn = random.uniform();
  const auto found = std::upper_bound(cumulative_.begin(), cumulative_.end() - 1, drawn);
  const auto type = static_cast<operation_type>(found - cumulative_.begin());
  return {.type = type, .space = space, .random = random};
}

std::uint32_t work_plan::draw_cue(std::uint32_t space, random_stream& random) const noexcept {
  return cues_[scrambled(space, cue_ranks_.draw(random))];
}

std::uint32_t work_plan::draw_practised(std::uint32_t space, random_stream& random) const noexcept {
  return cues_[scrambled(space, practised_ranks_.draw(random))];
}

std::uint32_t work_plan::draw_target(std::uint32_t space, std::uint32_t cue,
                                     random_stream& random) const noexcept {
  const semantic_network::row row = network_->neighbours(cue);
  if (row.to.empty() || random.uniform() >= demand_.related_share) return draw_cue(space, random);
  double left = random.uniform();
  for (std::size_t edge = 0; edge + 1 < row.to.size(); ++edge) {
    left -= static_cast<double>(row.weight[edge]);
    if (left < 0) return row.to[edge];
  }
  return row.to.back();
}

std::vector<std::uint32_t> work_plan::owners(unsigned workers) const {
  std::vector<std::uint32_t> owner(demand_.spaces);
  std::vector<double> load(workers);
  for (std::uint32_t space = 0; space < demand_.spaces; ++space) {
    const auto least = std::min_element(load.begin(), load.end());
    owner[space] = static_cast<std::uint32_t>(least - load.begin());
    *least += space_ranks_.probability(space);
  }
  return owner;
}

// Exclusive-or with a number of the space permutes each block of ranks; a rank whose partner would
// lie beyond the last cue stays where it is.
std::uint32_t work_plan::scrambled(std::uint32_t space, std::uint32_t rank) const noexcept {
  const std::uint32_t swap = random_stream(seed_ ^ scramble_stream, space).below(scramble_block);
  const std::uint32_t partner = rank ^ swap;
  return partner < cues_.size() ? partner : rank;
}

}  // namespace engram::workload
