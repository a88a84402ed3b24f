// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/params.hpp"

#include <array>
#include <cstddef>

namespace engram::workload {

/// Mean times to recognise studied facts, in seconds: [person fan - 1][location fan - 1].
using fan_table = std::array<std::array<double, 3>, 3>;

/// Targets of Anderson (1974), Cognitive Psychology 6, 451-474, Experiment 1 ("the hippie is in the
/// park").
inline constexpr fan_table published_fan_times{
    {{1.111, 1.174, 1.222}, {1.167, 1.198, 1.222}, {1.153, 1.233, 1.357}}};

/// The experiment: facts about persons and locations are stored as episodes in both directions, so
/// that each fact tested has a person of fan 1-3 and a location of fan 1-3; then the time to
/// recognise it is predicted from the episodes that the memory holds for both.
[[nodiscard]] fan_table run_fan_experiment(const params& params = {});

/// Root mean squared difference of two tables, in seconds.
[[nodiscard]] double rms_difference(const fan_table& left, const fan_table& right) noexcept;

/// Mean increase of the time with one more association of person and location each, in seconds.
[[nodiscard]] double fan_slope(const fan_table& table) noexcept;

}  // namespace engram::workload
