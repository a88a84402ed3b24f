// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace engram::inline v0::detail {

/// Decides, once and before anything records, which clock ticks are read from.
void choose_clock() noexcept;

}  // namespace engram::inline v0::detail
