// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/collector.hpp>
#include <engram/export/prometheus.hpp>

namespace engram::inline v0 {

/// Adds to a page what the library knows of itself in this process: blocks of cells and their
/// memory by node, how many of the cells are in use, metrics and families, calls that found no
/// place. `docs/formats/self-metrics.md` lists all of it. Thread-safe; takes some locks for a
/// moment each, none that a recording thread takes.
///
/// ```
/// metrics_handler(read, {.extra = [](prometheus_page& page) { add_self_metrics(page); }});
/// ```
void add_self_metrics(prometheus_page& page);

/// The same, and what a collector knows: records by type and outcome on their way from thread to
/// sink, how full the rings are, CPU time.
void add_self_metrics(prometheus_page& page, const collector& traced);

}  // namespace engram::inline v0
