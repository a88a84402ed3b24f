// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace engram::inline v0::detail {

/// The string labels of one series as words that compare and hash quickly: two bytes of length for
/// each value, the values, and zeroes up to a whole word. Two label sets are equal if and only if
/// their words are. Values may hold any bytes.
class label_set_key {
 public:
  static constexpr std::size_t most_words = 34;
  static constexpr std::size_t most_bytes = most_words * sizeof(std::uint64_t);

  /// The bytes that values of so many bytes take.
  static constexpr std::size_t bytes_of(std::size_t values, std::size_t bytes) noexcept {
    return values * sizeof(std::uint16_t) + bytes;
  }

  /// Encodes `count` values if they take `room` bytes or fewer; `room` is at most `most_bytes`.
  [[gnu::noinline]] label_set_key(const std::string_view* values, std::size_t count,
                                  std::size_t room) noexcept {
    char* const start = reinterpret_cast<char*>(words_);
    char* to = start + count * sizeof(std::uint16_t);
    for (std::size_t i = 0; i < count; ++i) {
      const std::string_view each = values[i];
      if (each.size() > room - static_cast<std::size_t>(to - start)) return;
      const auto length = static_cast<std::uint16_t>(each.size());
      std::memcpy(start + i * sizeof(length), &length, sizeof(length));
      to = put(to, each);
    }
    std::memset(to, 0, sizeof(std::uint64_t));
    size_ = (static_cast<std::size_t>(to - start) + 7) / sizeof(std::uint64_t);
  }

  /// The key of `count` values from words that one had: `word(i)`.
  template <class Word>
  static label_set_key of_words(std::size_t count, Word word) noexcept {
    label_set_key key;
    std::size_t bytes = count * sizeof(std::uint16_t);
    for (std::size_t i = 0; i < count; ++i) {
      bytes += word(i / 4) >> (i % 4 * 16) & 0xffff;
    }
    key.size_ = (bytes + 7) / sizeof(std::uint64_t);
    for (std::size_t i = 0; i < key.size_; ++i) key.words_[i] = word(i);
    return key;
  }
  /// As bytes: lengths, values, zeroes.
  std::string_view bytes() const noexcept {
    return {reinterpret_cast<const char*>(words_), size_ * sizeof(std::uint64_t)};
  }

  /// False: the values are longer than the room there is for them.
  bool fits() const noexcept { return size_ != 0; }
  std::size_t size() const noexcept { return size_; }
  std::uint64_t word(std::size_t i) const noexcept { return words_[i]; }

  /// Spreads label sets evenly; `seed` keeps strangers who choose the values from choosing how.
  std::uint64_t hash(std::uint64_t seed) const noexcept {
    std::uint64_t sum = seed;
    for (std::size_t i = 0; i < size_; ++i) sum = fold(sum ^ words_[i], 0x9e37'79b9'7f4a'7c15);
    return sum;
  }

 private:
  label_set_key() noexcept = default;

  __extension__ using wide = unsigned __int128;

  static std::uint64_t fold(std::uint64_t a, std::uint64_t b) noexcept {
    const wide product = static_cast<wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  }
  /// Short values are the rule, and `memcpy` of an unknown length is a call.
  static char* put(char* to, std::string_view text) noexcept {
    const char* from = text.data();
    const std::size_t n = text.size();
    if (n >= 8) {
      for (std::size_t i = 0; i + 8 <= n; i += 8) std::memcpy(to + i, from + i, 8);
      std::memcpy(to + n - 8, from + n - 8, 8);
    } else if (n >= 4) {
      std::memcpy(to, from, 4);
      std::memcpy(to + n - 4, from + n - 4, 4);
    } else if (n > 0) {
      to[0] = from[0];
      to[n / 2] = from[n / 2];
      to[n - 1] = from[n - 1];
    }
    return to + n;
  }

  std::size_t size_ = 0;
  std::uint64_t words_[most_words + 1];  // NOLINT: filled as far as `size_` says
};

}  // namespace engram::inline v0::detail
