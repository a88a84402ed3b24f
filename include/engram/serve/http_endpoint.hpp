// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace engram::inline v0 {

/// What a handler may want to know of a request. Views hold for the call.
struct http_request {
  std::string_view path;               ///< "/metrics"
  std::string_view query;              ///< what follows the "?", or nothing
  std::string_view accept;             ///< the Accept header, or nothing
  std::string_view accept_encoding{};  ///< the Accept-Encoding header, or nothing
};

struct http_header {
  std::string name;
  std::string value;
};

struct http_response {
  unsigned status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body{};
  /// Beside those that the endpoint writes itself: Content-Type, Content-Length, Connection, and
  /// what a status asks for.
  std::vector<http_header> headers{};
};

/// Answers requests. Called on the endpoint's thread, one request at a time; what it throws becomes
/// a 500 with the exception's text.
using http_handler = std::function<http_response(const http_request&)>;

struct http_endpoint_options {
  std::string address = "127.0.0.1";  ///< of the interface; "0.0.0.0" or "::" for all of them
  std::uint16_t port = 9464;          ///< 0: any free one
  /// Beyond this, the connection that has been idle longest gives way; if none is idle, the new one
  /// gets a 503.
  std::uint32_t max_connections = 64;
  std::chrono::milliseconds idle_timeout{90'000};    ///< between two requests
  std::chrono::milliseconds request_timeout{5'000};  ///< from a request's first byte to its last
  std::chrono::milliseconds response_timeout{30'000};
  /// After this, a connection is closed behind the response it is due.
  std::chrono::milliseconds connection_lifetime{std::chrono::minutes(10)};
};

/// Why an endpoint could not start: the text names the address, the port and what would be right.
class http_endpoint_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A small HTTP/1.1 server for scrapes, with a thread of its own: GET and HEAD, keep-alive, no
/// request bodies, headers of at most 8 KiB. `/healthz` answers `ok`.
///
/// All members are thread-safe; `stop`, the destructor and `start` must not be called by a handler.
/// The thread blocks all signals. The endpoint has no authentication: on an address that others
/// reach, whoever reaches it reads what its routes say.
class http_endpoint {
 public:
  explicit http_endpoint(http_endpoint_options options = {});
  ~http_endpoint();
  http_endpoint(const http_endpoint&) = delete;
  http_endpoint& operator=(const http_endpoint&) = delete;

  /// Has `handler` answer requests for `path`, from now on.
  void route(std::string path, http_handler handler);
  /// Binds, listens, starts the thread. Throws `http_endpoint_error`; does nothing when it runs.
  void start();
  /// Closes all connections and ends the thread, after the handler that may be running. Idempotent.
  void stop() noexcept;

  /// The port it listens on; 0 unless it runs.
  std::uint16_t port() const noexcept;
  /// Connections open now.
  std::uint32_t connections() const noexcept;
  /// CPU time of its thread so far, all starts together, in nanoseconds.
  std::int64_t cpu_nanoseconds() const noexcept;

 private:
  class server;
  std::unique_ptr<server> server_;
};

}  // namespace engram::inline v0
