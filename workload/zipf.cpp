// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/zipf.hpp"

#include "workload/workload_error.hpp"

#include <cmath>
#include <cstdint>
#include <vector>

namespace engram::workload {

zipf_sampler::zipf_sampler(std::uint32_t ranks, double s, double q) : s_(s), q_(q) {
  if (ranks == 0) throw workload_error("zipf sampler: needs at least one rank");
  for (std::uint32_t rank = 0; rank < ranks; ++rank) total_ += std::pow(rank + 1 + q, -s);
  columns_.resize(ranks);
  std::vector<std::uint32_t> light;
  std::vector<std::uint32_t> heavy;
  for (std::uint32_t rank = 0; rank < ranks; ++rank) {
    columns_[rank].keep = probability(rank) * ranks;
    (columns_[rank].keep < 1 ? light : heavy).push_back(rank);
  }
  while (!light.empty() && !heavy.empty()) {
    const std::uint32_t filled = light.back();
    const std::uint32_t giver = heavy.back();
    light.pop_back();
    columns_[filled].alias = giver;
    columns_[giver].keep -= 1 - columns_[filled].keep;
    if (columns_[giver].keep >= 1) continue;
    heavy.pop_back();
    light.push_back(giver);
  }
  // What is left differs from a full column by rounding alone.
  for (const std::uint32_t rank : light) columns_[rank].keep = 1;
  for (const std::uint32_t rank : heavy) columns_[rank].keep = 1;
}

double zipf_sampler::probability(std::uint32_t rank) const noexcept {
  return std::pow(rank + 1 + q_, -s_) / total_;
}

}  // namespace engram::workload
