// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace engram::inline v0::detail {

/// RFC 4648, section 4, with padding.
std::string base64(std::string_view bytes);

}  // namespace engram::inline v0::detail
