// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/gzip.hpp"

#include <algorithm>
#include <limits>
#include <new>

#if ENGRAM_ZLIB

#define ZLIB_CONST
#include <zlib.h>

namespace engram::inline v0::detail {

struct gzip_compressor::stream : z_stream {
  stream() : z_stream{} {
    // Level 1 makes a sixth of a page; higher levels take several times as long for a little less.
    constexpr int level = 1;
    constexpr int as_gzip = 15 + 16;
    constexpr int memory = 8;
    if (deflateInit2(this, level, Z_DEFLATED, as_gzip, memory, Z_DEFAULT_STRATEGY) != Z_OK) {
      throw std::bad_alloc();
    }
  }
  ~stream() { deflateEnd(this); }
  stream(const stream&) = delete;
  stream& operator=(const stream&) = delete;
};

bool gzip_compressor::available() noexcept { return true; }

std::string_view gzip_compressor::compress(std::string_view text) {
  // zlib counts a step's bytes in 32 bits.
  constexpr std::size_t step = std::numeric_limits<uInt>::max();
  if (!stream_) stream_ = std::make_unique<stream>();
  deflateReset(stream_.get());
  bytes_.resize(deflateBound(stream_.get(), static_cast<uLong>(text.size())));
  std::size_t done = 0;
  int status = Z_OK;
  while (status == Z_OK) {
    stream_->next_in = reinterpret_cast<const Bytef*>(text.data());
    stream_->avail_in = static_cast<uInt>(std::min(text.size(), step));
    stream_->next_out = reinterpret_cast<Bytef*>(bytes_.data() + done);
    stream_->avail_out = static_cast<uInt>(std::min(bytes_.size() - done, step));
    const uInt room = stream_->avail_out;
    const uInt given = stream_->avail_in;
    status = deflate(stream_.get(), given == text.size() ? Z_FINISH : Z_NO_FLUSH);
    text.remove_prefix(given - stream_->avail_in);
    done += room - stream_->avail_out;
  }
  return std::string_view(bytes_).substr(0, done);
}

}  // namespace engram::inline v0::detail

#else

namespace engram::inline v0::detail {

struct gzip_compressor::stream {};
bool gzip_compressor::available() noexcept { return false; }
std::string_view gzip_compressor::compress(std::string_view text) { return text; }

}  // namespace engram::inline v0::detail

#endif

namespace engram::inline v0::detail {

gzip_compressor::gzip_compressor() = default;
gzip_compressor::~gzip_compressor() = default;

}  // namespace engram::inline v0::detail
