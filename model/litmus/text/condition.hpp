// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "litmus/program.hpp"
#include "litmus/text/cursor.hpp"

namespace engram::model::litmus {

/// Reads what stands behind the threads: `locations [...]` and the condition. The threads of
/// `test` must be there, since names are looked up in them.
void parse_condition(cursor& in, program& test);

}  // namespace engram::model::litmus
