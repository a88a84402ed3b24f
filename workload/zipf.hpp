// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/random.hpp"

#include <cstdint>
#include <vector>

namespace engram::workload {

/// Draws ranks with probability proportional to 1 / (rank + 1 + q)^s: Zipf's law for q = 0,
/// Mandelbrot's refinement for word frequencies otherwise. Constant time a draw (Walker's alias
/// method, Vose's construction). Immutable; shared by threads.
class zipf_sampler {
 public:
  /// Throws `workload_error` if `ranks` is 0.
  zipf_sampler(std::uint32_t ranks, double s, double q);

  /// A rank in [0, ranks).
  [[nodiscard]] std::uint32_t draw(random_stream& random) const noexcept {
    const std::uint32_t drawn = random.below(static_cast<std::uint32_t>(columns_.size()));
    return random.uniform() < columns_[drawn].keep ? drawn : columns_[drawn].alias;
  }

  /// Probability of a rank.
  [[nodiscard]] double probability(std::uint32_t rank) const noexcept;

 private:
  struct column {
    double keep = 1;
    std::uint32_t alias = 0;
  };

  double s_;
  double q_;
  double total_ = 0;
  std::vector<column> columns_;
};

}  // namespace engram::workload
