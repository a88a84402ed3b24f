// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include <string>

namespace engram::tool {

/// What to say when the arguments cannot be understood: what is wrong, what was perhaps meant, and
/// where to read on.
std::string usage_message(const CLI::App* app, const CLI::Error& error);

}  // namespace engram::tool
