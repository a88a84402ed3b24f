// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace engram::tool {

/// What the command's exit status says.
enum exit_status : int {
  success = 0,
  telemetry_failed = 1,   ///< it ran, but the audit failed or records were refused
  usage_error = 2,        ///< the arguments or the configuration file are wrong
  environment_error = 3,  ///< something it needs is not there: WordNet, a port, a file
};

}  // namespace engram::tool
