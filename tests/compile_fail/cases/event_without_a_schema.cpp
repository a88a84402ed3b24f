// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: described_event|no matching function
#include <engram/engram.hpp>

struct moved {
  int steps;
};
struct undescribed {
  int steps;
};
template <>
inline constexpr auto engram::schema<moved> =
    engram::describe<moved>({.name = "app.moved"}, engram::field<&moved::steps>{"how far"});
#if defined(WRONG)
void use() { engram::emit(undescribed{1}); }
#else
void use() { engram::emit(moved{1}); }
#endif
