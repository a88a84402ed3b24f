// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace engram::inline v0::detail {

/// Address space from the kernel, aligned as pages are, zero-filled; nullptr when it refuses.
struct mapped_memory {
  /// Committed page by page when touched.
  static void* reserve(std::size_t bytes) noexcept;
  /// With every page committed, so that no record meets a page fault.
  static void* commit(std::size_t bytes) noexcept;
  /// Bytes of a page.
  static std::size_t page() noexcept;
  /// Of which each new process gets zeros instead of a copy, whichever call made it.
  static void* wiped_by_forks(std::size_t bytes) noexcept;
};

}  // namespace engram::inline v0::detail
