// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/background_thread.hpp"
#include "serve/close_on_exec.hpp"
#include "serve/http_connection.hpp"
#include "serve/http_routes.hpp"

#include <engram/collect/threading.hpp>
#include <engram/primitive.hpp>
#include <engram/serve/http_endpoint.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <unistd.h>

#include <exception>
#include <memory>
#include <utility>

namespace engram::inline v0 {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using detail::http_connection;

constexpr std::chrono::milliseconds accept_pause{100};

/// The address and port as one writes them.
std::string where(const http_endpoint_options& options) {
  const bool v6 = options.address.find(':') != std::string::npos;
  return (v6 ? "[" + options.address + "]" : options.address) + ":" + std::to_string(options.port);
}

std::string advice(const error_code& code, const http_endpoint_options& options) {
  namespace errors = asio::error;
  const std::string place = where(options);
  if (code == errors::address_in_use) {
    return place + " is taken; choose another with --port, or 0 for any";
  }
  if (code == errors::access_denied) {
    return place + " needs privileges, as all ports below 1024 do; choose a higher one with --port";
  }
  if (code == boost::system::errc::address_not_available) {
    return place +
           ": this machine has no such address; 127.0.0.1 is the machine itself, 0.0.0.0 is all"
           " its addresses";
  }
  return "cannot listen on " + place + ": " + code.message();
}

tcp::endpoint endpoint_of(const http_endpoint_options& options) {
  error_code code;
  const std::string text = options.address == "localhost" ? "127.0.0.1" : options.address;
  const auto address = asio::ip::make_address(text, code);
  if (code) {
    throw http_endpoint_error(
        "'" + options.address +
        "' is no IP address; 127.0.0.1 is the machine itself, 0.0.0.0 is all its"
        " addresses");
  }
  return {address, options.port};
}

tcp::acceptor listening(asio::io_context& io, const http_endpoint_options& options) {
  const auto endpoint = endpoint_of(options);
  tcp::acceptor acceptor(io);
  error_code code;
  detail::open_close_on_exec(acceptor, endpoint.protocol(), code);
  if (!code) acceptor.set_option(tcp::acceptor::reuse_address(true), code);
  if (!code) acceptor.bind(endpoint, code);
  if (!code) acceptor.listen(asio::socket_base::max_listen_connections, code);
  if (!code) acceptor.non_blocking(true, code);
  if (code) throw http_endpoint_error(advice(code, options));
  return acceptor;
}

/// One run of the endpoint, from start to stop.
class service {
 public:
  service(const http_endpoint_options& options, const detail::http_routes& routes)
      : hall_{options, routes}, acceptor_(listening(io_, options)), pause_(io_) {
    const auto here = acceptor_.local_endpoint();
    protocol_ = here.protocol();
    port_ = here.port();
    accept();
    const detail::signals_blocked guard;
    thread_ = std_threading::thread([this] { work(); });
    pthread_getcpuclockid(thread_.native_handle(), &cpu_clock_);
  }
  ~service() { hall_.idle.clear(); }
  service(const service&) = delete;
  service& operator=(const service&) = delete;

  /// Returns when the thread has ended.
  void stop() {
    if (::getpid() != process_) leave_the_parents_epoll();
    io_.stop();
    thread_.join();
  }
  std::uint16_t port() const noexcept { return port_; }
  std::uint32_t connections() const noexcept { return hall_.figures.connections(); }
  std::int64_t cpu_nanoseconds() const noexcept {
    const std::int64_t so_far = detail::read_cpu_clock(cpu_clock_);
    return so_far >= 0 ? so_far : hall_.figures.cpu();
  }

 private:
  /// In the child of a fork: what it closes must not leave the set of descriptors that the parent,
  /// which shares it, waits for.
  void leave_the_parents_epoll() noexcept {
    try {
      io_.notify_fork(asio::execution_context::fork_child);
    } catch (const std::exception&) {
      // Out of descriptors: then the parent's connections are not told apart from this one's.
    }
  }

