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
  EXPECT_EQ(name.view(), "app.cache.hits");
  constexpr metric_name metric{"app.cache.hits"};
  EXPECT_EQ(metric.view(), "app.cache.hits");
}

TEST(Name, TheLastWordOfAMetricIsWhatExportersWouldSee) {
  EXPECT_EQ(detail::last_word("app.hits_total"), "total");
  EXPECT_EQ(detail::last_word("app.hits.total"), "total");
  EXPECT_EQ(detail::last_word("app.totals"), "totals");
  EXPECT_TRUE(detail::is_one_of("bucket", detail::kind_suffixes));
  EXPECT_FALSE(detail::is_one_of("totals", detail::kind_suffixes));
  EXPECT_TRUE(detail::is_one_of("seconds", detail::unit_words));
  EXPECT_FALSE(detail::is_one_of("second", detail::unit_words));
}

TEST(Name, IsEmptyByDefault) {
  EXPECT_TRUE(dotted_name().view().empty());
  EXPECT_TRUE(metric_name().view().empty());
}

}  // namespace
}  // namespace engram
