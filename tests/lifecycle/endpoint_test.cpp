// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/children.hpp"
#include "collect/some_events.hpp"
#include "lifecycle/signal_handling.hpp"
#include "serve/http_client.hpp"

#include <engram/collect/registry.hpp>
#include <engram/export/ndjson.hpp>
#include <engram/serve/http_endpoint.hpp>
#include <engram/serve/metrics_handler.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace engram::testing {
namespace {

using ::testing::HasSubstr;

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

constinit basic_counter<on> served{{.name = "test.lifecycle.served", .help = "What is scraped."}};

/// What an endpoint's /metrics says of that counter.
std::string scraped_page(std::uint16_t port) {
  http_client client(port);
  return client.ask("GET /metrics HTTP/1.1\r\nHost: here\r\n\r\n");
}

void serve_metrics(http_endpoint& endpoint, const registry& metrics) {
  endpoint.route("/metrics", metrics_handler([&] { return metrics.scrape(); }));
  endpoint.start();
}

/// In a child: records, serves and writes with an endpoint and a collector of its own. Returns what
/// did not come out of it, 0 for nothing.
int exports_for_itself(const registry& metrics, const std::string& path) {
  collector_options options;
  options.exporters = only(std::make_unique<ndjson>(ndjson_options{.path = path}));
  collector own(std::move(options));
  if (!own.start()) return 1;
  http_endpoint endpoint({.port = 0});
  serve_metrics(endpoint, metrics);
  if (scraped_page(endpoint.port()).find("test_lifecycle_served_total 0\n") == std::string::npos) {
    return 2;
  }
  served.add(7);
  on_a_thread([] {
    served.add(4);
    emit_primed(1);
  });
  if (scraped_page(endpoint.port()).find("test_lifecycle_served_total 11\n") == std::string::npos) {
    return 3;
  }
  if (!own.stop().complete() || !own.account().balances()) return 4;
  std::ifstream in(path);
  int events = 0;
  for (std::string line; std::getline(in, line);) {
    events += line.find(primed_name) != std::string::npos;
  }
  return events == 1 ? 0 : 5;
}

TEST(Endpoint, ChildOfAForkServesItsOwnMetricsAndWritesItsOwnEvents) {
  const auto path = (std::filesystem::path(::testing::TempDir()) /
                     ("childs_events" + std::to_string(getpid()) + ".ndjson"))
                        .string();
  const registry metrics{served};
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  http_endpoint endpoint({.port = 0});
  serve_metrics(endpoint, metrics);
  served.add(100);
  const auto how = in_a_child([&] { return exports_for_itself(metrics, path); });
  EXPECT_TRUE(how.exited_with(0)) << (how.hung() ? "it hung" : "") << how.status;
  std::filesystem::remove(path);
  emit_primed(2);
  EXPECT_THAT(scraped_page(endpoint.port()), HasSubstr("test_lifecycle_served_total 100\n"));
  EXPECT_TRUE(drain.stop().complete());
  EXPECT_EQ(log->count(), 1U) << "the child's events are its own";
}

}  // namespace
}  // namespace engram::testing
