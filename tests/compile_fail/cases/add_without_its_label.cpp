// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: no matching|too few arguments
#include <engram/engram.hpp>
enum class side { left, right };
consteval auto label_set(side) { return engram::labels{"side", {"left", "right"}}; }
inline constinit engram::counter<side> hits{{.name = "app.hits"}};
#if defined(WRONG)
void use() { hits.add(); }
#else
void use() { hits.add(side::left); }
#endif
