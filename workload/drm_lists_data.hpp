// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace engram::workload {

/// The content of `data/drm_lists.tsv`, compiled in.
[[nodiscard]] std::string_view published_drm_lists_text() noexcept;

}  // namespace engram::workload
