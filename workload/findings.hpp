// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/drm_lists.hpp"
#include "workload/params.hpp"
#include "workload/tally.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace engram::workload {

/// What a run says about an effect, beside what was measured on people.
struct finding {
  std::string_view name;
  std::string_view unit;  ///< "ratio", "ms"
  double measured = 0;
  std::optional<double> published;  ///< nothing if no study gives a number to compare with
  std::string_view source;          ///< of the published value, or of the effect
};

/// The cognitive findings of a run, for its summary. Those that the run has no data for are left
/// out. `lists` are those the run was given.
[[nodiscard]] std::vector<finding> findings_of_run(const tally& counts,
                                                   std::span<const drm_list> lists);

}  // namespace engram::workload
