// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

namespace engram::workload {

/// Arithmetic mean; 0 of nothing.
[[nodiscard]] double mean(std::span<const double> values) noexcept;

/// Pearson correlation of two sequences of equal length; 0 if either does not vary.
[[nodiscard]] double correlation(std::span<const double> left,
                                 std::span<const double> right) noexcept;

/// Root of the mean squared difference of two sequences of equal length; 0 of nothing.
[[nodiscard]] double rms_difference(std::span<const double> left,
                                    std::span<const double> right) noexcept;

}  // namespace engram::workload
