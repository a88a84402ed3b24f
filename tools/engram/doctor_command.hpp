// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include <functional>

namespace engram::tool {

/// Adds the verb `doctor`. The function runs it and returns its exit status.
std::function<int()> add_doctor_command(CLI::App& app);

}  // namespace engram::tool
