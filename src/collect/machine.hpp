// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/topology.hpp>

#include <cstdint>

namespace engram::inline v0::detail {

/// What the machine says of itself.
struct machine {
  /// Its nodes; reads files.
  static topology nodes();
  /// The processor that the calling thread runs on. Some nanoseconds; no call into the kernel.
  static std::uint32_t processor() noexcept;
};

}  // namespace engram::inline v0::detail
