// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engram/config_reader.hpp"

#include <charconv>
#include <functional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace engram::tool {

/// Checks of what was typed for an option: empty when it is well, else what is wrong and what would
/// be right. They see the text before it is converted, so that one message covers both.
using option_check = std::function<std::string(const std::string&)>;

/// A number from `least` to `most`, as `range` says it: "a whole number from 1 to 1024".
template <class Number>
option_check number_between(Number least, Number most, std::string range) {
  return [least, most, range = std::move(range)](const std::string& text) -> std::string {
    Number number{};
    const char* const end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, number);
    const bool whole = parsed.ec == std::errc{} && parsed.ptr == end;
    if (whole && number >= least && number <= most) return {};
    return "\"" + text + "\" is not " + range;
  };
}

/// A whole number, with its range named.
template <class Number>
option_check whole_between(Number least, Number most) {
  return number_between(
      least, most, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
}

/// One of these words.
option_check one_of(std::vector<std::string_view> names);
/// A duration with its unit.
option_check a_duration();
/// Where a process serves: http or https.
option_check a_url();
/// The bound of a file: a size, at least the least of the exporter, or 0.
option_check a_file_size();

}  // namespace engram::tool
