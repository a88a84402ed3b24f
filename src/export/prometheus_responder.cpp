// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/gzip.hpp"
#include "export/scrape_figures.hpp"

#include <engram/export/prometheus_responder.hpp>

#include <chrono>
#include <map>
#include <utility>

namespace engram::inline v0 {

class prometheus_responder::expositions {
 public:
  explicit expositions(prometheus_responder_options options) : options_(std::move(options.page)) {
    if (!options.scrape_metrics) return;
    options_.extra = [this, extra = std::move(options_.extra)](prometheus_page& page) {
      if (extra) extra(page);
      figures_.add_to(page);
    };
  }
  expositions(const expositions&) = delete;
  expositions& operator=(const expositions&) = delete;

  prometheus_reply answer(std::string_view accept, std::string_view accept_encoding,
                          const std::function<snapshot()>& read) {
    const auto began = std::chrono::steady_clock::now();
    auto choice = choose_prometheus_format(accept);
    auto& exposition = of(choice.format);
    prometheus_reply reply{.content_type = std::move(choice.content_type),
                           .body = exposition.render(read())};
    const std::size_t page_bytes = reply.body.size();
    reply.gzipped = detail::gzip_compressor::available() && page_bytes >= least_gzip_bytes &&
                    accepts_gzip(accept_encoding);
    if (reply.gzipped) reply.body = gzip_.compress(reply.body);
    figures_.count(choice.format, {.took = std::chrono::steady_clock::now() - began,
                                   .page_bytes = page_bytes,
                                   .sent_bytes = reply.body.size(),
                                   .left_out = exposition.left_out()});
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
  detail::scrape_figures figures_;
  detail::gzip_compressor gzip_;
};

prometheus_responder::prometheus_responder(prometheus_responder_options options)
    : expositions_(std::make_unique<expositions>(std::move(options))) {}
prometheus_responder::~prometheus_responder() = default;
prometheus_responder::prometheus_responder(prometheus_responder&&) noexcept = default;
prometheus_responder& prometheus_responder::operator=(prometheus_responder&&) noexcept = default;

prometheus_reply prometheus_responder::answer(std::string_view accept,
                                              std::string_view accept_encoding,
                                              const std::function<snapshot()>& read) {
  return expositions_->answer(accept, accept_encoding, read);
}

}  // namespace engram::inline v0
