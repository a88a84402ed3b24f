// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

/// The version of the library, by semantic versioning.
#define ENGRAM_VERSION_MAJOR 0
#define ENGRAM_VERSION_MINOR 1
#define ENGRAM_VERSION_PATCH 0

/// The whole library. Start with `engram/engram.hpp`.
namespace engram::inline v0 {

#if defined(__aarch64__) || defined(_M_ARM64)
/// Bytes that two writers must keep apart so that neither slows the other. 128 on aarch64: Apple
/// Silicon has 128-byte lines and Neoverse cores prefetch in pairs of 64.
inline constexpr std::size_t cache_line = 128;
#else
/// Bytes that two writers must keep apart so that neither slows the other: the line of every
/// x86-64.
inline constexpr std::size_t cache_line = 64;
#endif

}  // namespace engram::inline v0
