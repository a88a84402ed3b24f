// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/exponential.hpp>
#include <engram/metric.hpp>
#include <engram/shard.hpp>

#include <cstdint>
#include <span>

namespace engram::inline v0::detail {

/// Takes the buckets of one thread's series while the thread records, as a snapshot has them: all
/// of one window, nothing lost to a flip and nothing twice. Reads again when the window was flipped
/// meanwhile, of which there are few in the life of a series; never waits.
void read_window(const exponential_cells& layout, std::span<std::uint64_t> to,
                 const cell<std_sync>* from) noexcept;

/// Takes one thread's series as a snapshot has it.
void read_exponential(const exponential_cells& layout, std::span<std::uint64_t> to,
                      const cell<std_sync>* from) noexcept;

/// Adds one thread's series to a sum of series. Throws std::bad_alloc, with the sum as it was.
void fold_exponential(const bucket_layout& layout, std::span<std::uint64_t> to,
                      const cell<std_sync>* from);

}  // namespace engram::inline v0::detail
