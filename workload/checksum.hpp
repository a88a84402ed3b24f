// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace engram::workload {

/// A 64-bit checksum against accidental damage; not against an adversary. Each step is a bijection
/// both of the state and of the 8 bytes it takes in, so a change within one such group always
/// changes the result. About 4 GB/s.
class checksum {
 public:
  /// Takes in bytes. Two calls are not the same as one call with both parts.
  void add(std::span<const std::byte> bytes) noexcept {
    while (bytes.size() >= sizeof(std::uint64_t)) {
      std::uint64_t word = 0;
      std::memcpy(&word, bytes.data(), sizeof word);
      mix(word);
      bytes = bytes.subspan(sizeof word);
    }
    std::uint64_t tail = 0;
    if (!bytes.empty()) std::memcpy(&tail, bytes.data(), bytes.size());
    mix(tail);
    mix(bytes.size());
  }

  /// Takes in a number.
  void add(std::uint64_t number) noexcept { mix(number); }

  /// Takes in a number by its bits.
  void add(double number) noexcept { mix(std::bit_cast<std::uint64_t>(number)); }

  [[nodiscard]] std::uint64_t value() const noexcept { return state_ ^ (state_ >> 32U); }

 private:
  void mix(std::uint64_t word) noexcept {
    state_ = std::rotl((state_ ^ word) * 0x9fb21c651e98df25U, 29);
  }

  std::uint64_t state_ = 0xcbf29ce484222325U;
};

}  // namespace engram::workload
