// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/readings.hpp"
#include "export/whole_page.hpp"
#include "serve/http_client.hpp"

#include <engram/export/prometheus_responder.hpp>
#include <engram/serve/metrics_handler.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace {

using engram::http_endpoint;
using engram::prometheus_format;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// An endpoint that serves the page with everything in it.
class MetricsHandler : public testing::Test {
 protected:
  MetricsHandler() {
    endpoint.route("/metrics",
                   engram::metrics_handler([this] { return it.read(); },
                                           {.page = {.clock = whole::clock, .extra = whole::extra},
                                            .scrape_metrics = false}));
    endpoint.start();
  }
  std::string ask(const std::string& headers, const std::string& method = "GET") const {
    return http_client(endpoint.port())
        .ask(method + " /metrics HTTP/1.1\r\n" + headers + "\r\n", method == "HEAD");
  }

  readings::store it = whole::metrics();
  http_endpoint endpoint{{.port = 0}};
};

constexpr const char* openmetrics = "Accept: application/openmetrics-text;version=1.0.0\r\n";

TEST_F(MetricsHandler, WhoAsksForNothingGetsText) {
  EXPECT_THAT(ask(""),
              AllOf(StartsWith("HTTP/1.1 200 OK\r\n"),
                    HasSubstr("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n"),
                    HasSubstr("Vary: Accept, Accept-Encoding\r\n"),
                    EndsWith("\r\n\r\n" + whole::page(prometheus_format::text))));
}

TEST_F(MetricsHandler, TheFormatIsTheClientsChoice) {
  EXPECT_THAT(
      ask(openmetrics),
      AllOf(
          HasSubstr("Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8\r\n"),
          EndsWith("\r\n\r\n" + whole::page(prometheus_format::openmetrics))));
}

TEST_F(MetricsHandler, ProtobufIsServedAsTheBytesItIs) {
  EXPECT_THAT(ask("Accept: application/vnd.google.protobuf;"
                  "proto=io.prometheus.client.MetricFamily;encoding=delimited\r\n"),
              AllOf(HasSubstr("Content-Type: application/vnd.google.protobuf; "
                              "proto=io.prometheus.client.MetricFamily; encoding=delimited\r\n"),
                    EndsWith("\r\n\r\n" + whole::page(prometheus_format::protobuf))));
}

TEST_F(MetricsHandler, PagesArePackedForWhoUnpacksThem) {
  const auto plain = ask(openmetrics);
  EXPECT_THAT(plain, Not(HasSubstr("Content-Encoding")));
  const auto packed = ask(std::string(openmetrics) + "Accept-Encoding: gzip\r\n");
  EXPECT_THAT(packed,
              AllOf(HasSubstr("Content-Encoding: gzip\r\n"), HasSubstr("\r\n\r\n\x1f\x8b\x08")));
  EXPECT_LT(packed.size(), plain.size() / 2);
}

TEST_F(MetricsHandler, AHeadSaysWhatAGetWouldSend) {
  const auto header = [](const std::string& response) {
    return response.substr(0, response.find("\r\n\r\n") + 4);
  };
  for (const std::string encoding : {"", "Accept-Encoding: gzip\r\n"}) {
    const auto get = ask(openmetrics + encoding);
    const auto head = ask(openmetrics + encoding, "HEAD");
    EXPECT_EQ(head, header(get));
  }
}

TEST_F(MetricsHandler, ScrapersOfDifferentFormatsDoNotDisturbEachOther) {
  const std::string formats[] = {"", openmetrics};
  const std::string right[] = {ask(formats[0]), ask(formats[1])};
  std::vector<std::thread> scrapers;
  std::vector<int> good(4);
  for (std::size_t i = 0; i < good.size(); ++i) {
    scrapers.emplace_back([&, i] {
      for (int n = 0; n < 50; ++n) good[i] += ask(formats[i % 2]) == right[i % 2] ? 1 : 0;
    });
  }
  for (auto& each : scrapers) each.join();
  EXPECT_THAT(good, testing::Each(50));
}

}  // namespace
