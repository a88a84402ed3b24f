// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: no matching|cannot convert|could not convert|no viable conversion
#include <engram/engram.hpp>
enum class side { left, right };
consteval auto label_set(side) { return engram::labels{"side", {"left", "right"}}; }
enum class other { left };
inline constinit engram::counter<side> hits{{.name = "app.hits"}};
#if defined(WRONG)
void use() { hits.add(other::left); }
#else
void use() { hits.add(side::left); }
#endif
