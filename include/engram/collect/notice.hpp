// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace engram::inline v0 {

/// How bad a notice is.
enum class severity : std::uint8_t { info, warning, error };

/// Something an operator should know: what went wrong and what would be right.
struct notice {
  engram::severity severity;
  std::string_view component;  ///< who speaks: "ndjson", "collector"
  std::string text;
};

/// Where background work reports. Called on the collector's thread and on those that start and stop
/// it, also at once: it must be thread-safe, and must not throw or block.
using notifier = std::function<void(const notice&)>;

/// Says where notices about metrics go, such as that a family comes near its cardinality limit, in
/// the place of who heard them so far; nothing: nowhere. Scrapes give them, on the scraping thread,
/// each once. Thread-safe.
void notify_of_metrics(notifier notify);

}  // namespace engram::inline v0
