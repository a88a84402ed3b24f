// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/params.hpp"
#include "workload/random.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace engram::workload {

/// What is left of a prime when its target is accessed.
struct residue {
  std::uint32_t prime;
  float strength;
};

/// The primes still active in a space: 256 slots, direct-mapped by target, so a newer prime takes
/// the place of an older one that shares its slot. The strength halves every half-life.
class prime_table {
 public:
  /// `prime` raised `target` by `strength` at `now` (seconds).
  void put(std::uint32_t prime, std::uint32_t target, float strength, double now) noexcept {
    slots_[place(target)] = {now, prime, target, strength};
  }

  /// Takes the residue of the prime of `target`, unless it has faded below the floor. A prime
  /// facilitates once.
  [[nodiscard]] std::optional<residue> take(std::uint32_t target, double now,
                                            const priming_params& params) noexcept {
    slot& found = slots_[place(target)];
    if (found.target != target || found.strength == 0) return std::nullopt;
    const double halvings = (now - found.at) / params.half_life_seconds;
    const double left = static_cast<double>(found.strength) * std::exp2(-halvings);
    found.strength = 0;
    if (left < params.residue_floor) return std::nullopt;
    return residue{.prime = found.prime, .strength = static_cast<float>(left)};
  }

 private:
  static constexpr std::size_t size = 256;

  struct slot {
    double at = 0;
    std::uint32_t prime = 0;
    std::uint32_t target = 0;
    float strength = 0;
  };

  static std::size_t place(std::uint32_t target) noexcept {
    return static_cast<std::size_t>(mix(target)) % size;
  }

  std::array<slot, size> slots_{};
};

}  // namespace engram::workload
