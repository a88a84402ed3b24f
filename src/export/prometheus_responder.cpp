// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/gzip.hpp"

#include <engram/export/prometheus_responder.hpp>

#include <map>
#include <utility>

namespace engram::inline v0 {

class prometheus_responder::expositions {
 public:
  explicit expositions(prometheus_options options) : options_(std::move(options)) {}

  prometheus_reply answer(std::string_view accept, std::string_view accept_encoding,
                          const snapshot& reading) {
    auto choice = choose_prometheus_format(accept);
    prometheus_reply reply{.content_type = std::move(choice.content_type),
                           .body = of(choice.format).render(reading)};
    reply.gzipped = detail::gzip_compressor::available() && reply.body.size() >= least_gzip_bytes &&
                    accepts_gzip(accept_encoding);
    if (reply.gzipped) reply.body = gzip_.compress(reply.body);
    return reply;
  }

 private:
  prometheus_exposition& of(prometheus_format format) {
    const auto found = by_format_.find(format);
    if (found != by_format_.end()) return found->second;
    auto options = options_;
    options.format = format;
    return by_format_.emplace(format, prometheus_exposition(std::move(options))).first->second;
  }

  prometheus_options options_;
  std::map<prometheus_format, prometheus_exposition> by_format_;
  detail::gzip_compressor gzip_;
};

prometheus_responder::prometheus_responder(prometheus_options options)
    : expositions_(std::make_unique<expositions>(std::move(options))) {}
prometheus_responder::~prometheus_responder() = default;
prometheus_responder::prometheus_responder(prometheus_responder&&) noexcept = default;
prometheus_responder& prometheus_responder::operator=(prometheus_responder&&) noexcept = default;

prometheus_reply prometheus_responder::answer(std::string_view accept,
                                              std::string_view accept_encoding,
                                              const snapshot& reading) {
  return expositions_->answer(accept, accept_encoding, reading);
}

}  // namespace engram::inline v0
