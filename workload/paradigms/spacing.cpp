// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/paradigms/spacing.hpp"

#include "workload/base_level.hpp"

#include <cstdint>

namespace engram::workload {

double retention(const spacing_design& design, const params& params) {
  presentation_trace trace;
  double now = 0;
  for (std::uint32_t i = 0; i < design.presentations; ++i) {
    now = i * design.gap_seconds;
    trace.present(now, params.base_level);
  }
  const double m = trace.activation(now + design.retention_seconds, params.base_level);
  return recall_probability(m, params.base_level);
}

double spacing_advantage(double gap_seconds, double retention_seconds, const params& params) {
  spacing_design design{.retention_seconds = retention_seconds};
  const double massed = retention(design, params);
  design.gap_seconds = gap_seconds;
  return retention(design, params) / massed - 1;
}

}  // namespace engram::workload
