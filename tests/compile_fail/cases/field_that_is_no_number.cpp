// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: a field is a number, a bool, an enum or an id
#include <engram/engram.hpp>

#include <cstdint>
#if defined(WRONG)
using label = const char*;
#else
using label = std::uint32_t;
#endif

struct named {
  label name;
};
template <>
inline constexpr auto engram::schema<named> =
    engram::describe<named>({.name = "app.named"}, engram::field<&named::name>{"its name"});
