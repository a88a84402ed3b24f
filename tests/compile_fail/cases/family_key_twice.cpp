// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: a_label_key_stands_once_in_a_family
#include <engram/engram.hpp>
#include <engram/family.hpp>

#if defined(WRONG)
constinit engram::counter_family<engram::text, engram::text> asked{
    {.name = "app.asked", .keys = {"who", "who"}}};
#else
constinit engram::counter_family<engram::text, engram::text> asked{
    {.name = "app.asked", .keys = {"who", "what"}}};
#endif
