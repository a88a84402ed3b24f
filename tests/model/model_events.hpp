// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/event.hpp>
#include <engram/operation.hpp>

#include <cstdint>

namespace engram::testing {

/// An event of the models.
struct stepped {
  std::uint32_t count;
  float strength;
};

}  // namespace engram::testing

template <>
inline constexpr auto engram::schema<engram::testing::stepped> =
    engram::describe<engram::testing::stepped>(
        {.name = "model.stepped", .help = "A step was made.", .strength = "strength"},
        engram::field<&engram::testing::stepped::count>{"which"},
        engram::field<&engram::testing::stepped::strength>{"how strongly"});

namespace engram::testing {

inline void emit_step(std::uint32_t count, float strength = 1) {
  emit<on>(stepped{.count = count, .strength = strength});
}

}  // namespace engram::testing
