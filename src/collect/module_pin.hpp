// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace engram::inline v0::detail {

/// Keeps the program or library that holds `address` in memory until the process ends, whoever
/// calls `dlclose`. Any thread may call it. Takes the loader's lock where a library holds the
/// address, not where the program does; costs about a microsecond then.
void pin_module_of(const void* address) noexcept;

}  // namespace engram::inline v0::detail
