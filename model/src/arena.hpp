// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace engram::model {

/// Memory of one execution. What bodies allocate comes from here, at the same addresses each time,
/// is not reused before the execution ends, and is all gone then: an execution that is cut short
/// leaks nothing.
class arena {
 public:
  static arena& get() noexcept;

  void* allocate(std::size_t bytes, std::size_t alignment) noexcept;
  void release(void* block) noexcept;
  bool owns(const void* at) const noexcept {
    return at >= base_ && at < base_ + size && base_ != nullptr;
  }
  /// Blocks not released yet.
  std::size_t live() const noexcept { return live_; }
  void reset() noexcept;

  /// Whether `operator new` of this moment belongs to a body.
  static inline bool serves_body = false;

 private:
  static constexpr std::size_t size = std::size_t{1} << 31;
  std::byte* base_ = nullptr;
  std::byte* next_ = nullptr;
  std::size_t live_ = 0;
};

/// While it lives, the checker's own allocations are its own.
class outside_arena {
 public:
  outside_arena() noexcept : before_(arena::serves_body) { arena::serves_body = false; }
  ~outside_arena() { arena::serves_body = before_; }
  outside_arena(const outside_arena&) = delete;
  outside_arena& operator=(const outside_arena&) = delete;

 private:
  bool before_;
};

/// Zero-filled address space whose pages appear when touched, handed out anew in each execution.
/// Blocks of a megabyte and more hold atomics alone, which leave memory as it is, and are not
/// cleared; smaller ones are.
class zero_pages {
 public:
  static zero_pages& get() noexcept;
  void* reserve(std::size_t bytes) noexcept;
  void reset() noexcept;

 private:
  struct region {
    std::byte* base = nullptr;
    std::byte* next = nullptr;
    void* take(std::size_t bytes, std::size_t size) noexcept;
  };
  region large_;
  region small_;
};

}  // namespace engram::model
