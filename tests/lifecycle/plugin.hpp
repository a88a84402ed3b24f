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
/// Adds when the calling thread ends: once after the destructors of what it makes from here on.
void plugin_count_at_thread_end(std::uint64_t n);
/// Records the numbers from 1 to `n` as spans when the calling thread ends, as above.
void plugin_measure_at_thread_end(std::uint64_t n);
/// What the plugin's own library reads of its counter; -1 when it has none to read with, -2 when it
/// must not, since the plugin is attached.
std::int64_t plugin_total();
}
