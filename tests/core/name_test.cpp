// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/name.hpp>

#include <gtest/gtest.h>

#include <string_view>

namespace engram {
namespace {

TEST(Name, PartsAreLowerCaseLettersDigitsAndSingleUnderscores) {
  for (std::string_view good : {"a", "hits", "drm2", "list_item", "a_b_c"}) {
    EXPECT_TRUE(detail::is_name_part(good)) << good;
  }
  for (std::string_view bad : {"", "Hits", "2nd", "_a", "a_", "a__b", "a-b", "a b", "\u00e9"}) {
    EXPECT_FALSE(detail::is_name_part(bad)) << bad;
  }
}

TEST(Name, MetricsHaveTwoOrMorePartsJoinedByDots) {
  for (std::string_view good : {"app.hits", "engram.priming.strength", "a.b.c.d"}) {
    EXPECT_TRUE(detail::is_dotted_name(good)) << good;
  }
  for (std::string_view bad : {"", "app", ".", "app.", ".hits", "app..hits", "app.Hits", "app.2"}) {
    EXPECT_FALSE(detail::is_dotted_name(bad)) << bad;
  }
}

TEST(Name, KeepsTheTextItWasGiven) {
  constexpr dotted_name name{"app.cache.hits"};
  constexpr unit_name unit{"{event}"};
  EXPECT_EQ(name.view(), "app.cache.hits");
  EXPECT_EQ(std::string_view(unit), "{event}");
}

TEST(Name, IsEmptyByDefault) {
  EXPECT_TRUE(dotted_name().view().empty());
  EXPECT_TRUE(std::string_view(unit_name()).empty());
}

}  // namespace
}  // namespace engram
