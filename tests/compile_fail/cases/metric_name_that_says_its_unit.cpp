// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: a_metric_name_does_not_say_its_unit_which_has_a_place_of_its_own
#include <engram/engram.hpp>

#if defined(WRONG)
constinit engram::counter<> busy{{.name = "app.busy_seconds", .unit = "s"}};
#else
constinit engram::counter<> busy{{.name = "app.busy", .unit = "s"}};
#endif
