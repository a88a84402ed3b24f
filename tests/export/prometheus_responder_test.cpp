// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/readings.hpp"
#include "export/whole_page.hpp"

#include <engram/export/prometheus_responder.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <deque>
#include <string>

namespace {

using engram::metric_kind;
using engram::prometheus_format;
using engram::prometheus_responder;
using readings::store;

/// What gzip unpacks; empty if it would not.
std::string unpacked(std::string_view packed) {
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 16) != Z_OK) return {};
  std::string bytes(packed);
  stream.next_in = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string text;
  int status = Z_OK;
  while (status == Z_OK) {
    char some[65536];
    stream.next_out = reinterpret_cast<Bytef*>(some);
    stream.avail_out = sizeof some;
    status = inflate(&stream, Z_NO_FLUSH);
    text.append(some, sizeof some - stream.avail_out);
  }
  const bool whole = status == Z_STREAM_END && stream.avail_in == 0;
  inflateEnd(&stream);
  return whole ? text : std::string();
}

/// So many counters, with names that outlive them.
struct many {
  explicit many(int n) {
    for (int i = 0; i < n; ++i) {
      const auto& name = names.emplace_back("a.counter" + std::to_string(i));
      it.set(it.scalar(name, metric_kind::counter), 0, static_cast<std::uint64_t>(i) * 7919);
    }
  }
  std::deque<std::string> names;
  store it;
};

TEST(PrometheusResponder, EachClientGetsThePageOfItsFormat) {
  const auto it = whole::metrics();
  prometheus_responder responder(
      {.page = {.clock = whole::clock, .extra = whole::extra}, .scrape_metrics = false});
  const auto read = [&it] { return it.read(); };
  for (int i = 0; i < 2; ++i) {
    const auto text = responder.answer("text/plain", "", read);
    EXPECT_EQ(text.body, whole::page(prometheus_format::text));
    EXPECT_EQ(text.content_type, engram::prometheus_content_type(prometheus_format::text));
    EXPECT_FALSE(text.gzipped);
    const auto open = responder.answer("application/openmetrics-text", "", read);
    EXPECT_EQ(open.body, whole::page(prometheus_format::openmetrics));
    EXPECT_EQ(open.content_type, engram::prometheus_content_type(prometheus_format::openmetrics));
  }
}

TEST(PrometheusResponder, WhatIsPackedUnpacksToThePage) {
  const many metrics(1'000);
  prometheus_responder responder({.scrape_metrics = false});
  const auto read = [&metrics] { return metrics.it.read(); };
  for (const auto* accept :
       {"text/plain", "application/openmetrics-text",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily"}) {
    const std::string plain(responder.answer(accept, "", read).body);
    const auto packed = responder.answer(accept, "gzip", read);
    ASSERT_TRUE(packed.gzipped);
    EXPECT_LT(packed.body.size(), plain.size() / 4);
    EXPECT_EQ(unpacked(packed.body), plain);
  }
}

TEST(PrometheusResponder, ASmallPageIsNotPacked) {
  store it;
  it.scalar("a.counter", metric_kind::counter);
  prometheus_responder responder({.scrape_metrics = false});
  EXPECT_FALSE(responder.answer("", "gzip", [&it] { return it.read(); }).gzipped);
}

TEST(PrometheusResponder, AHugePageSurvivesPacking) {
  const many metrics(100'000);
  prometheus_responder responder({.scrape_metrics = false});
  const auto read = [&metrics] { return metrics.it.read(); };
  const std::string plain(responder.answer("", "", read).body);
  EXPECT_GT(plain.size(), 8U << 20);
  EXPECT_EQ(unpacked(responder.answer("", "gzip", read).body), plain);
}

TEST(PrometheusResponder, APageSaysWhatTheScrapesBeforeItCost) {
  const many metrics(1'000);
  prometheus_responder responder;
  const auto read = [&metrics] { return metrics.it.read(); };
  const auto first = responder.answer("", "gzip", read).body.size();
  const auto second = responder.answer("application/openmetrics-text", "", read).body.size();
  const auto lines = whole::samples(responder.answer("", "", read).body);
  const auto value = [&lines](const std::string& name, const std::string& format) {
    const std::string start = "engram_telemetry_" + name + "{format=\"" + format + "\"} ";
    for (const auto& line : lines) {
      if (line.starts_with(start)) return std::stod(line.substr(start.size()));
    }
    return -1.0;
  };
  EXPECT_EQ(value("scrapes_total", "text"), 1);
  EXPECT_EQ(value("scrapes_total", "openmetrics"), 1);
  EXPECT_EQ(value("scrapes_total", "protobuf"), 0);
  EXPECT_EQ(value("page_sent_bytes_total", "text"), static_cast<double>(first));
  EXPECT_EQ(value("page_sent_bytes_total", "openmetrics"), static_cast<double>(second));
  EXPECT_EQ(value("page_size_bytes", "openmetrics"), static_cast<double>(second));
  EXPECT_GT(value("page_size_bytes", "text"), static_cast<double>(first));
  EXPECT_GT(value("scrape_time_seconds_total", "text"), 0);
  EXPECT_EQ(value("scrape_last_seconds", "text"), value("scrape_time_seconds_total", "text"));
}

}  // namespace
