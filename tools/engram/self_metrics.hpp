// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/collector.hpp>
#include <engram/export/prometheus.hpp>

namespace engram::tool {

/// Adds to a page what telemetry knows of itself: records by type and outcome on the way from
/// thread to sink, ring memory and fill, CPU time.
void add_self_metrics(prometheus_page& page, const collector& traced);

}  // namespace engram::tool
