// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "collect/process_store.hpp"

#include <engram/collect/snapshot.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace engram::inline v0::detail {

/// The exemplars of a metric whose series read as `sums`: of each bucket the greatest of all
/// threads', and of equal ones that of the greatest operation id. Throws std::bad_alloc.
metric_exemplars read_exemplars(process_store& store, const metric_entry& metric,
                                std::span<const std::uint64_t> sums);

}  // namespace engram::inline v0::detail
