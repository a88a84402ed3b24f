// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/cognitive/ids.hpp>

#include <cstdint>

namespace engram::inline v0::cognitive {

/// Proactive: older episodes hinder a newer one. Retroactive: newer ones hinder an older one.
/// Fan: several associations share the cue.
enum class interference_kind : std::uint8_t { proactive, retroactive, fan };

/// Competing episodes lowered the chance of retrieving one. Recorded only when there was a competitor.
struct interfered {
  episode_id target;
  episode_id competitor;  ///< the strongest competitor
  float magnitude;        ///< share of the retrieval strength that competitors took, 0..1
  interference_kind kind;
  std::uint8_t competitors;  ///< how many competed; 255 stands for 255 and more
};

}  // namespace engram::inline v0::cognitive
