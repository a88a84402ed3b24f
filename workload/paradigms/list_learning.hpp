// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/params.hpp"
#include "workload/semantic_network.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace engram::workload {

/// Proactive interference: chance to recall a list after `prior_lists` others that used the same
/// cues, each a day apart, tested a day later. After Underwood (1957), Psychological Review 64,
/// 49-60.
[[nodiscard]] double recall_after_prior_lists(const semantic_network& network,
                                              std::uint32_t prior_lists, const params& params = {});

/// What is learned between a list and its test.
enum class interpolated : std::uint8_t { rest, unrelated, antonyms, synonyms };

/// Words of one meaning, the opposite and something else.
struct retroactive_item {
  std::string_view learned;
  std::string_view synonym;
  std::string_view antonym;
  std::string_view unrelated;
};

/// Adjectives after those of McGeoch & McDonald (1931), American Journal of Psychology 43, 579-588.
[[nodiscard]] std::span<const retroactive_item> retroactive_items() noexcept;

/// Retroactive interference: chance to recall the learned words after another list took their
/// cues in the meantime. How much it hurts follows from what the network says about the words.
[[nodiscard]] double recall_after_interpolation(const semantic_network& network, interpolated what,
                                                const params& params = {});

}  // namespace engram::workload
