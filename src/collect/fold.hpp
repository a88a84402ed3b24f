// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/metric.hpp>
#include <engram/shard.hpp>

#include <cstdint>
#include <span>

namespace engram::inline v0::detail {

/// Adds one block's cells to sums of the same metric. `to` holds whole series that lie side by
/// side.
void fold_series(const metric_descriptor& row, std::span<std::uint64_t> to,
                 const cell<std_sync>* from);
/// Adds cells that count.
void fold_sums(std::span<std::uint64_t> to, const cell<std_sync>* from);

}  // namespace engram::inline v0::detail
