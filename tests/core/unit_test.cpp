// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/unit.hpp>

#include <gtest/gtest.h>

#include <string_view>

namespace engram {
namespace {

TEST(Unit, UcumCodesAreUnits) {
  for (std::string_view good :
       {"s",  "ms",  "us", "ns",  "min", "h", "d", "By", "KiBy", "MBy", "bit",
        "Hz", "GHz", "K",  "Cel", "%",   "1", "m", "kg", "J",    "mW"}) {
    EXPECT_TRUE(detail::is_unit(good)) << good;
  }
}

TEST(Unit, WhatIsCountedStandsInBraces) {
  for (std::string_view good : {"{event}", "{cache_hit}", "{a/b}"}) {
    EXPECT_TRUE(detail::is_unit(good)) << good;
  }
  for (std::string_view bad : {"{}", "{event", "event}", "{cache hit}", "{{x}}", "{a}{b}"}) {
    EXPECT_FALSE(detail::is_unit(bad)) << bad;
  }
}

TEST(Unit, OneMayBePerAnother) {
  for (std::string_view good : {"By/s", "{event}/s", "1/s", "J/{op}", "{a/b}/{c/d}"}) {
    EXPECT_TRUE(detail::is_unit(good)) << good;
  }
  for (std::string_view bad : {"/s", "By/", "By/s/s", "By//s", "{event}/second", "/"}) {
    EXPECT_FALSE(detail::is_unit(bad)) << bad;
  }
}

TEST(Unit, WordsAndUnknownPrefixesAreNone) {
  for (std::string_view bad : {"seconds", "sec", "S", "B", "byte", "percent", "KB", "xs", "kmin",
                               "ms ", " ms", "\ts", "k", "Ki", "events"}) {
    EXPECT_FALSE(detail::is_unit(bad)) << bad;
  }
}

TEST(Unit, KeepsTheTextItWasGiven) {
  constexpr unit_name unit{"{event}/s"};
  EXPECT_EQ(std::string_view(unit), "{event}/s");
  constexpr unit_name none{""};
  EXPECT_TRUE(std::string_view(none).empty());
  EXPECT_TRUE(std::string_view(unit_name()).empty());
}

}  // namespace
}  // namespace engram
