// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "location.hpp"
#include "operation.hpp"

#include <source_location>
#include <string>

namespace engram::model {

class execution;

std::string describe(const location& what);
std::string describe(const std::source_location& where);
const char* describe(op kind) noexcept;
const char* describe(std::memory_order order) noexcept;

/// The events of an execution as a table, one line each.
std::string table_of(const execution& what);

}  // namespace engram::model
