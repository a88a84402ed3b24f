// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/schema.hpp>

#include <cstdint>

namespace engram::testing {

enum class mood : std::uint8_t { calm, tense };
consteval auto label_set(mood) { return labels{"mood", {"calm", "tense"}}; }

/// An event with a strength to filter by.
struct noted {
  std::uint64_t what;
  float strength;
  mood how;
};

/// An event without one.
struct ticked {
  std::uint32_t count;
};

}  // namespace engram::testing

template <>
inline constexpr auto engram::schema<engram::testing::noted> =
    engram::describe<engram::testing::noted>(
        {.name = "test.noted", .help = "Something was noted.", .strength = "strength"},
        engram::field<&engram::testing::noted::what>{"what it was"},
        engram::field<&engram::testing::noted::strength>{"how strongly"},
        engram::field<&engram::testing::noted::how>{"in which mood"});

template <>
inline constexpr auto engram::schema<engram::testing::ticked> =
    engram::describe<engram::testing::ticked>(
        {.name = "test.ticked", .help = "A count was reached."},
        engram::field<&engram::testing::ticked::count>{"the count"});
