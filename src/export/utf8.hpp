// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace engram::inline v0::detail {

/// What stands in the place of a byte that is no UTF-8: U+FFFD.
inline constexpr std::string_view utf8_replacement = "\xef\xbf\xbd";

/// The length of the UTF-8 character at the start of `text`, which is not empty; 0: it is none.
std::size_t utf8_length(std::string_view text) noexcept;
/// At most `bytes` of the text, cut between characters.
std::string_view clipped(std::string_view text, std::size_t bytes) noexcept;

}  // namespace engram::inline v0::detail
