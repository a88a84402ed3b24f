// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/episode.hpp"
#include "workload/params.hpp"
#include "workload/semantic_network.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace engram::workload {

/// Compares words by what they activate: the cosine of the vectors {itself: 1, neighbour: decay x
/// weight}. One instance a thread (4 bytes a node); O(neighbours) a comparison.
class word_similarity {
 public:
  /// The network must outlive this object.
  word_similarity(const semantic_network& network, const params& params);

  /// Cosine of two words, 0..1; 1 for a word and itself.
  [[nodiscard]] double cosine(std::uint32_t left, std::uint32_t right);

  /// The similarity, as material to be learned, of each episode's target to `target`. The view is
  /// valid until the next call.
  [[nodiscard]] std::span<const float> to_targets(std::uint32_t target,
                                                  std::span<const episode> episodes);

 private:
  void mark(std::uint32_t node, float scale);
  [[nodiscard]] double norm(std::uint32_t node) const noexcept;
  [[nodiscard]] double with_marked(std::uint32_t node) const noexcept;

  const semantic_network* network_;
  params params_;
  std::vector<float> marked_;  // the vector of the marked word; zero between calls
  std::vector<float> result_;
};

}  // namespace engram::workload
