// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: a_unit_is_a_ucum_code_and_what_is_counted_stands_in_braces
#include <engram/engram.hpp>

#if defined(WRONG)
constinit engram::gauge<> flow{{.name = "app.flow", .unit = "By/s/s"}};
#else
constinit engram::gauge<> flow{{.name = "app.flow", .unit = "By/s"}};
#endif
