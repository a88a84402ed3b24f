// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// Only for http_endpoint.cpp, the one translation unit that sees Boost: it takes seconds to
// compile.

#include "serve/http_figures.hpp"
#include "serve/http_routes.hpp"

#include <engram/primitive.hpp>
#include <engram/serve/http_endpoint.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <chrono>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace engram::inline v0::detail {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using boost::system::error_code;

inline constexpr std::uint32_t http_header_limit = 8 << 10;

class http_connection;

/// What all connections of an endpoint share. Used by the endpoint's thread alone, but for `open`.
struct http_hall {
  const http_endpoint_options& options;
  const http_routes& routes;
  std::list<std::shared_ptr<http_connection>> idle{};  // the one idle longest first
  http_figures figures{};
};

/// One client. It keeps itself alive by the operation that is under way.
class http_connection : public std::enable_shared_from_this<http_connection> {
 public:
  http_connection(tcp::socket socket, http_hall& shared)
      : stream_(std::move(socket)), hall_(shared) {
    hall_.figures.connection_opened();
  }
  ~http_connection() { hall_.figures.connection_closed(); }
  http_connection(const http_connection&) = delete;
  http_connection& operator=(const http_connection&) = delete;

  /// Waits for a request.
  void wait() {
    if (buffer_.size() > 0) return read();  // the client did not wait for the last response
    place_ = hall_.idle.insert(hall_.idle.end(), shared_from_this());
    stream_.expires_after(hall_.options.idle_timeout);
    stream_.async_read_some(buffer_.prepare(1024),
                            [self = shared_from_this()](error_code code, std::size_t bytes) {
                              self->no_longer_idle();
                              if (code) return self->close();
                              self->buffer_.commit(bytes);
                              self->read();
                            });
  }

  /// Says that there are too many, and closes.
  void turn_away() {
    send({.status = 503,
          .body = "too many connections: at most " + std::to_string(hall_.options.max_connections) +
                  " at a time\n"},
         true);
  }

  /// Makes room for another connection.
  void give_way() {
    no_longer_idle();
    close();
  }

  void close() {
    error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
    stream_.close();
  }

 private:
  static std::string text_of(beast::string_view text) { return {text.data(), text.size()}; }

  using request_parser = http::request_parser<http::empty_body>;
  using response = http::response<http::string_body>;

  void no_longer_idle() {
    if (!place_) return;
    hall_.idle.erase(*place_);
    place_.reset();
  }

  void read() {
    parser_ = std::make_unique<request_parser>();
    parser_->header_limit(http_header_limit);
    stream_.expires_after(hall_.options.request_timeout);
    http::async_read_header(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](error_code code, std::size_t) { self->on_read(code); });
  }

  void on_read(error_code code) {
    if (code == http::error::header_limit || code == http::error::buffer_overflow) {
      return refuse(431, "the header is longer than 8 KiB\n");
    }
    if (code == http::error::end_of_stream || code == beast::error::timeout) return close();
    if (code.category() == http::make_error_code(http::error::bad_method).category()) {
      return refuse(400, "that is no HTTP request: " + code.message() + "\n");
    }
    if (code) return close();
    const auto& request = parser_->get();
    if (request.method() != http::verb::get && request.method() != http::verb::head) {
      return refuse(405, "only GET and HEAD are answered\n");
    }
    if (parser_->chunked() || parser_->content_length().value_or(0) > 0) {
      return refuse(413, "requests with a body are not answered\n");
    }
    answer();
  }

  /// What comes behind it on this connection cannot be told from a body, or from junk.
  void refuse(unsigned status, std::string text) {
    send({.status = status, .body = std::move(text)}, true);
  }

  void answer() {
    const auto& request = parser_->get();
    const auto target = request.target();
    const auto query = target.find('?');
    const bool has_query = query != beast::string_view::npos;
    const std::string path = text_of(target.substr(0, query));
    const std::string rest = has_query ? text_of(target.substr(query + 1)) : std::string();
    const std::string accept = values_of(http::field::accept);
    const std::string encoding = values_of(http::field::accept_encoding);
    const bool old = std::chrono::steady_clock::now() - born_ >= hall_.options.connection_lifetime;
    send(hall_.routes.answer(
             {.path = path, .query = rest, .accept = accept, .accept_encoding = encoding}),
         old || !request.keep_alive());
  }

  /// All headers of that name as the one that they stand for.
  std::string values_of(http::field name) const {
    std::string all;
    for (auto [at, end] = parser_->get().equal_range(name); at != end; ++at) {
      if (!all.empty()) all += ", ";
      all += text_of(at->value());
    }
    return all;
  }

  void send(http_response from, bool last) {
    const unsigned version = parser_ && parser_->is_header_done() ? parser_->get().version() : 11;
    response_.emplace(static_cast<http::status>(from.status), version);
    response_->set(http::field::content_type, from.content_type);
    response_->set("X-Content-Type-Options", "nosniff");
    for (const auto& [name, value] : from.headers) response_->set(name, value);
    if (from.status == 405) response_->set(http::field::allow, "GET, HEAD");
    if (from.status == 503) response_->set(http::field::retry_after, "1");
    response_->keep_alive(!last);
    response_->body() = std::move(from.body);
    response_->prepare_payload();
    stream_.expires_after(hall_.options.response_timeout);
    const auto sent = [self = shared_from_this(), last](error_code code, std::size_t) {
      if (code) return self->close();
      last ? self->part() : self->wait();
    };
    if (parser_ && parser_->get().method() == http::verb::head) {
      headers_.emplace(*response_);
      http::async_write_header(stream_, *headers_, sent);
    } else {
      http::async_write(stream_, *response_, sent);
    }
  }

  /// Ends the connection so that the response arrives: closing with unread bytes would reset it.
  void part() {
    error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    stream_.expires_after(std::chrono::milliseconds(500));
    discard();
  }
  void discard() {
    buffer_.clear();
    stream_.async_read_some(buffer_.prepare(http_header_limit),
                            [self = shared_from_this()](error_code code, std::size_t) {
                              code ? self->close() : self->discard();
                            });
  }

  beast::tcp_stream stream_;
  http_hall& hall_;
  std::chrono::steady_clock::time_point born_ = std::chrono::steady_clock::now();
  beast::flat_buffer buffer_{http_header_limit + 1024};
  std::unique_ptr<request_parser> parser_;
  std::optional<response> response_;
  std::optional<http::response_serializer<http::string_body>> headers_;
  std::optional<std::list<std::shared_ptr<http_connection>>::iterator> place_;
};

}  // namespace engram::inline v0::detail
