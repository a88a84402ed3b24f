// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engram::model {

/// A schedule as text: for each step the thread, and after a dot the way if it is not 0.
std::string to_text(const std::vector<std::pair<unsigned, std::uint32_t>>& steps);
/// The reverse. Throws std::invalid_argument, saying what is wrong.
std::vector<std::pair<unsigned, std::uint32_t>> from_text(std::string_view schedule);

}  // namespace engram::model
