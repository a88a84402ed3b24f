// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/cognitive/catalogue.hpp>
#include <engram/collect/cognitive_rates.hpp>
#include <engram/collect/registry.hpp>

#include <gtest/gtest.h>

#include <cmath>

// One program of its own: the rates are the whole process's, so the cases build on one another.
namespace engram {
namespace {

using namespace cognitive;

registry catalogue() {
  registry metrics{};
  for_each_metric<on>([&](const auto& metric) { metrics.declare(metric); });
  return metrics;
}

void recall(drm_recall_kind kind, int times) {
  for (int i = 0; i < times; ++i) {
    drm_recalled event{};
    event.kind = kind;
    record<on>(event);
  }
}
void attempt(reconsolidation_outcome outcome, int times) {
  for (int i = 0; i < times; ++i) {
    reconsolidated event{};
    event.outcome = outcome;
    record<on>(event);
  }
}
void prime(priming_kind kind, int times) {
  for (int i = 0; i < times; ++i) {
    primed event{};
    event.kind = kind;
    record<on>(event);
  }
}

TEST(CognitiveRates, EachIsRightAndNaNBefore) {
  const auto metrics = catalogue();
  const auto before = derive_rates(metrics.scrape());
  EXPECT_TRUE(std::isnan(before.lure_rate));
  EXPECT_TRUE(std::isnan(before.veridical_rate));
  EXPECT_TRUE(std::isnan(before.window_hit_rate));
  EXPECT_TRUE(std::isnan(before.facilitation));
  EXPECT_TRUE(std::isnan(before.spacing_ratio));

  for (int i = 0; i < 20; ++i) record<on>(drm_trial{});
  recall(drm_recall_kind::critical_lure, 11);
  recall(drm_recall_kind::list_item, 180);
  recall(drm_recall_kind::unrelated, 50);
  attempt(reconsolidation_outcome::hit, 6);
  attempt(reconsolidation_outcome::miss, 3);
  attempt(reconsolidation_outcome::not_recalled, 2);
  attempt(reconsolidation_outcome::excessive, 1);
  prime(priming_kind::semantic, 30);
  prime(priming_kind::associative, 10);
  prime(priming_kind::repetition, 100);
  prime(priming_kind::facilitation, 8);
  practiced event{};
  event.kind = practice_kind::massed;
  record<on>(event);
  record<on>(event);
  event.kind = practice_kind::distributed;
  for (int i = 0; i < 5; ++i) record<on>(event);

  const auto after = derive_rates(metrics.scrape());
  EXPECT_DOUBLE_EQ(after.lure_rate, 11.0 / 20) << "lure recalls divided by trials, not by recalls";
  EXPECT_DOUBLE_EQ(after.veridical_rate, 180.0 / (20 * 15));
  EXPECT_DOUBLE_EQ(after.window_hit_rate, 6.0 / 12);
  EXPECT_DOUBLE_EQ(after.facilitation, 8.0 / 40);
  EXPECT_DOUBLE_EQ(after.spacing_ratio, 5.0 / 2);
}

}  // namespace
}  // namespace engram
