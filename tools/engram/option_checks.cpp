// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/option_checks.hpp"

#include <engram/export/ndjson.hpp>

#include <algorithm>

namespace engram::tool {

option_check one_of(std::vector<std::string_view> names) {
  return [names = std::move(names)](const std::string& text) -> std::string {
    if (std::ranges::find(names, text) != names.end()) return {};
    return "\"" + text + "\" is not " + alternatives(names);
  };
}

option_check a_duration() {
  return [](const std::string& text) -> std::string {
    if (parse_duration(text)) return {};
    return "\"" + text + "\" is not a time; write 90s, 500ms, 5m or 1.5h";
  };
}

option_check a_url() {
  return [](const std::string& text) -> std::string {
    if (text.starts_with("http://") || text.starts_with("https://")) return {};
    return "\"" + text + "\" is no URL; write http://127.0.0.1:9464";
  };
}

option_check a_file_size() {
  return [](const std::string& text) -> std::string {
    const auto size = parse_size(text);
    if (size && (*size == 0 || *size >= ndjson_least_file_bytes)) return {};
    return "\"" + text + "\" is not a size of at least 64KiB; write 64MiB, or 0 for no limit";
  };
}

}  // namespace engram::tool
