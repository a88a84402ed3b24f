// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace engram::inline v0::detail {

/// Writes moments as RFC 3339 has them, with nanoseconds, in UTC: `2026-11-25T02:14:00.123456789Z`.
/// Remembers the last second, which the next moment mostly shares.
class rfc3339 {
 public:
  static constexpr std::size_t bytes = 30;

  /// Writes `bytes` characters at `to` and returns their end. Any moment that fits is right, also
  /// those before 1970.
  char* put(char* to, std::int64_t wall_ns) noexcept;

 private:
  void remember_second(std::int64_t second) noexcept;

  std::int64_t second_ = INT64_MIN;
  std::array<char, 20> text_{};
};

}  // namespace engram::inline v0::detail
