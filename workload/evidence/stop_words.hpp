// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace engram::workload {

/// True for English function words and for the filler that dictionary definitions are written with
/// ("especially", "usually", "something"): words whose company says nothing about them.
/// `word` is lower-case.
[[nodiscard]] bool is_stop_word(std::string_view word);

}  // namespace engram::workload
