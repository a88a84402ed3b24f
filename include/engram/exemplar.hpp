// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>

namespace engram::inline v0 {

/// One of the values of a bucket, and the operation that it was recorded in.
struct exemplar {
  /// Within its bucket; given to about five decimal digits.
  double value = 0;
  std::uint64_t operation = 0;  ///< 0: there is none
  bool operator==(const exemplar&) const = default;
};

/// A mapping whose buckets each remember the last value that a thread recorded into them inside an
/// operation, with the operation's id: `histogram<with_exemplars<log_linear<-7, 0>>>`. Works over
/// `log_linear`, `explicit_bounds` and `exponential`. `snapshot::exemplars` reads them.
///
/// Costs a cell a bucket and, inside an operation that is not muted, one more plain store a record.
/// Records outside of operations, and those of threads that have exited, leave no exemplar.
template <class Mapping>
struct with_exemplars : Mapping {
  using plain = Mapping;
};

namespace detail {

template <class Mapping>
concept exemplary_mapping = requires { typename Mapping::plain; };

template <class Mapping>
struct plain_mapping_of {
  using type = Mapping;
};
template <exemplary_mapping Mapping>
struct plain_mapping_of<Mapping> {
  using type = typename Mapping::plain;
};
/// The mapping without its exemplars: the same buckets in the same cells.
template <class Mapping>
using plain_mapping = typename plain_mapping_of<Mapping>::type;

/// An exemplar as a word, which is written and read whole: the serial of the operation, 40 bits,
/// and the value, 24: a float's sign, its exponent and 15 bits of its mantissa. 0 is none, as no
/// serial is. The shard that the word stands in has the rest of the operation's id.
struct exemplar_word {
  static constexpr int value_bits = 24;

  [[gnu::always_inline]] static std::uint64_t of(std::uint64_t operation, double value) noexcept {
    const auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(value));
    return operation << value_bits | bits >> 8;
  }
  /// Toward zero of what was recorded, by at most 2^-15 of it; 0 or infinite where floats end.
  static float value(std::uint64_t word) noexcept {
    return std::bit_cast<float>(static_cast<std::uint32_t>(word) << 8);
  }
  static std::uint64_t operation(std::uint64_t word, std::uint32_t shard) noexcept {
    return std::uint64_t{shard} << 40 | word >> value_bits;
  }
};

}  // namespace detail
}  // namespace engram::inline v0
