// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/semantic_network.hpp"
#include "workload/workload_error.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace engram::workload {
namespace {

/// SplitMix64 (Steele, Lea & Flood 2014): the same sequence on every platform.
class splitmix64 {
 public:
  explicit splitmix64(std::uint64_t seed) noexcept : state_(seed) {}

  /// Uniform in [0, bound) up to a bias below bound / 2^32; `bound` is at most 2^32.
  std::uint64_t below(std::uint64_t bound) noexcept {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t bits = state_;
    bits = (bits ^ (bits >> 30U)) * 0xbf58476d1ce4e5b9U;
    bits = (bits ^ (bits >> 27U)) * 0x94d049bb133111ebU;
    bits ^= bits >> 31U;
    return ((bits >> 32U) * bound) >> 32U;
  }

 private:
  std::uint64_t state_;
};

/// Permutes the targets of all edges, then swaps away the few that break an invariant.
class target_permutation {
 public:
  target_permutation(network_arrays& arrays, std::uint64_t seed) : arrays_(arrays), random_(seed) {}

  void run() {
    std::vector<std::uint32_t>& to = arrays_.to;
    for (std::size_t left = to.size(); left > 1; --left) {
      std::swap(to[left - 1], to[random_.below(left)]);
    }
    for (std::uint32_t node = 0; node + std::size_t{1} < arrays_.row_begin.size(); ++node) {
      const std::size_t end = arrays_.row_begin[node + std::size_t{1}];
      for (std::size_t edge = arrays_.row_begin[node]; edge < end; ++edge) {
        if (!fits(node, edge)) swap_away(node, edge);
      }
    }
  }

 private:
  /// True if the edge neither leads back to its node nor repeats another target of the row.
  [[nodiscard]] bool fits(std::uint32_t node, std::size_t edge) const {
    const std::uint32_t target = arrays_.to[edge];
    if (target == node) return false;
    const std::size_t end = arrays_.row_begin[node + std::size_t{1}];
    for (std::size_t other = arrays_.row_begin[node]; other < end; ++other) {
      if (other != edge && arrays_.to[other] == target) return false;
    }
    return true;
  }

  [[nodiscard]] std::uint32_t row_of(std::size_t edge) const {
    const auto after = std::upper_bound(arrays_.row_begin.begin(), arrays_.row_begin.end(), edge);
    return static_cast<std::uint32_t>(after - arrays_.row_begin.begin() - 1);
  }

  void swap_away(std::uint32_t node, std::size_t edge) {
    constexpr int tries = 10'000;
    for (int i = 0; i < tries; ++i) {
      const std::size_t other = random_.below(arrays_.to.size());
      std::swap(arrays_.to[edge], arrays_.to[other]);
      if (fits(node, edge) && fits(row_of(other), other)) return;
      std::swap(arrays_.to[edge], arrays_.to[other]);
    }
    throw workload_error(
        "semantic network: too dense to permute its targets: no other target fits '" +
        std::to_string(node) + "'");
  }

  network_arrays& arrays_;
  splitmix64 random_;
};

}  // namespace

semantic_network semantic_network::shuffled(std::uint64_t seed) const {
  network_arrays arrays = arrays_;
  target_permutation(arrays, seed).run();
  return semantic_network(std::move(arrays));
}

}  // namespace engram::workload
