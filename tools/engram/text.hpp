// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace engram::tool {

/// Numbers as people like to read them.

/// 1234567 as "1,234,567".
std::string grouped(std::uint64_t value);
/// A duration with three significant digits and its unit: "12.3 us", "1.50 s".
std::string readable(std::chrono::nanoseconds duration);
/// A number with so many decimals: "0.55".
std::string fixed(double value, int decimals);
/// A share as "12.3 %"; "-" when it is not a number.
std::string percent(double share, int decimals = 1);
/// "1.2 GiB".
std::string readable_bytes(std::uint64_t bytes);

/// Characters of UTF-8 text.
std::size_t width_of(std::string_view text);

/// Padded with spaces to a width in characters, not bytes.
std::string left(const std::string& text, std::size_t width);
std::string right(const std::string& text, std::size_t width);

}  // namespace engram::tool
