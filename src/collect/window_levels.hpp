// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/snapshot.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

namespace engram::inline v0::detail {

/// What the samples of one level were.
struct level {
  double last = std::numeric_limits<double>::quiet_NaN();
  double min = std::numeric_limits<double>::infinity();
  double max = -std::numeric_limits<double>::infinity();
  double sum = 0;
  std::uint64_t samples = 0;

  void take(double value) noexcept;
  void take_older(const level& older) noexcept;
};

/// The samples of all gauges and up-down counters, of one tick or of several in a row.
class level_samples {
 public:
  /// One sample of each.
  explicit level_samples(const snapshot& reading);

  /// Adds the samples of ticks before its own, those of `earlier`, whose last is `older`. A label
  /// set whose cells belonged to another one then keeps to its own.
  void take_older(const snapshot& reading, const snapshot& earlier, const level_samples& older);

  /// A series' samples; nullptr when there is no such series.
  const level* find(std::string_view metric, std::uint32_t index) const noexcept;
  std::size_t bytes() const noexcept;

 private:
  struct block {
    const metric_entry* metric;
    std::size_t first;  // of its levels
  };
  const block* find(const metric_entry* metric) const noexcept;

  std::vector<block> blocks_;
  std::vector<level> levels_;
};

}  // namespace engram::inline v0::detail
