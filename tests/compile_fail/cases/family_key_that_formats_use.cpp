// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: a_label_key_is_not_le_or_quantile_which_formats_use_themselves
#include <engram/engram.hpp>
#include <engram/family.hpp>

#if defined(WRONG)
constinit engram::counter_family<engram::text> asked{{.name = "app.asked", .keys = {"le"}}};
#else
constinit engram::counter_family<engram::text> asked{{.name = "app.asked", .keys = {"edge"}}};
#endif
