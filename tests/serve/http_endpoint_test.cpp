// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "serve/http_client.hpp"

#include <engram/serve/http_endpoint.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <deque>
#include <future>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>

namespace {

using engram::http_endpoint;
using engram::http_endpoint_error;
using engram::http_endpoint_options;
using engram::http_request;
using engram::http_response;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using namespace std::chrono_literals;

constexpr std::string_view get_metrics = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";

/// An endpoint on a free port with a page of 20 KB.
class HttpEndpoint : public testing::Test {
 protected:
  void start(http_endpoint_options options = {}) {
    options.port = 0;
    endpoint.emplace(options);
    endpoint->route("/metrics", [this](const http_request&) {
      return http_response{.content_type = "text/plain; version=0.0.4", .body = page};
    });
    endpoint->route("/echo", [](const http_request& it) {
      return http_response{.body = std::string(it.path) + "|" + std::string(it.query) + "|" +
                                   std::string(it.accept)};
    });
    endpoint->route("/encoding", [](const http_request& it) {
      return http_response{.body = std::string(it.accept_encoding),
                           .headers = {{"Vary", "Accept-Encoding"}, {"X-Odd", "a: b"}}};
    });
    endpoint->start();
  }
  http_client client() { return http_client(endpoint->port()); }
  std::string ask(std::string_view text, bool head = false) { return client().ask(text, head); }

  std::string page = std::string(20'000, 'x') + "\n";
  std::optional<http_endpoint> endpoint;
};

TEST_F(HttpEndpoint, AScrapeGetsThePageWithItsTypeAndLength) {
  start();
  EXPECT_THAT(
      ask(get_metrics),
      AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), HasSubstr("Content-Length: 20001\r\n"),
            HasSubstr("Content-Type: text/plain; version=0.0.4\r\n"), EndsWith("\r\n" + page)));
}

TEST_F(HttpEndpoint, HealthIsBuiltIn) {
  start();
  EXPECT_THAT(ask("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"),
              AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), EndsWith("\r\n\r\nok\n")));
}

TEST_F(HttpEndpoint, AHeadHasTheHeaderOfAGetAndNoBody) {
  start();
  auto it = client();
  EXPECT_THAT(it.ask("HEAD /metrics HTTP/1.1\r\nHost: x\r\n\r\n", true),
              AllOf(HasSubstr("Content-Length: 20001\r\n"), EndsWith("\r\n\r\n")));
  EXPECT_THAT(it.ask("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"), StartsWith("HTTP/1.1 200 OK"));
}

TEST_F(HttpEndpoint, HandlersSeePathQueryAndAccept) {
  start();
  EXPECT_THAT(ask("GET /echo?a=1&b HTTP/1.1\r\nAccept: text/plain;q=0.5\r\n\r\n"),
              EndsWith("\r\n\r\n/echo|a=1&b|text/plain;q=0.5"));
  EXPECT_THAT(ask("GET /echo HTTP/1.1\r\n\r\n"), EndsWith("\r\n\r\n/echo||"));
}

TEST_F(HttpEndpoint, HeadersThatComeTwiceAreOneList) {
  start();
  EXPECT_THAT(
      ask("GET /encoding HTTP/1.1\r\nAccept-Encoding: br\r\naccept-encoding: gzip;q=1\r\n\r\n"),
      EndsWith("\r\n\r\nbr, gzip;q=1"));
  EXPECT_THAT(ask("GET /echo HTTP/1.1\r\nAccept: a/b\r\nAccept: c/d\r\n\r\n"),
              EndsWith("\r\n\r\n/echo||a/b, c/d"));
}

TEST_F(HttpEndpoint, AHandlersOwnHeadersAreSent) {
  start();
  EXPECT_THAT(ask("GET /encoding HTTP/1.1\r\n\r\n"),
              AllOf(HasSubstr("Vary: Accept-Encoding\r\n"), HasSubstr("X-Odd: a: b\r\n")));
  EXPECT_THAT(ask(get_metrics), Not(HasSubstr("Vary")));
}

TEST_F(HttpEndpoint, AnUnknownPathIsToldWhatThereIs) {
  start();
  EXPECT_THAT(ask("GET /metric HTTP/1.1\r\nHost: x\r\n\r\n"),
              AllOf(StartsWith("HTTP/1.1 404 Not Found\r\n"),
                    EndsWith("there is no /metric here; there is:\n  /echo\n  /encoding\n  "
                             "/healthz\n  /metrics\n")));
}

