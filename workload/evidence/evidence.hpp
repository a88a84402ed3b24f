// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/semantic_network.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace engram::workload {

/// What the sources of evidence have collected about the edges of one word: a sum per target and
/// kind. Made once for all words and cleared in between, so it does not allocate per word.
class evidence {
 public:
  explicit evidence(std::size_t nodes) : sums_(nodes) {}

  void add(std::uint32_t target, edge_kind kind, double amount) {
    sum& entry = sums_[target];
    if (entry.semantic == 0 && entry.associative == 0) touched_.push_back(target);
    (kind == edge_kind::semantic ? entry.semantic : entry.associative) += amount;
  }

  /// Targets with any evidence, ascending.
  [[nodiscard]] std::span<const std::uint32_t> targets() {
    std::sort(touched_.begin(), touched_.end());
    return touched_;
  }

  [[nodiscard]] double total(std::uint32_t target) const {
    return sums_[target].semantic + sums_[target].associative;
  }

  [[nodiscard]] edge_kind dominant(std::uint32_t target) const {
    return sums_[target].semantic >= sums_[target].associative ? edge_kind::semantic
                                                               : edge_kind::associative;
  }

  void clear() {
    for (const std::uint32_t target : touched_) sums_[target] = {};
    touched_.clear();
  }

 private:
  struct sum {
    double semantic = 0;
    double associative = 0;
  };
  std::vector<sum> sums_;
  std::vector<std::uint32_t> touched_;
};

}  // namespace engram::workload
