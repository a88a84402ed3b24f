// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: bounds_lie_too_close_for_a_table_of_4096_cells
#include <engram/engram.hpp>

#if defined(WRONG)
inline constexpr engram::bounds sizes{1.0, 1.0000001};
engram::histogram<engram::explicit_bounds<sizes>> all{{.name = "app.sizes"}};
#else
inline constexpr engram::bounds sizes{1.0, 1.001};
engram::histogram<engram::explicit_bounds<sizes>> all{{.name = "app.sizes"}};
#endif

void use() { all.record(1); }
