// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/http_fetch.hpp"

#include <engram/serve/http_endpoint.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

namespace engram::tool {
namespace {

using ::testing::HasSubstr;

/// An endpoint on a free port that serves a thousand bytes, and something that is late.
class HttpFetch : public ::testing::Test {
 protected:
  HttpFetch() {
    endpoint_.route("/thousand", [](const http_request&) {
      return http_response{.content_type = "text/plain", .body = std::string(1000, 'x')};
    });
    endpoint_.route("/late", [](const http_request&) {
      std::this_thread::sleep_for(std::chrono::milliseconds(300));
      return http_response{.content_type = "text/plain", .body = "late"};
    });
    endpoint_.start();
  }
  std::string base() const { return "http://127.0.0.1:" + std::to_string(endpoint_.port()); }

  static std::string refusal(const std::string& url, const std::string& path, fetch_limits limits) {
    try {
      fetch(url, path, limits);
    } catch (const fetch_error& error) {
      return error.what();
    }
    return "it was fetched";
  }

 private:
  http_endpoint endpoint_{{.address = "127.0.0.1", .port = 0}};
};

TEST_F(HttpFetch, BringsTheBody) { EXPECT_EQ(fetch(base(), "/thousand").size(), 1000U); }

TEST_F(HttpFetch, ABaseMayEndInASlashOrNameThePageItself) {
  EXPECT_EQ(fetch(base() + "/", "/thousand").size(), 1000U);
  EXPECT_EQ(fetch(base() + "/thousand", "/elsewhere").size(), 1000U);
}

TEST_F(HttpFetch, TakesNoMoreThanItsLimit) {
  EXPECT_EQ(fetch(base(), "/thousand", {.bytes = 1000}).size(), 1000U);
  EXPECT_THAT(refusal(base(), "/thousand", {.bytes = 999}),
              HasSubstr("/thousand: answers with more than 999 bytes"));
}

TEST_F(HttpFetch, WaitsNoLongerThanItsLimit) {
  EXPECT_THAT(refusal(base(), "/late", {.time = std::chrono::milliseconds(50)}),
              HasSubstr("no whole answer within 50 ms"));
}

TEST_F(HttpFetch, APageThatIsNotThereIsNamed) {
  EXPECT_THAT(refusal(base(), "/none", {}),
              HasSubstr(base() + "/none: there is no such page (404)"));
}

TEST(HttpFetchUrl, WhatIsNoneIsTold) {
  for (const auto* url : {"localhost", "", "localhost:9464"}) {
    EXPECT_THROW(fetch(url, "/"), fetch_error) << url;
  }
  for (const auto* url : {"http://", "http://a b", "file:///etc/hostname", "http://[::1"}) {
    EXPECT_THROW(fetch(url, "/"), fetch_error) << url;
  }
}

}  // namespace
}  // namespace engram::tool
