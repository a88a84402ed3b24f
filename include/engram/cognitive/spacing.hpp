// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/cognitive/ids.hpp>

#include <cstdint>

namespace engram::inline v0::cognitive {

/// Massed practice follows the last within a minute; distributed practice comes later.
enum class practice_kind : std::uint8_t { massed, distributed };

/// An item was practised again.
struct practiced {
  node_id item;
  float gap_seconds;      ///< time since the last practice of this item
  float retention_ratio;  ///< predicted retention with this spacing / with the same practices massed
  std::uint32_t repetition;  ///< how often it has been practised, this time included
  practice_kind kind;
};

}  // namespace engram::inline v0::cognitive
