// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: the fields of an event take at most 22 bytes of a slot
#include <engram/engram.hpp>

#include <cstdint>
#if defined(WRONG)
using last = std::uint64_t;
#else
using last = std::uint16_t;
#endif

struct moved {
  std::uint64_t from, to;
  last steps;
};
template <>
inline constexpr auto engram::schema<moved> =
    engram::describe<moved>({.name = "app.moved"}, engram::field<&moved::from>{"from"},
                            engram::field<&moved::to>{"to"}, engram::field<&moved::steps>{"steps"});

void use() { engram::emit(moved{1, 2, 3}); }
