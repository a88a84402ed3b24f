// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/registry.hpp>
#include <engram/collect/series.hpp>
#include <engram/counter.hpp>
#include <engram/histogram.hpp>

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace engram::testing {
namespace {

enum class tier : std::uint8_t { hot, cold };
consteval auto label_set(tier) { return labels{"tier", {"hot", "cold"}}; }
enum class result : std::uint8_t { hit, miss };
consteval auto label_set(result) { return labels{"result", {"hit", "miss"}}; }

inline constinit counter<> bare{{.name = "series.bare"}};
inline constinit counter<tier, result> lookups{{.name = "series.lookups"}};
inline constinit histogram<log_linear<0, 2>, tier> sizes{{.name = "series.sizes"}};

std::string text_of(const series_reading& series) {
  std::string text;
  for (const auto& [key, value] : series.labels) {
    text.append(key).append("=").append(value).append(" ");
  }
  return text + std::to_string(series.cells[0]) + (series.spare ? " spare" : "");
}

std::vector<std::string> all_series(const registry& metrics) {
  std::vector<std::string> all;
  const auto now = metrics.scrape();
  for (const auto* metric : now.metrics()) {
    now.each_series(*metric, [&](const series_reading& each) { all.push_back(text_of(each)); });
  }
  return all;
}

TEST(EachSeries, OfAMetricWithoutLabelsIsOne) {
  const registry metrics(bare);
  bare.add(3);
  EXPECT_THAT(all_series(metrics), ::testing::ElementsAre("3"));
}

TEST(EachSeries, OfEnumLabelsIsEveryCombinationWithTheSpareOnes) {
  const registry metrics(lookups);
  lookups.add(tier::cold, result::hit, 5);
  lookups.add(static_cast<tier>(9), result::miss, 7);
  EXPECT_THAT(all_series(metrics),
              ::testing::ElementsAre(
                  "tier=hot result=hit 0", "tier=hot result=miss 0",
                  "tier=hot result=out_of_range 0 spare", "tier=cold result=hit 5",
                  "tier=cold result=miss 0", "tier=cold result=out_of_range 0 spare",
                  "tier=out_of_range result=hit 0 spare", "tier=out_of_range result=miss 7 spare",
                  "tier=out_of_range result=out_of_range 0 spare"));
}

TEST(EachSeries, OfAHistogramHasAllItsCellsAndItsIndex) {
  const registry metrics(sizes);
  sizes.record(tier::cold, 1.5);
  const auto now = metrics.scrape();
  std::vector<std::uint32_t> indices;
  now.each_series(*now.metrics()[0], [&](const series_reading& each) {
    indices.push_back(each.index);
    EXPECT_EQ(each.cells.size(), now.metrics()[0]->descriptor.stride);
    EXPECT_EQ(each.empty(), each.index != 1);
    EXPECT_EQ(each.life, 0U);
    EXPECT_FALSE(each.overflow);
  });
  EXPECT_THAT(indices, ::testing::ElementsAre(0U, 1U, 2U));
}

}  // namespace
}  // namespace engram::testing
