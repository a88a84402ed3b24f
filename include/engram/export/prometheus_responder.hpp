// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/snapshot.hpp>
#include <engram/export/prometheus.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace engram::inline v0 {

/// What a client is given.
struct prometheus_choice {
  prometheus_format format = prometheus_format::text;
  std::string content_type;  ///< with `escaping=underscores` if the client named an escaping
};

/// The format that suits an Accept header best: of those it names, the one with the highest `q`;
/// among equals the one it names first, and of a wildcard text before OpenMetrics. A header that
/// is empty, malformed or names nothing that we have gets text 0.0.4: a page that the client may
/// not have asked for is worth more than none. Never throws but for want of memory.
prometheus_choice choose_prometheus_format(std::string_view accept);

/// Whether a client with this Accept-Encoding header would rather have a page compressed by gzip.
bool accepts_gzip(std::string_view accept_encoding) noexcept;

/// Pages of fewer bytes are not worth compressing: they fit into one packet.
inline constexpr std::size_t least_gzip_bytes = 1'400;

/// An answer to a scrape.
struct prometheus_reply {
  std::string content_type;
  std::string_view body;  ///< valid until the responder's next answer
  bool gzipped = false;   ///< the body is compressed: Content-Encoding is `gzip`
};

struct prometheus_responder_options {
  /// Of every format; its own `format` is of no account: clients choose.
  prometheus_options page{};
  /// Adds to each page what the scrapes before it cost: their number, time and bytes.
  bool scrape_metrics = true;
};

/// Answers scrapes in whatever format a client asks for, with an exposition for each format that
/// was ever asked for. Not thread-safe.
///
/// Where the library was built without zlib (`ENGRAM_ZLIB`), nothing is compressed.
class prometheus_responder {
 public:
  explicit prometheus_responder(prometheus_responder_options options = {});
  ~prometheus_responder();
  prometheus_responder(prometheus_responder&&) noexcept;
  prometheus_responder& operator=(prometheus_responder&&) noexcept;

  /// The page of what `read` returns as a client with these headers wants it; either may be empty.
  prometheus_reply answer(std::string_view accept, std::string_view accept_encoding,
                          const std::function<snapshot()>& read);

 private:
  class expositions;
  std::unique_ptr<expositions> expositions_;
};

}  // namespace engram::inline v0
