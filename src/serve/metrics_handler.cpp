// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/serve/metrics_handler.hpp>

#include <memory>
#include <string>
#include <utility>

namespace engram::inline v0 {

http_handler metrics_handler(std::function<snapshot()> read, prometheus_responder_options options) {
  auto responder = std::make_shared<prometheus_responder>(std::move(options));
  return [responder = std::move(responder), read = std::move(read)](const http_request& request) {
    auto reply = responder->answer(request.accept, request.accept_encoding, read);
    http_response response{.content_type = std::move(reply.content_type),
                           .body = std::string(reply.body),
                           .headers = {{"Vary", "Accept, Accept-Encoding"}}};
    if (reply.gzipped) response.headers.push_back({"Content-Encoding", "gzip"});
    return response;
  };
}

}  // namespace engram::inline v0
