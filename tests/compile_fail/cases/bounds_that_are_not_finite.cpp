// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: bounds_are_finite_and_increase
#include <engram/engram.hpp>

#if defined(WRONG)
inline constexpr engram::bounds sizes{1.0, __builtin_inf()};
engram::histogram<engram::explicit_bounds<sizes>> all{{.name = "app.sizes"}};
#else
inline constexpr engram::bounds sizes{1.0, 2.0};
engram::histogram<engram::explicit_bounds<sizes>> all{{.name = "app.sizes"}};
#endif

void use() { all.record(1); }
