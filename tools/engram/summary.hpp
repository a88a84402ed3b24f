// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engram/run_result.hpp"

#include <string>

namespace engram::tool {

/// The summary of a run for people, 80 columns wide.
std::string summary_text(const run_result& result, bool colours);
/// The same as one JSON object.
std::string summary_json(const run_result& result);

}  // namespace engram::tool
