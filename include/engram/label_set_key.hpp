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
    std::size_t bytes = bytes_of(count, 0);
    for (std::size_t i = 0; i < count; ++i) {
      if (values[i].size() > room - bytes) return;
      bytes += values[i].size();
    }
    packer to{words_};
    for (std::size_t i = 0; i < count; ++i) to.put(values[i].size(), 16);
    for (std::size_t i = 0; i < count; ++i) to.put(values[i]);
    *to.out = to.word;
    size_ = (bytes + 7) / sizeof(std::uint64_t);
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
    constexpr std::uint64_t odd = 0x9e37'79b9'7f4a'7c15;
    const std::uint64_t other = seed * odd;
    std::uint64_t sum = seed;
    std::size_t i = 0;
    for (; i + 2 <= size_; i += 2) sum = fold(sum ^ words_[i], words_[i + 1] ^ other);
    if (i < size_) sum = fold(sum ^ words_[i], odd);
    return sum;
  }

 private:
  label_set_key() noexcept = default;

  __extension__ using wide = unsigned __int128;

  static std::uint64_t fold(std::uint64_t a, std::uint64_t b) noexcept {
    const wide product = static_cast<wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  }
  template <class Int>
  static std::uint64_t load(const char* from) noexcept {
    Int value;
    std::memcpy(&value, from, sizeof(value));
    return value;
  }
  /// Puts values together in a register: a word that is read soon after its bytes were written one
  /// by one waits until they have reached the cache.
  struct packer {
    std::uint64_t* out;
    std::uint64_t word = 0;  ///< the next, as far as it is there
    unsigned filled = 0;     ///< bits of it, less than 64

    /// Puts the lower `bits` of `value`, at most 63; the others are 0.
    void put(std::uint64_t value, unsigned bits) noexcept {
      *out = word | value << filled;
      const unsigned sum = filled + bits;
      word = sum < 64 ? *out : rest_of(value);
      out += sum / 64;
      filled = sum % 64;
    }
    void put_word(std::uint64_t value) noexcept {
      *out++ = word | value << filled;
      word = rest_of(value);
    }
    void put(std::string_view text) noexcept {
      const char* from = text.data();
      const std::size_t n = text.size();
      if (n < 8) return put(short_text(from, n), static_cast<unsigned>(n * 8));
      for (std::size_t i = 0; i + 8 <= n; i += 8) put_word(load<std::uint64_t>(from + i));
      const auto bits = static_cast<unsigned>(n % 8 * 8);
      put(load<std::uint64_t>(from + n - 8) >> 1 >> (63 - bits), bits);
    }
    std::uint64_t rest_of(std::uint64_t value) const noexcept {
      return value >> 1 >> (63 - filled);
    }
    static std::uint64_t short_text(const char* from, std::size_t n) noexcept {
      if (n >= 4) {
        const auto last = load<std::uint32_t>(from + n - 4);
        return load<std::uint32_t>(from) | last << (n - 4) * 8;
      }
      if (n == 0) return 0;
      const auto middle = load<std::uint8_t>(from + n / 2) << n / 2 * 8;
      return load<std::uint8_t>(from) | middle | load<std::uint8_t>(from + n - 1) << (n - 1) * 8;
    }
  };

  std::size_t size_ = 0;
  std::uint64_t words_[most_words + 1];  // NOLINT: filled as far as `size_` says
};

}  // namespace engram::inline v0::detail
