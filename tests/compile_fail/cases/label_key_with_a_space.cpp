// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: a_label_is_lower_case_letters_digits_and_underscores
#include <engram/engram.hpp>
enum class side { left, right };
#if defined(WRONG)
consteval auto label_set(side) { return engram::labels{"which side", {"left", "right"}}; }
constinit engram::counter<side> hits{{.name = "app.hits"}};
#else
consteval auto label_set(side) { return engram::labels{"which_side", {"left", "right"}}; }
constinit engram::counter<side> hits{{.name = "app.hits"}};
#endif

void use() { hits.add(side::left); }
