// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engram::tool {

/// The name among `known` that `word` was most likely meant to be; empty: none comes near.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& known);

/// "a, b or c"
std::string alternatives(const std::vector<std::string_view>& names);

/// A duration with its unit, "60s", "1.5h", in nanoseconds; nothing if it is none that is positive.
std::optional<std::int64_t> parse_duration(std::string_view text);

/// A size with or without a unit, "64MiB", "65536", in bytes; nothing if it is none.
std::optional<std::uint64_t> parse_size(std::string_view text);

}  // namespace engram::tool
