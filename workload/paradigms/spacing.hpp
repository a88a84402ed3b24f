// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/params.hpp"

#include <cstdint>

namespace engram::workload {

/// A schedule of practice and the delay of the test, as in Cepeda et al. (2006), Psychological
/// Bulletin 132, 354-380.
struct spacing_design {
  std::uint32_t presentations = 3;
  double gap_seconds = 2;                ///< between presentations
  double retention_seconds = 24 * 3600;  ///< from the last one to the test
};

/// Chance to recall the item at the test, 0..1.
[[nodiscard]] double retention(const spacing_design& design, const params& params = {});

/// Gain of a gap over massed practice (2 s) at the same test: 0.2 means 20 % more recalled.
[[nodiscard]] double spacing_advantage(double gap_seconds, double retention_seconds,
                                       const params& params = {});

}  // namespace engram::workload
