// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/drm_lists.hpp"
#include "workload/paradigms/drm_experiment.hpp"
#include "workload/real_networks.hpp"
#include "workload/statistics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <vector>

namespace engram::workload {
namespace {

constexpr std::uint32_t trials = 200;
constexpr std::uint64_t seed = 1;

template <class Predicate>
std::vector<drm_list> lists_where(Predicate wanted) {
  std::vector<drm_list> chosen;
  std::copy_if(published_drm_lists().begin(), published_drm_lists().end(),
               std::back_inserter(chosen), wanted);
  return chosen;
}

std::vector<drm_list> lists_of_1995() {
  return lists_where(
      [](const drm_list& list) { return list.used_by(drm_source::roediger_mcdermott_1995); });
}

/// Those whose lure people recalled at least 45 % of the time.
std::vector<drm_list> strong_lists() {
  return lists_where([](const drm_list& list) { return list.false_recall >= 0.45; });
}

params overlay_params() {
  params chosen;
  chosen.drm = drm_params::with_associations();
  return chosen;
}

/// Correlation of predicted with published lure recall over all lists.
double prediction(const semantic_network& network, const params& params) {
  const auto lists = locate(network, published_drm_lists());
  std::vector<double> predicted;
  std::vector<double> published;
  for (const double context : lure_contexts(network, lists, params)) {
    predicted.push_back(lure_chance(context, params.drm));
  }
  for (const drm_material& list : lists) {
    published.push_back(published_drm_lists()[list.position].false_recall);
  }
  return correlation(predicted, published);
}

TEST(DrmEffect, LureRecallLiesInThePublishedBand) {
  for (const auto& lists : {lists_of_1995(), strong_lists()}) {
    const auto found = run_drm_experiment(testing::wordnet_network(), lists, trials, seed);
    EXPECT_GE(found.lure_rate(), 0.45);
    EXPECT_LE(found.lure_rate(), 0.75);
    EXPECT_NEAR(found.veridical_rate(), published_veridical_recall, 0.05);
    EXPECT_LE(found.unrelated_rate(), 0.15);
  }
}

TEST(DrmEffect, PublishedAssociationsSeparateLuresFromUnrelatedWords) {
  const auto found = run_drm_experiment(testing::overlaid_network(), lists_of_1995(), trials, seed,
                                        overlay_params());
  EXPECT_GE(found.lure_rate(), 0.45);
  EXPECT_LE(found.lure_rate(), 0.75);
  EXPECT_NEAR(found.veridical_rate(), published_veridical_recall, 0.05);
  EXPECT_LE(found.unrelated_rate(), 0.06);
}

TEST(DrmEffect, ListsRankAsTheyDoForPeople) {
  EXPECT_EQ(locate(testing::wordnet_network(), published_drm_lists()).size(), 55U);
  EXPECT_GE(prediction(testing::wordnet_network(), {}), 0.45);
  EXPECT_GE(prediction(testing::overlaid_network(), overlay_params()), 0.65);
}

TEST(DrmEffect, VanishesOnAShuffledNetwork) {
  const auto found = run_drm_experiment(testing::shuffled_network(), lists_of_1995(), trials, seed);
  EXPECT_NEAR(found.lure_rate(), found.unrelated_rate(), 0.03);
  EXPECT_LE(found.lure_rate(), 0.18);
}

TEST(DrmEffect, SameSeedRecallsTheSameWords) {
  const auto lists = strong_lists();
  const auto first = run_drm_experiment(testing::wordnet_network(), lists, 3, 5);
  const auto again = run_drm_experiment(testing::wordnet_network(), lists, 3, 5);
  for (std::size_t list = 0; list < lists.size(); ++list) {
    EXPECT_EQ(first.lists[list].items_recalled, again.lists[list].items_recalled);
    EXPECT_EQ(first.lists[list].lures_recalled, again.lists[list].lures_recalled);
  }
}

TEST(DrmStudy, ContextIsTheSumOfWhatTheItemsSpread) {
  const semantic_network network =
      make_network({"bed", "rest", "sleep", "other"}, {{0, 2, 1.0F}, {1, 2, 1.0F}, {2, 3, 1.0F}});
  spreading_activation spread(network, {});
  drm_study study(network, {});
  const std::vector<std::uint32_t> items{0, 1};
  study.study(items, spread);
  EXPECT_FLOAT_EQ(study.context(2), 1.6F);
  EXPECT_FLOAT_EQ(study.context(3), 1.28F);
  EXPECT_EQ(study.context(0), 0);
  EXPECT_GT(study.lure_chance(2), study.lure_chance(3));
  study.study(std::vector<std::uint32_t>{2}, spread);
  EXPECT_EQ(study.context(2), 0);  // nothing is left of the list before
}

TEST(DrmMaterial, AListWithoutItsLureOrMostItemsIsLeftOut) {
  const semantic_network network = make_network({"bed", "rest", "sleep"}, {{0, 2, 1.0F}});
  const drm_item bed{.word = "bed", .lemma = "bed"};
  const drm_item beds{.word = "beds", .lemma = "bed"};
  const drm_item unknown{.word = "awake", .lemma = "awake"};
  const std::vector<drm_list> lists{{.lure = "dream", .items = {bed}},
                                    {.lure = "sleep", .items = {bed, unknown, unknown}},
                                    {.lure = "sleep", .items = {beds, unknown}}};
  const auto found = locate(network, lists);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].position, 2U);
  EXPECT_EQ(found[0].items, std::vector<std::uint32_t>{0});
  EXPECT_EQ(found[0].id(), cognitive::list_id{2});
}

}  // namespace
}  // namespace engram::workload
