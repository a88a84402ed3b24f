// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace engram::model {

/// A mistake that the checker makes on purpose, so that its own tests can be tested.
enum class flaw : std::uint8_t {
  none,
  // ---- the memory model
  release_fence_ignored,
  acquire_fence_ignored,
  sc_fence_ignored,
  sc_fence_synchronizes,     ///< SC fences order plain data too
  rmw_breaks_sequence,       ///< a read-modify-write does not carry its predecessor's release
  store_continues_sequence,  ///< the C++11 rule: a later store of the same thread carries it
  relaxed_load_acquires,
  relaxed_store_releases,
  reads_leave_no_mark,   ///< coherence between reads is lost
  writes_leave_no_mark,  ///< a thread may overlook its own store
  newest_two_only,       ///< loads look back one store
  no_insertion,          ///< modification order is execution order
  rmw_reads_newest_only,
  failed_cas_reads_newest_only,
  rmw_not_atomic,          ///< something may come between a read-modify-write and what it read
  sc_store_may_be_missed,  ///< an SC load may read an older SC store
  // ---- races
  no_write_write_race,
  no_write_read_race,  ///< a read that comes after an unordered write
  no_read_write_race,  ///< a write that comes after an unordered read
  no_construction_race,
  // ---- the reduction
  no_load_store_reversal,
  no_rmw_reversal,
  no_sc_fence_reversal,
  no_lock_reversal,
  no_sc_access_reversal,
  sleepers_stay_asleep,  ///< a new store wakes nobody
  fences_wake_nobody,
  reads_from_edge_missing,  ///< causality forgets who read from whom
  initials_too_many,        ///< a reversal is skipped when any thread was tried
  // ---- liveness
  spurious_failures_missing,
  count
};

/// The mistake that is in force.
inline flaw injected_flaw = flaw::none;
inline bool has(flaw which) noexcept { return injected_flaw == which; }

}  // namespace engram::model
