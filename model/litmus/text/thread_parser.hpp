// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "litmus/program.hpp"
#include "litmus/text/cursor.hpp"

#include <map>
#include <string>

namespace engram::model::litmus {

/// Where a test's initial values name its locations.
struct initial_value {
  int value = 0;
  bool used = false;
};
using initial_values = std::map<std::string, initial_value, std::less<>>;

/// Reads one thread, `P0 (atomic_int* x) { ... }`, adds it to `test` with the locations that it is
/// the first to name, and marks the initial values that it uses.
void parse_thread(cursor& in, initial_values& initial, program& test);

}  // namespace engram::model::litmus
