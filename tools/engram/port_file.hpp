// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace engram::tool {

/// Writes a port and a line break to a file, for whoever waits to learn it: a file appears with its
/// content or not at all; a pipe or a device is written to as it is. Throws `std::runtime_error`
/// naming the file when it cannot be written.
void write_port_file(const std::string& path, std::uint16_t port);

}  // namespace engram::tool
