// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

/// A client that says exactly what a test wants said, well-formed or not.
class http_client {
 public:
  explicit http_client(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
  }
  ~http_client() { ::close(fd_); }
  http_client(const http_client&) = delete;
  http_client& operator=(const http_client&) = delete;

  bool connected() const { return connected_; }
  bool send(std::string_view text) {
    return ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
  }
  /// One response: up to its header's end and as many bytes more as its Content-Length says, none
  /// for a HEAD. Shorter when the server closes or says nothing for 10 s.
  std::string response(bool head = false) {
    std::size_t end = std::string::npos;
    while ((end = text_.find("\r\n\r\n")) == std::string::npos && more()) {
    }
    if (end == std::string::npos) return std::exchange(text_, {});
    std::size_t size = end + 4;
    const auto length = text_.find("Content-Length: ");
    if (!head && length < end) size += std::stoul(text_.substr(length + 16));
    while (text_.size() < size && more()) {
    }
    std::string first = text_.substr(0, size);
    text_.erase(0, first.size());
    return first;
  }
  std::string ask(std::string_view text, bool head = false) {
    send(text);
    return response(head);
  }
  /// Whether the server has closed, or closes within 10 s.
  bool closed() {
    while (more()) {
    }
    return gone_;
  }

 private:
  bool more() {
    pollfd waiting{.fd = fd_, .events = POLLIN, .revents = 0};
    if (gone_ || ::poll(&waiting, 1, 10'000) <= 0) return false;
    char some[4096];
    const ssize_t n = ::recv(fd_, some, sizeof some, 0);
    gone_ = n <= 0;
    if (n > 0) text_.append(some, static_cast<std::size_t>(n));
    return n > 0;
  }

  int fd_;
  bool connected_ = false;
  bool gone_ = false;
  std::string text_;
};
