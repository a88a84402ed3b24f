// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace engram::model {

/// Threads of one execution, the body's own included, also those that have ended.
inline constexpr std::size_t max_threads = 8;
inline constexpr std::uint32_t never = std::numeric_limits<std::uint32_t>::max();

/// How far each thread had come.
struct vector_clock {
  std::array<std::uint32_t, max_threads> at{};

  void join(const vector_clock& other) noexcept {
    for (std::size_t i = 0; i < max_threads; ++i) at[i] = std::max(at[i], other.at[i]);
  }
  static vector_clock all(std::uint32_t value) noexcept {
    vector_clock clock;
    clock.at.fill(value);
    return clock;
  }
};

/// What a thread knows. Two clocks, since SC fences order what may be read, but not plain data:
/// they exchange `coherence` alone.
struct view {
  vector_clock happened;   ///< C++ happens-before: races are judged by it
  vector_clock coherence;  ///< never behind `happened`: what loads may return is judged by it

  void join(const view& other) noexcept {
    happened.join(other.happened);
    coherence.join(other.coherence);
  }
};

}  // namespace engram::model
