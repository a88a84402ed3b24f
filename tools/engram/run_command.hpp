// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include <functional>

namespace engram::tool {

/// Adds the verb `run` to the command. The function runs it once the arguments are parsed, and
/// returns its exit status.
std::function<int()> add_run_command(CLI::App& app);

}  // namespace engram::tool
