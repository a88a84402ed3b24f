// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: a_unit_is_a_ucum_code_such_as_s_By_1_or_braces_around_what_is_counted
#include <engram/engram.hpp>

#if defined(WRONG)
constinit engram::counter<> busy{{.name = "app.busy", .unit = "seconds"}};
#else
constinit engram::counter<> busy{{.name = "app.busy", .unit = "s"}};
#endif
