// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/window_levels.hpp"

#include "collect/label_set_lives.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace engram::inline v0::detail {
namespace {

bool is_level(const metric_entry& metric) noexcept {
  const auto kind = metric.descriptor.kind;
  return kind == metric_kind::gauge || kind == metric_kind::up_down_counter;
}

double value_of(const metric_entry& metric, std::uint64_t cell) noexcept {
  return metric.descriptor.kind == metric_kind::gauge
             ? std::bit_cast<double>(cell)
             : static_cast<double>(static_cast<std::int64_t>(cell));
}

}  // namespace

void level::take(double value) noexcept {
  last = value;
  if (std::isnan(value)) return;
  min = std::min(min, value);
  max = std::max(max, value);
  sum += value;
  ++samples;
}

void level::take_older(const level& older) noexcept {
  min = std::min(min, older.min);
  max = std::max(max, older.max);
  sum += older.sum;
  samples += older.samples;
}

level_samples::level_samples(const snapshot& reading) {
  std::size_t levels = 0;
  for (const auto* metric : reading.metrics()) {
    if (!is_level(*metric)) continue;
    blocks_.push_back({metric, levels});
    levels += metric->descriptor.series;
  }
  levels_.reserve(levels);
  for (const auto& [metric, first] : blocks_) {
    for (std::uint32_t i = 0; i < metric->descriptor.series; ++i) {
      levels_.emplace_back().take(value_of(*metric, reading.series(*metric, i)[0]));
    }
  }
}

void level_samples::take_older(const snapshot& reading, const snapshot& earlier,
                               const level_samples& older) {
  for (const auto& mine : blocks_) {
    const auto* theirs = older.find(mine.metric);
    if (theirs == nullptr) continue;
    const auto& row = mine.metric->descriptor;
    const auto merge = [&](std::size_t from, std::size_t count) {
      for (std::size_t i = from; i < from + count; ++i) {
        levels_[mine.first + i].take_older(older.levels_[theirs->first + i]);
      }
    };
    if (row.text_keys.empty()) {
      merge(0, row.series);
      continue;
    }
    const auto* now = reading.label_sets_of(*mine.metric);
    const auto* then = earlier.label_sets_of(*mine.metric);
    if (now == nullptr || then == nullptr) continue;
    const std::size_t of_a_set = count_enums(row);
    each_common_set(*now, *then, [&](std::uint32_t set) { merge(set * of_a_set, of_a_set); });
  }
}

const level_samples::block* level_samples::find(const metric_entry* metric) const noexcept {
  const auto found = std::ranges::find(blocks_, metric, &block::metric);
  return found == blocks_.end() ? nullptr : &*found;
}

const level* level_samples::find(std::string_view metric, std::uint32_t index) const noexcept {
  for (const auto& each : blocks_) {
    if (each.metric->descriptor.name != metric) continue;
    return index < each.metric->descriptor.series ? &levels_[each.first + index] : nullptr;
  }
  return nullptr;
}

std::size_t level_samples::bytes() const noexcept {
  return levels_.capacity() * sizeof(level) + blocks_.capacity() * sizeof(block);
}

}  // namespace engram::inline v0::detail
