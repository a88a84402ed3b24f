// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/exponential.hpp>
#include <engram/metric.hpp>

#include <cstdint>
#include <span>

/// Cells of an exponential histogram's series as they stand in a snapshot. The header is that of
/// all histograms, with cell 6 the zeros and cell 7 the window; buckets lie in order in the first
/// buffer, its first bucket at the window's base, the second buffer is zero. Equal values give
/// equal cells, whatever threads recorded them in whatever order.
namespace engram::inline v0 {

/// Adds the series `from` to `to`, at the finest scale at which the buckets in use of both fit.
/// Throws std::bad_alloc, and has then changed nothing.
void add_exponential(const bucket_layout& layout, std::span<std::uint64_t> to,
                     std::span<const std::uint64_t> from);

/// What was recorded between two readings of one series: takes `earlier` off `later`, whose scale
/// it keeps. The greatest of the difference is not known: what stands for it is the greatest of
/// `later` or the bound of the last bucket in use, whichever is less; and so for the least. Throws
/// std::bad_alloc, and has then changed nothing.
void subtract_exponential(const bucket_layout& layout, std::span<std::uint64_t> later,
                          std::span<const std::uint64_t> earlier);

namespace detail {

/// The indices in use in a series of a snapshot.
index_ranges used_buckets(const exponential_cells& layout,
                          std::span<const std::uint64_t> cells) noexcept;

}  // namespace detail
}  // namespace engram::inline v0
