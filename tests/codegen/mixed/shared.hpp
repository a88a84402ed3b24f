// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/engram.hpp>

#include <cstdint>

// What a header of a user's looks like: included by units with instrumentation and by units
// without.
inline constexpr engram::bounds shared_bounds{1, 2};
inline constinit engram::counter<> shared_hits{{.name = "shared.hits"}};
inline constinit engram::gauge<> shared_level{{.name = "shared.level"}};
inline constinit engram::histogram<engram::explicit_bounds<shared_bounds>> shared_sizes{
    {.name = "shared.sizes"}};
inline constinit engram::operation_kind shared_kind{{.name = "shared.kind"}};

struct noticed {
  std::uint64_t what;
};
template <>
inline constexpr auto engram::schema<noticed> = engram::describe<noticed>(
    {.name = "shared.noticed"}, engram::field<&noticed::what>{"what it was"});

/// Records one of everything.
#define SHARED_RECORD_EVERYTHING()         \
  const engram::operation op{shared_kind}; \
  shared_hits.add();                       \
  shared_level.set(5);                     \
  shared_sizes.record(1.5);                \
  engram::emit(noticed{1});                \
  engram::emit([] { return noticed{2}; })
