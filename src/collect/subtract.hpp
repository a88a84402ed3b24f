// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/metric.hpp>

#include <cstdint>
#include <span>

namespace engram::inline v0::detail {

/// Takes what series of a metric had counted earlier from what they have now. They lie side by
/// side. Of a histogram the least and the greatest become what can be known of them.
void subtract_series(const metric_descriptor& row, std::span<std::uint64_t> series,
                     std::span<const std::uint64_t> earlier);

}  // namespace engram::inline v0::detail
