// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: scales are between -10 and 8
#include <engram/engram.hpp>

#if defined(WRONG)
engram::histogram<engram::exponential<160, 20>> all{{.name = "app.sizes"}};
#else
engram::histogram<engram::exponential<160, 8>> all{{.name = "app.sizes"}};
#endif

void use() { all.record(1); }
