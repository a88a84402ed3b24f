// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>

namespace engram::workload {

/// Scatters the bits of a number: the finaliser of SplitMix64 (Steele, Lea & Flood 2014).
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t value) noexcept {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31);
}

/// A counter-based stream of random numbers (SplitMix64): the n-th number depends on the key and n
/// alone, so any thread can produce the numbers of any operation. Not for cryptography.
class random_stream {
 public:
  /// Streams of different (seed, index) are independent for all practical purposes.
  constexpr random_stream(std::uint64_t seed, std::uint64_t index) noexcept
      : state_(mix(seed + golden * (mix(index + golden) | 1U))) {}

  /// 64 random bits.
  constexpr std::uint64_t bits() noexcept { return mix(state_ += golden); }

  /// Uniform in [0, 1), in steps of 2^-53.
  constexpr double uniform() noexcept { return static_cast<double>(bits() >> 11) * 0x1p-53; }

  /// Uniform in [0, bound), `bound` > 0. The bias is below bound / 2^32.
  constexpr std::uint32_t below(std::uint32_t bound) noexcept {
    return static_cast<std::uint32_t>(((bits() >> 32) * bound) >> 32);
  }

  /// Exponentially distributed with mean 1.
  double exponential() noexcept { return -std::log1p(-uniform()); }

 private:
  static constexpr std::uint64_t golden = 0x9e3779b97f4a7c15U;

  std::uint64_t state_;
};

}  // namespace engram::workload
