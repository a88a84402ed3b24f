// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include <functional>

namespace engram::tool {

/// Adds the verb `metrics` with its own verbs. The function runs the chosen one and returns its
/// exit status.
std::function<int()> add_metrics_command(CLI::App& app);

}  // namespace engram::tool
