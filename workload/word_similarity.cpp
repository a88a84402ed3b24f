// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/word_similarity.hpp"

#include "workload/interference.hpp"

#include <cmath>
#include <cstddef>
#include <span>

namespace engram::workload {

word_similarity::word_similarity(const semantic_network& network, const params& params)
    : network_(&network), params_(params), marked_(network.size()) {
  result_.reserve(params.interference.max_episodes_per_cue);
}

double word_similarity::cosine(std::uint32_t left, std::uint32_t right) {
  mark(left, 1);
  const double product = with_marked(right);
  mark(left, 0);
  return product / (norm(left) * norm(right));
}

std::span<const float> word_similarity::to_targets(std::uint32_t target,
                                                   std::span<const episode> episodes) {
  mark(target, 1);
  const double length = norm(target);
  result_.clear();
  for (const episode& other : episodes) {
    const double cosine = with_marked(other.target) / (length * norm(other.target));
    result_.push_back(static_cast<float>(material_similarity(cosine, params_.interference)));
  }
  mark(target, 0);
  return result_;
}

void word_similarity::mark(std::uint32_t node, float scale) {
  const semantic_network::row row = network_->neighbours(node);
  marked_[node] = scale;
  for (std::size_t edge = 0; edge < row.to.size(); ++edge) {
    marked_[row.to[edge]] = scale * params_.spreading.decay * row.weight[edge];
  }
}

double word_similarity::norm(std::uint32_t node) const noexcept {
  double squares = 1;
  for (const float weight : network_->neighbours(node).weight) {
    const double value = static_cast<double>(params_.spreading.decay * weight);
    squares += value * value;
  }
  return std::sqrt(squares);
}

double word_similarity::with_marked(std::uint32_t node) const noexcept {
  const semantic_network::row row = network_->neighbours(node);
  double product = static_cast<double>(marked_[node]);
  for (std::size_t edge = 0; edge < row.to.size(); ++edge) {
    product +=
        static_cast<double>(marked_[row.to[edge]] * params_.spreading.decay * row.weight[edge]);
  }
  return product;
}

}  // namespace engram::workload