TEST_F(HttpEndpoint, OtherMethodsAreRefusedWithWhatIsAllowed) {
  start();
  for (const auto* method : {"POST", "PUT", "DELETE", "OPTIONS", "BREW"}) {
    auto it = client();
    EXPECT_THAT(it.ask(std::string(method) + " /metrics HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"),
                AllOf(StartsWith("HTTP/1.1 405 "), HasSubstr("Allow: GET, HEAD\r\n")));
    EXPECT_TRUE(it.closed());
  }
}

TEST_F(HttpEndpoint, BodiesAreRefused) {
  start();
  EXPECT_THAT(ask("GET /metrics HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"),
              StartsWith("HTTP/1.1 413 "));
  EXPECT_THAT(
      ask("GET /metrics HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
      StartsWith("HTTP/1.1 413 "));
}

TEST_F(HttpEndpoint, JunkIsABadRequest) {
  start();
  for (const auto* junk : {"hello\r\n\r\n", "GET /metrics\r\n\r\n", "GET /metrics HTTP/9\r\n\r\n",
                           "\x16\x03\x01\x02\x01\x01\xfc\x03\x03\r\n\r\n",
                           "GET /metrics HTTP/1.1\r\nno colon\r\n\r\n"}) {
    auto it = client();
    EXPECT_THAT(it.ask(junk), StartsWith("HTTP/1.1 400 Bad Request\r\n")) << junk;
    EXPECT_TRUE(it.closed());
  }
  EXPECT_THAT(ask(get_metrics), StartsWith("HTTP/1.1 200 OK\r\n"));
}

TEST_F(HttpEndpoint, HeadersBeyond8KiBAreRefused) {
  start();
  const auto with = [](std::size_t bytes) {
    return "GET /metrics HTTP/1.1\r\nX: " + std::string(bytes, 'y') + "\r\n\r\n";
  };
  EXPECT_THAT(ask(with(8'000)), StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(ask(with(8'300)), StartsWith("HTTP/1.1 431 "));
  EXPECT_THAT(ask(with(100'000)), StartsWith("HTTP/1.1 431 "));
}

TEST_F(HttpEndpoint, AConnectionServesManyRequests) {
  start();
  auto it = client();
  for (int i = 0; i < 100; ++i) ASSERT_THAT(it.ask(get_metrics), EndsWith(page)) << i;
  EXPECT_EQ(endpoint->connections(), 1U);
}

TEST_F(HttpEndpoint, RequestsSentTogetherAreAnsweredInTurn) {
  start();
  auto it = client();
  it.send(std::string(get_metrics) + "GET /echo?2 HTTP/1.1\r\n\r\nGET /echo?3 HTTP/1.1\r\n\r\n");
  EXPECT_THAT(it.response(), EndsWith(page));
  EXPECT_THAT(it.response(), EndsWith("/echo|2|"));
  EXPECT_THAT(it.response(), EndsWith("/echo|3|"));
}

TEST_F(HttpEndpoint, ConnectionsCloseWhenTheyAreAskedTo) {
  start();
  for (const auto* request :
       {"GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n", "GET /healthz HTTP/1.0\r\n\r\n"}) {
    auto it = client();
    EXPECT_THAT(it.ask(request), HasSubstr(" 200 OK\r\n"));
    EXPECT_TRUE(it.closed());
  }
}

TEST_F(HttpEndpoint, AConnectionThatIsOldEndsBehindItsResponse) {
  start({.connection_lifetime = 0ms});
  auto it = client();
  EXPECT_THAT(it.ask(get_metrics), AllOf(HasSubstr("Connection: close\r\n"), EndsWith(page)));
  EXPECT_TRUE(it.closed());
}

TEST_F(HttpEndpoint, AClientThatDribblesIsDropped) {
  start({.request_timeout = 200ms});
  auto it = client();
  it.send("GET /met");
  while (it.send("r")) std::this_thread::sleep_for(20ms);  // never silent, never done
  EXPECT_TRUE(it.closed());
}

TEST_F(HttpEndpoint, AClientThatSaysNothingIsDropped) {
  start({.idle_timeout = 100ms});
  EXPECT_TRUE(client().closed());
}

TEST_F(HttpEndpoint, AClientThatDoesNotReadIsDropped) {
  page = std::string(64U << 20, 'x');
  start({.response_timeout = 200ms});
  auto it = client();
  it.send(get_metrics);
  while (endpoint->connections() == 0) std::this_thread::yield();
  while (endpoint->connections() > 0) std::this_thread::sleep_for(5ms);
  EXPECT_LT(it.response().size(), page.size());
}

TEST_F(HttpEndpoint, TheConnectionIdleLongestGivesWay) {
  start({.max_connections = 2});
  auto first = client();
  EXPECT_THAT(first.ask(get_metrics), EndsWith(page));
  auto second = client();
  EXPECT_THAT(second.ask(get_metrics), EndsWith(page));
  auto third = client();
  EXPECT_THAT(third.ask(get_metrics), EndsWith(page));
  EXPECT_TRUE(first.closed());
  EXPECT_THAT(second.ask(get_metrics), EndsWith(page));
}

TEST_F(HttpEndpoint, WithoutAnIdleConnectionANewOneIsTurnedAway) {
  start({.max_connections = 1});
  auto busy = client();
  busy.send(std::string(get_metrics) + "GET /metrics HT");  // behind the first, half of a second
  EXPECT_THAT(busy.response(), EndsWith(page));
  EXPECT_THAT(ask(get_metrics),
              AllOf(StartsWith("HTTP/1.1 503 "), HasSubstr("at most 1 at a time")));
  busy.send("TP/1.1\r\n\r\n");
  EXPECT_THAT(busy.response(), EndsWith(page));
}

TEST_F(HttpEndpoint, AHandlerThatThrowsIsAnInternalError) {
  start();
  endpoint->route(
      "/bad", [](const http_request&) -> http_response { throw std::runtime_error("no luck"); });
  endpoint->route("/worse", [](const http_request&) -> http_response { throw 7; });
  auto it = client();
  EXPECT_THAT(it.ask("GET /bad HTTP/1.1\r\n\r\n"),
              AllOf(StartsWith("HTTP/1.1 500 "), EndsWith("the handler failed: no luck\n")));
  EXPECT_THAT(it.ask("GET /worse HTTP/1.1\r\n\r\n"), StartsWith("HTTP/1.1 500 "));
  EXPECT_THAT(it.ask(get_metrics), StartsWith("HTTP/1.1 200 "));
}

std::string complaint(http_endpoint_options options) {
  try {
    http_endpoint(std::move(options)).start();
  } catch (const http_endpoint_error& error) {
    return error.what();
  }
  return "it started";
}

TEST_F(HttpEndpoint, AStartThatFailsSaysWhereAndWhatWouldBeRight) {
  start();
  const auto place = "127.0.0.1:" + std::to_string(endpoint->port());
  EXPECT_EQ(complaint({.port = endpoint->port()}),
            place + " is taken; choose another with --port, or 0 for any");
  EXPECT_THAT(complaint({.address = "no.such"}),
              HasSubstr("'no.such' is no IP address; 127.0.0.1 is"));
  EXPECT_THAT(complaint({.address = "192.0.2.1"}),
              StartsWith("192.0.2.1:9464: this machine has no such"));
  EXPECT_EQ(complaint({.address = "localhost", .port = 0}), "it started");
}

TEST_F(HttpEndpoint, AStopIsNotHeldUpByItsClients) {
  page = std::string(64U << 20, 'x');
  start();
  std::deque<http_client> clients;
  for (int i = 0; i < 8; ++i) {
    auto& it = clients.emplace_back(endpoint->port());
    it.send(i % 2 == 0 ? std::string_view("GET /met")
                       : get_metrics);  // stalls asking, stalls reading
  }
  while (endpoint->connections() < 8) std::this_thread::yield();
  endpoint->stop();
  EXPECT_EQ(endpoint->connections(), 0U);
  EXPECT_EQ(endpoint->port(), 0);
  for (auto& it : clients) EXPECT_TRUE(it.closed());
}

TEST_F(HttpEndpoint, AHandlerMayAskTheEndpointWhileItStops) {
  start();
  std::promise<void> entered;
  endpoint->route("/cost", [&](const http_request&) {
    entered.set_value();
    std::this_thread::sleep_for(100ms);
    return http_response{.body = std::to_string(endpoint->cpu_nanoseconds() + endpoint->port())};
  });
  auto it = client();
  it.send("GET /cost HTTP/1.1\r\n\r\n");
  entered.get_future().wait();
  endpoint->stop();
  SUCCEED();  // it did not wait for itself
}

TEST_F(HttpEndpoint, ItStartsAgainAndKeepsItsCpuTime) {
  start();
  EXPECT_THAT(ask(get_metrics), EndsWith(page));
  const auto running = endpoint->cpu_nanoseconds();
  EXPECT_GT(running, 0);
  endpoint->stop();
  endpoint->stop();
  const auto stopped = endpoint->cpu_nanoseconds();
  EXPECT_GE(stopped, running);
  endpoint->start();
  endpoint->start();
  EXPECT_THAT(ask(get_metrics), EndsWith(page));
  EXPECT_GT(endpoint->cpu_nanoseconds(), stopped);
}

}  // namespace
