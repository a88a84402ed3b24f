// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: text
#include <engram/engram.hpp>
#include <engram/family.hpp>

enum class tier { cold, hot };
consteval auto label_set(tier) { return engram::labels{"tier", {"cold", "hot"}}; }

#if defined(WRONG)
constinit engram::counter_family<engram::text, tier, engram::text> asked{
    {.name = "app.asked", .keys = {"who"}}};
#else
constinit engram::counter_family<engram::text, tier> asked{{.name = "app.asked", .keys = {"who"}}};
#endif
