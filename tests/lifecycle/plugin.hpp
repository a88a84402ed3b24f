// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

// What the plugins of the tests offer, by name.
extern "C" {
/// Adds to a counter, and to nothing else.
void plugin_count(std::uint64_t n);
/// Adds, records a size, sets a level, emits an event in an operation of its own.
void plugin_record();
/// What the plugin's own library reads of its counter; -1 when it has none to read with.
std::int64_t plugin_total();
}
