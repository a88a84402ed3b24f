// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/export/prometheus_responder.hpp>

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>

namespace {

using engram::accepts_gzip;
using engram::choose_prometheus_format;
using engram::prometheus_format;

constexpr auto text = prometheus_format::text;
constexpr auto openmetrics = prometheus_format::openmetrics;

constexpr auto protobuf = prometheus_format::protobuf;

struct one_case {
  const char* accept;
  prometheus_format format;
};

TEST(PrometheusNegotiation, ReadersGetWhatTheyLikeBest) {
  const one_case cases[] = {
      {"", text},
      {"*/*", text},
      {"text/plain", text},
      {"text/*", text},
      {"application/*", openmetrics},
      {"application/openmetrics-text", openmetrics},
      {"application/openmetrics-text; version=1.0.0", openmetrics},
      {"application/openmetrics-text; version=\"1.0.0\"; charset=utf-8", openmetrics},
      {"APPLICATION/OpenMetrics-Text;VERSION=1.0.0", openmetrics},
      {"application/openmetrics-text;version=0.0.1", text},
      {"application/openmetrics-text;version=2.0.0", text},
      {"application/openmetrics-text;version=0.0.1,application/openmetrics-text", openmetrics},
      {"text/plain;version=0.0.4;q=0.5,application/openmetrics-text;q=0.6", openmetrics},
      {"text/plain;version=0.0.4;q=0.7,application/openmetrics-text;q=0.6", text},
      {"application/openmetrics-text,text/plain", openmetrics},
      {"text/plain,application/openmetrics-text", text},
      {"*/*;q=0.1,application/openmetrics-text;q=0.2", openmetrics},
      {"text/plain;q=0,*/*", openmetrics},
      {"application/openmetrics-text;q=0,application/*;q=1", text},
      {"application/openmetrics-text;q=0.5,*/*", text},
      // What VictoriaMetrics 1.79 and Prometheus 2.42 send.
      {"text/plain;version=0.0.4;q=1,*/*;q=0.1", text},
      {"application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;"
       "q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
       openmetrics},
      {"application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,"
       "application/openmetrics-text;version=1.0.0;q=0.8,application/openmetrics-text;"
       "version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
       protobuf},
      {"application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily", protobuf},
      {"application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=text",
       text},
      {"application/vnd.google.protobuf;proto=some.other.Message;encoding=delimited", text},
      {"application/vnd.google.protobuf", text},
      // A browser.
      {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", text},
      {"application/json", text},
      {"image/*, text/html", text},
  };
  for (const auto& [accept, format] : cases) {
    EXPECT_EQ(choose_prometheus_format(accept).format, format) << accept;
  }
}

TEST(PrometheusNegotiation, MalformedItemsAreIgnored) {
  const one_case cases[] = {
      {"application/openmetrics-text;q=2", text},
      {"application/openmetrics-text;q=-1", text},
      {"application/openmetrics-text;q=", text},
      {"application/openmetrics-text;q=0.5x", text},
      {"application/openmetrics-text;q=nan", text},
      {"application/openmetrics-text;q=1e0", text},
      {"application/openmetrics-text;q", openmetrics},  // no parameter: a word
      {";;;,,,application/openmetrics-text", openmetrics},
      {"application/openmetrics-text;charset=\"a,b;q=0\"", openmetrics},
      {"application/openmetrics-text;version=\"1.0.0", text},
      {"\"", text},
      {"q=1", text},
      {"application/openmetrics-text application/openmetrics-text", text},
  };
  for (const auto& [accept, format] : cases) {
    EXPECT_EQ(choose_prometheus_format(accept).format, format) << accept;
  }
}

TEST(PrometheusNegotiation, TheContentTypeSaysWhatIsGiven) {
  const auto type = [](const char* accept) {
    return choose_prometheus_format(accept).content_type;
  };
  EXPECT_EQ(type(""), "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_EQ(type("text/plain;version=1.0.0"), "text/plain; version=1.0.0; charset=utf-8");
  EXPECT_EQ(type("application/openmetrics-text"),
            "application/openmetrics-text; version=1.0.0; charset=utf-8");
  EXPECT_EQ(type("application/openmetrics-text;version=1.0.0"),
            engram::prometheus_content_type(openmetrics));
  EXPECT_EQ(type(""), engram::prometheus_content_type(text));
  EXPECT_EQ(type("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily"),
            engram::prometheus_content_type(protobuf));
}

TEST(PrometheusNegotiation, WhoNamesAnEscapingIsToldOurs) {
  for (const auto* escaping : {"allow-utf-8", "underscores", "dots", "values"}) {
    const auto ask = std::string("application/openmetrics-text;version=1.0.0;escaping=") +
                     escaping + ";q=0.6,text/plain;version=0.0.4;q=0.5";
    EXPECT_EQ(choose_prometheus_format(ask).content_type,
              "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores");
  }
  // The item that was chosen decides, not another.
  EXPECT_EQ(choose_prometheus_format("text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,"
                                     "text/plain;version=0.0.4;q=0.5")
                .content_type,
            "text/plain; version=0.0.4; charset=utf-8");
}

TEST(PrometheusNegotiation, AnyBytesGetSomeAnswer) {
  std::mt19937 random(7);  // NOLINT: the same every time
  const std::string parts[] = {"text/plain", "application/openmetrics-text",
                               "*/*",        ";",
                               ",",          "q=",
                               "version=",   "0.0.4",
                               "1.0.0",      "\"",
                               "\\",         " ",
                               "=",          "0.5",
                               "\xff",       std::string(1, '\0')};
  std::set<std::string> types;
  for (int i = 0; i < 20'000; ++i) {
    std::string accept;
    for (auto n = random() % 12; n > 0; --n) accept += parts[random() % std::size(parts)];
    types.insert(choose_prometheus_format(accept).content_type);
    static_cast<void>(accepts_gzip(accept));
  }
  EXPECT_GE(types.size(), 3U);
}

TEST(AcceptEncoding, GzipIsForThoseWhoWantIt) {
  const std::pair<const char*, bool> cases[] = {
      {"", false},
      {"gzip", true},
      {"GZIP", true},
      {"x-gzip", true},
      {"deflate, gzip;q=0.5, br", true},
      {"gzip;q=0", false},
      {"gzip;q=0.000", false},
      {"*", true},
      {"*;q=0", false},
      {"gzip;q=0, *", false},
      {"identity", false},
      {"identity;q=0.5, gzip;q=0.5", true},
      {"identity, gzip;q=0.5", false},
      {"br", false},
      {"gzip;q=seven", false},
      {"gzipped", false},
  };
  for (const auto& [header, wanted] : cases) EXPECT_EQ(accepts_gzip(header), wanted) << header;
}

}  // namespace
