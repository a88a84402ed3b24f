// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "litmus/oracle/events.hpp"
#include "litmus/oracle/relation.hpp"

#include <cstddef>
#include <vector>

namespace engram::model::litmus {

/// What one location looked like in an execution.
struct placement {
  std::vector<std::size_t> modification_order;  ///< stores, the initial one first
  relation reads_from{0};                       ///< from a store to the reads that take its value
};

/// All placements of a location in which read-modify-writes are atomic, and that are coherent as
/// far as the order within threads goes.
std::vector<placement> placements(const event_list& list, std::size_t location);

/// The modification order as a relation.
relation modifies_before(const placement& of);

/// From a read to the stores after the one that it read; not from an update to itself.
relation reads_before(const relation& reads_from, const relation& modification);

}  // namespace engram::model::litmus
