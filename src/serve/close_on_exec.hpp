// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <new>

/// Sockets that a program which the process executes does not inherit: it would keep the port, and
/// connections that nobody answers. The library that opens ours does not ask for that, and to ask
/// afterwards would be too late where another thread executes a program meanwhile.
namespace engram::inline v0::detail {

/// What the last call left in `errno`.
inline boost::system::error_code last_error() noexcept {
  return {errno, boost::system::system_category()};
}

/// Makes a descriptor the socket's, or closes it.
template <class Socket>
void assign_or_close(Socket& socket, const boost::asio::ip::tcp& protocol, int descriptor,
                     boost::system::error_code& code) noexcept {
  if (descriptor < 0) {
    code = last_error();
    return;
  }
  try {
    socket.assign(protocol, descriptor, code);
  } catch (const std::bad_alloc&) {
    code = boost::asio::error::no_memory;
  }
  if (code) ::close(descriptor);
}

/// Opens an acceptor.
inline void open_close_on_exec(boost::asio::ip::tcp::acceptor& acceptor,
                               const boost::asio::ip::tcp& protocol,
                               boost::system::error_code& code) noexcept {
  const int opened = ::socket(protocol.family(), protocol.type() | SOCK_CLOEXEC, 0);
  assign_or_close(acceptor, protocol, opened, code);
}

/// Takes a connection that waits at an acceptor that does not block.
inline void accept_close_on_exec(boost::asio::ip::tcp::acceptor& acceptor,
                                 const boost::asio::ip::tcp& protocol,
                                 boost::asio::ip::tcp::socket& socket,
                                 boost::system::error_code& code) noexcept {
  const int taken = ::accept4(acceptor.native_handle(), nullptr, nullptr, SOCK_CLOEXEC);
  assign_or_close(socket, protocol, taken, code);
}

/// Whether a connection was gone before it was taken, so that the next may be there.
inline bool gone_before_taken(const boost::system::error_code& code) noexcept {
  const int value = code.value();
  return value == EAGAIN || value == EWOULDBLOCK || value == ECONNABORTED || value == EPROTO ||
         value == EINTR;
}

}  // namespace engram::inline v0::detail
