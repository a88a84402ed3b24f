// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: a_label_key_is_not_le_or_quantile_which_formats_use_themselves
#include <engram/engram.hpp>

enum class edge { inner, outer };
#if defined(WRONG)
consteval auto label_set(edge) { return engram::labels{"le", {"inner", "outer"}}; }
#else
consteval auto label_set(edge) { return engram::labels{"edge", {"inner", "outer"}}; }
#endif
constinit engram::counter<edge> crossings{{.name = "app.crossings"}};

void use() { crossings.add(edge::inner); }
