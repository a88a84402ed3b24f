// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace engram::inline v0 {

/// How full a family is, and what became of updates that did not go where they were meant to.
struct family_figures {
  std::string name;
  std::uint32_t limit = 0;     ///< label sets at the same time
  std::uint32_t live = 0;      ///< label sets now
  std::uint32_t expired = 0;   ///< places of expired label sets, which others may have in time
  std::uint64_t no_room = 0;   ///< look-ups that ended in the overflow series
  std::uint64_t too_long = 0;  ///< look-ups whose strings were longer than `label_bytes`
  /// Updates through handles whose label set had expired and whose cells were another's.
  std::uint64_t stale = 0;
  std::uint64_t bytes = 0;  ///< of addresses reserved for the table; pages appear when touched
};

/// The families of the process, in the order they registered. Thread-safe; takes a lock. Cost: a
/// few cells of every thread's for each.
std::vector<family_figures> read_families();

}  // namespace engram::inline v0
