// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/config.hpp>

#include <string>

namespace engram::tool {

/// The library's version: `0.1.0`.
inline std::string library_version() {
  return std::to_string(ENGRAM_VERSION_MAJOR) + "." + std::to_string(ENGRAM_VERSION_MINOR) + "." +
         std::to_string(ENGRAM_VERSION_PATCH);
}

}  // namespace engram::tool
