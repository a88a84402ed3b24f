// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: a_unit_is_a_ucum_code_and_what_is_counted_stands_in_braces
#include <engram/engram.hpp>

#if defined(WRONG)
constinit engram::counter<> busy{{.name = "app.busy", .unit = "seconds"}};
#else
constinit engram::counter<> busy{{.name = "app.busy", .unit = "s"}};
#endif
