// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/children.hpp"
#include "lifecycle/signal_handling.hpp"
#include "serve/http_client.hpp"

#include <engram/serve/http_endpoint.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

namespace engram::testing {
namespace {

constexpr std::string_view health = "GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n";

bool answers(http_client& client) { return client.ask(health).find("200 OK") != std::string::npos; }

TEST(Endpoint, ItsThreadHandlesNoSignal) {
  http_endpoint endpoint({.port = 0});
  EXPECT_TRUE(stays_pending_during([&](auto send) {
    endpoint.start();
    send();
    endpoint.stop();
  }));
}

TEST(Endpoint, ChildOfAForkMayDestroyTheParentsAndServeWithItsOwn) {
  auto endpoint = std::make_unique<http_endpoint>(http_endpoint_options{.port = 0});
  endpoint->start();
  const auto port = endpoint->port();
  http_client from_before(port);
  ASSERT_TRUE(answers(from_before));
  const auto how = in_a_child([&] {
    endpoint->stop();
    endpoint.reset();
    http_endpoint own({.port = 0});
    own.start();
    http_client client(own.port());
    return own.port() != port && answers(client) ? 0 : 1;
  });
  EXPECT_TRUE(how.exited_with(0)) << (how.hung() ? "it hung" : "") << how.status;
  http_client from_after(port);
  EXPECT_TRUE(answers(from_before)) << "the parent's connections stay open";
  EXPECT_TRUE(answers(from_after)) << "and it takes new ones";
}

}  // namespace
}  // namespace engram::testing