  void work() {
    while (!io_.stopped()) {
      try {
        io_.run();
      } catch (const std::exception&) {
        // Out of memory for one connection; the others go on.
      }
    }
    hall_.figures.set_cpu(detail::read_cpu_clock(CLOCK_THREAD_CPUTIME_ID));
  }

  void accept() {
    acceptor_.async_wait(tcp::acceptor::wait_read, [this](error_code code) {
      tcp::socket socket(io_);
      if (!code) detail::accept_close_on_exec(acceptor_, protocol_, socket, code);
      if (code && !detail::gone_before_taken(code)) return accept_later();
      accept();
      if (!code) welcome(std::move(socket));
    });
  }
  /// Out of descriptors, most likely: trying at once would spin.
  void accept_later() {
    pause_.expires_after(accept_pause);
    pause_.async_wait([this](error_code code) {
      if (!code) accept();
    });
  }
  void welcome(tcp::socket socket) {
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    const bool full = connections() >= hall_.options.max_connections;
    auto guest = std::make_shared<http_connection>(std::move(socket), hall_);
    if (!full) return guest->wait();
    if (hall_.idle.empty()) return guest->turn_away();
    const auto longest_idle = hall_.idle.front();
    longest_idle->give_way();
    guest->wait();
  }

  detail::http_hall hall_;
  // Declared behind what its connections use: it destroys them.
  asio::io_context io_{1};
  tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  const pid_t process_ = ::getpid();
  tcp protocol_ = tcp::v4();
  std::uint16_t port_ = 0;
  clockid_t cpu_clock_{};
  std_threading::thread thread_;
};

}  // namespace

class http_endpoint::server {
 public:
  explicit server(http_endpoint_options options) : options_(std::move(options)) {}

  detail::http_routes& routes() noexcept { return routes_; }
  void start() {
    const std_threading::lock one_at_a_time(lifecycle_);
    if (running_) return;
    auto started = std::make_unique<service>(options_, routes_);
    const std_threading::lock lock(mutex_);
    running_ = std::move(started);
  }
  void stop() {
    const std_threading::lock one_at_a_time(lifecycle_);
    if (!running_) return;
    // Without the other lock: the handler that is waited for may ask for the port or the CPU time.
    running_->stop();
    const std_threading::lock lock(mutex_);
    cpu_before_ += running_->cpu_nanoseconds();
    running_.reset();
  }
  std::uint16_t port() const {
    const std_threading::lock lock(mutex_);
    return running_ ? running_->port() : std::uint16_t{0};
  }
  std::uint32_t connections() const {
    const std_threading::lock lock(mutex_);
    return running_ ? running_->connections() : 0;
  }
  std::int64_t cpu_nanoseconds() const {
    const std_threading::lock lock(mutex_);
    return cpu_before_ + (running_ ? running_->cpu_nanoseconds() : 0);
  }

 private:
  http_endpoint_options options_;
  detail::http_routes routes_;
  std_threading::mutex lifecycle_;      // held by start and stop
  mutable std_threading::mutex mutex_;  // held to change or read what follows
  std::unique_ptr<service> running_;
  std::int64_t cpu_before_ = 0;
};

http_endpoint::http_endpoint(http_endpoint_options options)
    : server_(std::make_unique<server>(std::move(options))) {}
http_endpoint::~http_endpoint() { stop(); }
void http_endpoint::route(std::string path, http_handler handler) {
  server_->routes().add(std::move(path), std::move(handler));
}
void http_endpoint::start() { server_->start(); }
void http_endpoint::stop() noexcept { server_->stop(); }
std::uint16_t http_endpoint::port() const noexcept { return server_->port(); }
std::uint32_t http_endpoint::connections() const noexcept { return server_->connections(); }
std::int64_t http_endpoint::cpu_nanoseconds() const noexcept { return server_->cpu_nanoseconds(); }

}  // namespace engram::inline v0
