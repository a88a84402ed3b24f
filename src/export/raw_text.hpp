// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string_view>

namespace engram::inline v0::detail {

/// Bytes that grow without being filled first.
class raw_text {
 public:
  /// Room for `bytes` behind what is there; what is there stays.
  char* room(std::size_t bytes) {
    if (capacity_ - size_ < bytes) grow(bytes);
    return data_.get() + size_;
  }
  void end_at(const char* end) noexcept { size_ = static_cast<std::size_t>(end - data_.get()); }
  void clear() noexcept { size_ = 0; }
  void append(std::string_view text) {
    end_at(std::copy(text.begin(), text.end(), room(text.size())));
  }
  std::string_view view() const noexcept { return {data_.get(), size_}; }
  std::size_t size() const noexcept { return size_; }

 private:
  void grow(std::size_t bytes) {
    const std::size_t capacity = size_ + bytes + size_ / 2;
    std::unique_ptr<char[]> wider(new char[capacity]);  // NOLINT: make_unique would fill it
    std::copy_n(data_.get(), size_, wider.get());
    data_ = std::move(wider);
    capacity_ = capacity;
  }

  std::unique_ptr<char[]> data_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace engram::inline v0::detail
