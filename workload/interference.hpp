// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/episode.hpp"
#include "workload/params.hpp"
#include "workload/random.hpp"

#include <cstddef>
#include <span>

namespace engram::workload {

/// What the competitors on one side, older or newer, do to an episode.
struct competition {
  std::size_t competitors = 0;
  std::size_t strongest = 0;  ///< its position among the cue's episodes
  double magnitude = 0;       ///< their share of the retrieval strength, 0..1 (Luce ratio)
  double similarity = 0;      ///< of the most similar one to the target, 0..1
};

/// What stands against retrieving one episode by its cue.
struct interference {
  competition proactive;    ///< by older episodes
  competition retroactive;  ///< by newer ones
};

/// Weighs the episode at `target` against the others of its cue. `similarity[i]` is that of episode
/// i's target word to its own, 0..1; as long as `episodes`, which are oldest first.
[[nodiscard]] interference interfere(std::span<const episode> episodes, std::size_t target,
                                     std::span<const float> similarity, double now,
                                     const interference_params& params) noexcept;

/// The fan effect of both sides together: every association of the cue takes its share.
[[nodiscard]] competition fan_of(const interference& against) noexcept;

/// Picks the episode that a cue brings to mind, each with probability proportional to its strength.
/// `episodes` must not be empty.
[[nodiscard]] std::size_t choose_episode(std::span<const episode> episodes, double now,
                                         random_stream& random,
                                         const interference_params& params) noexcept;

/// Chance to recall an episode after `prior` older lists and with newer material of the given
/// similarity (0: none).
[[nodiscard]] double recall_chance(double prior, double similarity,
                                   const interference_params& params) noexcept;

/// Predicted time to recognise one of `fan` facts about a concept, in seconds. For a fact about two
/// concepts pass the geometric mean of their fans: the model adds their logarithms.
[[nodiscard]] double reaction_seconds(double fan, const interference_params& params) noexcept;

/// Similarity of two words as material to be learned, from the cosine of what they activate:
/// unrelated words rest at a middle value, since they are both words.
[[nodiscard]] double material_similarity(double cosine, const interference_params& params) noexcept;

}  // namespace engram::workload
