// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace engram::inline v0::detail {

/// Compresses pages one after the other, with one working memory of about 260 KiB. Not
/// thread-safe.
class gzip_compressor {
 public:
  /// Whether this library can.
  static bool available() noexcept;

  gzip_compressor();
  ~gzip_compressor();
  gzip_compressor(const gzip_compressor&) = delete;
  gzip_compressor& operator=(const gzip_compressor&) = delete;

  /// The text as a gzip file, valid until the next call. Throws `std::bad_alloc`.
  std::string_view compress(std::string_view text);

 private:
  struct stream;
  std::unique_ptr<stream> stream_;
  std::string bytes_;
};

}  // namespace engram::inline v0::detail
