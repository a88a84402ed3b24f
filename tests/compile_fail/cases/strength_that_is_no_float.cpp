// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// expect: the_strength_of_an_event_is_one_of_its_float_fields
#include <engram/engram.hpp>

#include <cstdint>
#if defined(WRONG)
#define STRENGTH "steps"
#else
#define STRENGTH "force"
#endif

struct pushed {
  float force;
  std::uint32_t steps;
};
template <>
inline constexpr auto engram::schema<pushed> = engram::describe<pushed>(
    {.name = "app.pushed", .strength = STRENGTH}, engram::field<&pushed::force>{"how hard"},
    engram::field<&pushed::steps>{"how far"});
