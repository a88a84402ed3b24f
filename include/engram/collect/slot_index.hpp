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
/// the numbers and 32 bits of each hash, and never grows. Its owner has the keys. Not thread-safe;
/// only the constructor allocates.
class slot_index {
 public:
  using slot = std::uint32_t;
  static constexpr slot none = std::numeric_limits<slot>::max();

  /// For at most `capacity` entries, up to 2^30.
  explicit slot_index(std::size_t capacity)
      : table_(std::bit_ceil(std::max<std::size_t>(2 * capacity, 2))),
        shift_(32 - std::countr_zero(table_.size())) {}

  /// The entry of this hash for which `is_it(slot)`; `none` if there is none.
  template <class IsIt>
  slot find(std::uint64_t hash, IsIt is_it) const noexcept {
    const auto mark = mark_of(hash);
    std::size_t at = home(mark);
    while (table_[at].entry != none && (table_[at].mark != mark || !is_it(table_[at].entry))) {
      at = after(at);
    }
    return table_[at].entry;
  }

  /// Adds an entry that is not in it.
  void insert(std::uint64_t hash, slot entry) noexcept {
    const auto mark = mark_of(hash);
    std::size_t at = home(mark);
    while (table_[at].entry != none) at = after(at);
    table_[at] = {mark, entry};
  }

  /// Takes out an entry that was put in with this hash.
  void erase(std::uint64_t hash, slot entry) noexcept {
    std::size_t hole = home(mark_of(hash));
    while (table_[hole].entry != entry) hole = after(hole);
    // What stood behind it moves up, unless that would be before its home.
    for (std::size_t at = after(hole); table_[at].entry != none; at = after(at)) {
      const std::size_t from_home = (at - home(table_[at].mark)) & mask();
      if (from_home < ((at - hole) & mask())) continue;
      table_[hole] = table_[at];
      hole = at;
    }
    table_[hole].entry = none;
  }

  void clear() noexcept { std::ranges::fill(table_, place{}); }

 private:
  struct place {
    std::uint32_t mark = 0;
    slot entry = none;
  };
  std::size_t mask() const noexcept { return table_.size() - 1; }
  std::size_t after(std::size_t at) const noexcept { return (at + 1) & mask(); }
  /// The upper bits of a product with 2^64 / golden ratio (Knuth, TAOCP 3, 6.4): `std::hash` of an
  /// integer is the integer.
  static std::uint32_t mark_of(std::uint64_t hash) noexcept {
    return static_cast<std::uint32_t>(hash * 0x9e37'79b9'7f4a'7c15U >> 32);
  }
  std::size_t home(std::uint32_t mark) const noexcept { return mark >> shift_; }

  std::vector<place> table_;
  int shift_;
};

}  // namespace engram::inline v0::detail
