// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: the_strings_of_a_label_set_take_at_most_256_bytes
#include <engram/engram.hpp>
#include <engram/family.hpp>

#if defined(WRONG)
constinit engram::counter_family<engram::text> asked{
    {.name = "app.asked", .keys = {"who"}, .label_bytes = 257}};
#else
constinit engram::counter_family<engram::text> asked{
    {.name = "app.asked", .keys = {"who"}, .label_bytes = 256}};
#endif
