// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/cognitive/ids.hpp>

#include <cstdint>

namespace engram::inline v0::cognitive {

/// How a prime raised its target. `facilitation` is a prime that later helped: the target was
/// accessed while the prime's residue was still active.
enum class priming_kind : std::uint8_t { semantic, associative, repetition, facilitation };

/// A prime raised a target above its baseline.
struct primed {
  node_id prime;
  node_id target;
  float strength;  ///< activation added, 0..1
  priming_kind kind;
  std::uint8_t hops;  ///< edges travelled; 0 for repetition and facilitation
};

}  // namespace engram::inline v0::cognitive
