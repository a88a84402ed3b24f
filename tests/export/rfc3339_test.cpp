// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/rfc3339.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace {

std::string text_of(std::int64_t wall_ns) {
  engram::detail::rfc3339 time;
  std::string text(engram::detail::rfc3339::bytes, ' ');
  EXPECT_EQ(time.put(text.data(), wall_ns), text.data() + text.size());
  return text;
}

TEST(Rfc3339, KnownMoments) {
  EXPECT_EQ(text_of(0), "1970-01-01T00:00:00.000000000Z");
  EXPECT_EQ(text_of(1'795'572'840'123'456'789), "2026-11-25T02:14:00.123456789Z");
  EXPECT_EQ(text_of(951'782'399'999'999'999), "2000-02-28T23:59:59.999999999Z");
  EXPECT_EQ(text_of(951'782'400'000'000'000), "2000-02-29T00:00:00.000000000Z");
  EXPECT_EQ(text_of(1'000'000'001), "1970-01-01T00:00:01.000000001Z");
}

TEST(Rfc3339, MomentsBefore1970AndTheLimits) {
  EXPECT_EQ(text_of(-1), "1969-12-31T23:59:59.999999999Z");
  EXPECT_EQ(text_of(-1'000'000'000), "1969-12-31T23:59:59.000000000Z");
  EXPECT_EQ(text_of(-86'400'000'000'000), "1969-12-31T00:00:00.000000000Z");
  EXPECT_EQ(text_of(INT64_MAX), "2262-04-11T23:47:16.854775807Z");
  EXPECT_EQ(text_of(INT64_MIN), "1677-09-21T00:12:43.145224192Z");
}

TEST(Rfc3339, TheRememberedSecondIsLeftWhenTimeMovesEitherWay) {
  engram::detail::rfc3339 time;
  std::string text(engram::detail::rfc3339::bytes, ' ');
  for (const std::int64_t second : {5, 6, 5, 65, 5, -5, 5}) {
    time.put(text.data(), second * 1'000'000'000 + 7);
    EXPECT_EQ(text, text_of(second * 1'000'000'000 + 7));
  }
}

}  // namespace
