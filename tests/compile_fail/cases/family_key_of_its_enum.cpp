// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: a_label_key_stands_once_in_a_family
#include <engram/engram.hpp>
#include <engram/family.hpp>

enum class tier { cold, hot };
consteval auto label_set(tier) { return engram::labels{"tier", {"cold", "hot"}}; }

#if defined(WRONG)
constinit engram::counter_family<engram::text, tier> asked{{.name = "app.asked", .keys = {"tier"}}};
#else
constinit engram::counter_family<engram::text, tier> asked{{.name = "app.asked", .keys = {"who"}}};
#endif
