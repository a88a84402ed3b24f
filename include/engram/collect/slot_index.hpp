// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace engram::inline v0::detail {

/// Finds numbered entries by their hash: a table of linear probing at most half full, which keeps
/// the numbers alone and never grows. Its owner has the keys. Not thread-safe; only the constructor
/// allocates.
class slot_index {
 public:
  using slot = std::uint32_t;
  static constexpr slot none = std::numeric_limits<slot>::max();

  /// For at most `capacity` entries.
  explicit slot_index(std::size_t capacity)
      : slots_(std::bit_ceil(std::max<std::size_t>(2 * capacity, 2)), none),
        shift_(64 - std::countr_zero(slots_.size())) {}

  /// The entry of this hash for which `is_it(slot)`; `none` if there is none.
  template <class IsIt>
  slot find(std::uint64_t hash, IsIt is_it) const noexcept {
    std::size_t at = home(hash);
    while (slots_[at] != none && !is_it(slots_[at])) at = after(at);
    return slots_[at];
  }

  /// Adds an entry that is not in it.
  void insert(std::uint64_t hash, slot entry) noexcept {
    std::size_t at = home(hash);
    while (slots_[at] != none) at = after(at);
    slots_[at] = entry;
  }

  /// Takes out an entry that is in it. `hash_of(slot)` is the hash of any entry in it.
  template <class HashOf>
  void erase(std::uint64_t hash, slot entry, HashOf hash_of) noexcept {
    std::size_t hole = home(hash);
    while (slots_[hole] != entry) hole = after(hole);
    // What stood behind it moves up, unless that would be before its home.
    for (std::size_t at = after(hole); slots_[at] != none; at = after(at)) {
      const std::size_t from_home = (at - home(hash_of(slots_[at]))) & mask();
      if (from_home < ((at - hole) & mask())) continue;
      slots_[hole] = slots_[at];
      hole = at;
    }
    slots_[hole] = none;
  }

  void clear() noexcept { std::ranges::fill(slots_, none); }

 private:
  std::size_t mask() const noexcept { return slots_.size() - 1; }
  std::size_t after(std::size_t at) const noexcept { return (at + 1) & mask(); }
  /// The upper bits of a product with 2^64 / golden ratio (Knuth, TAOCP 3, 6.4): `std::hash` of an
  /// integer is the integer.
  std::size_t home(std::uint64_t hash) const noexcept {
    return static_cast<std::size_t>(hash * 0x9e37'79b9'7f4a'7c15U >> shift_);
  }

  std::vector<slot> slots_;
  int shift_;
};

}  // namespace engram::inline v0::detail
