// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/series.hpp>

#include <cstdint>
#include <limits>
#include <vector>

namespace engram::inline v0::detail {

template <class Visit>
void each_label_set(const label_sets& sets, Visit visit) {
  for (const auto& chunk : sets.chunks) {
    for (const auto& row : chunk->rows) visit(row);
  }
}

/// Calls `visit` with the position of each label set of a family whose cells were its own in two
/// readings, and with that of the overflow. Cost: a few nanoseconds a label set.
template <class Visit>
void each_common_set(const label_sets& now, const label_sets& earlier, Visit visit) {
  constexpr auto not_there = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> lives;
  each_label_set(earlier, [&](const auto& row) {
    if (row.set >= lives.size()) lives.resize(row.set + std::size_t{1}, not_there);
    lives[row.set] = row.life;
  });
  each_label_set(now, [&](const auto& row) {
    // One that had expired and came back is what it was.
    const bool same = row.set < lives.size() && live_form(lives[row.set]) == live_form(row.life);
    if (same) visit(row.set);
  });
  visit(now.overflow);
}

}  // namespace engram::inline v0::detail
