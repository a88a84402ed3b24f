// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: a_family_has_room_for_a_label_set
#include <engram/engram.hpp>
#include <engram/family.hpp>

#if defined(WRONG)
constinit engram::counter_family<engram::text> asked{
    {.name = "app.asked", .keys = {"who"}, .cardinality_limit = 0}};
#else
constinit engram::counter_family<engram::text> asked{
    {.name = "app.asked", .keys = {"who"}, .cardinality_limit = 1}};
#endif
