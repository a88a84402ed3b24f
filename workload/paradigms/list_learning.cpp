// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/paradigms/list_learning.hpp"

#include "workload/interference.hpp"
#include "workload/memory.hpp"
#include "workload/statistics.hpp"
#include "workload/word_similarity.hpp"
#include "workload/workload_error.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engram::workload {
namespace {

constexpr double day = 24 * 3600;
constexpr double hour = 3600;

constexpr std::array<retroactive_item, 16> adjectives{{
    {"big", "large", "small", "wooden"},
    {"rich", "wealthy", "poor", "vertical"},
    {"quick", "fast", "slow", "blue"},
    {"happy", "glad", "sad", "electric"},
    {"wet", "moist", "dry", "annual"},
    {"strong", "powerful", "weak", "oval"},
    {"quiet", "silent", "loud", "wide"},
    {"brave", "courageous", "cowardly", "salty"},
    {"easy", "simple", "difficult", "yellow"},
    {"ugly", "hideous", "beautiful", "daily"},
    {"hard", "difficult", "soft", "dutch"},
    {"smart", "clever", "stupid", "cotton"},
    {"dangerous", "risky", "safe", "round"},
    {"cold", "chilly", "hot", "legal"},
    {"true", "correct", "false", "thick"},
    {"calm", "tranquil", "agitated", "metallic"},
}};

std::uint32_t node_of(const semantic_network& network, std::string_view word) {
  if (const auto node = network.find(word)) return *node;
  throw workload_error("the network lacks the word " + std::string(word));
}

std::string_view interpolated_word(const retroactive_item& item, interpolated what) {
  switch (what) {
    case interpolated::synonyms:
      return item.synonym;
    case interpolated::antonyms:
      return item.antonym;
    case interpolated::unrelated:
      return item.unrelated;
    case interpolated::rest:
      break;
  }
  return {};
}

/// Chance to recall the episode at `target` of a cue, all other episodes of the cue competing.
double chance(memory_space& space, std::uint32_t cue, std::size_t target,
              word_similarity& similarity, const params& params) {
  const std::span<const episode> all = space.episodes(cue)->all;
  const interference against =
      interfere(all, target, similarity.to_targets(all[target].target, all), space.now(),
                params.interference);
  return recall_chance(static_cast<double>(against.proactive.competitors),
                       against.retroactive.similarity, params.interference);
}

}  // namespace

double recall_after_prior_lists(const semantic_network& network, std::uint32_t prior_lists,
                                const params& params) {
  auto roomy = params;
  roomy.interference.max_episodes_per_cue =
      std::max(params.interference.max_episodes_per_cue, prior_lists + 1);
  word_similarity similarity(network, roomy);
  memory_space space(0);
  const std::uint32_t cue = 0;
  for (std::uint32_t list = 0; list <= prior_lists; ++list) {
    space.remember(cue, (list + 1) % network.size(), roomy);
    space.advance(day);
  }
  return chance(space, cue, prior_lists, similarity, roomy);
}

std::span<const retroactive_item> retroactive_items() noexcept { return adjectives; }

double recall_after_interpolation(const semantic_network& network, interpolated what,
                                  const params& params) {
  word_similarity similarity(network, params);
  std::vector<double> chances;
  for (const retroactive_item& item : adjectives) {
    memory_space space(0);
    const std::uint32_t cue = 0;  // an arbitrary symbol, as in paired associates
    space.remember(cue, node_of(network, item.learned), params);
    space.advance(hour);
    if (what != interpolated::rest) {
      space.remember(cue, node_of(network, interpolated_word(item, what)), params);
    }
    space.advance(hour);
    chances.push_back(chance(space, cue, 0, similarity, params));
  }
  return mean(chances);
}

}  // namespace engram::workload
