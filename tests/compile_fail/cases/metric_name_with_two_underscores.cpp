// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: a_name_is_dotted_lower_case_such_as_app_cache_hits
#include <engram/engram.hpp>

#if defined(WRONG)
constinit engram::gauge<> level{{.name = "app.fill__level"}};
#else
constinit engram::gauge<> level{{.name = "app.fill_level"}};
#endif
