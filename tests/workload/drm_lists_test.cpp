// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/drm_lists.hpp"

#include "temporary_directory.hpp"
#include "workload/lemmatizer.hpp"
#include "workload/wordnet.hpp"
#include "workload/workload_error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace engram::workload {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct rate_summary {
  std::size_t lists = 0;
  double mean = 0;
};

rate_summary summary_of(drm_source source) {
  rate_summary summary;
  for (const drm_list& list : published_drm_lists()) {
    if (!list.used_by(source)) continue;
    ++summary.lists;
    summary.mean += list.false_recall;
  }
  summary.mean /= static_cast<double>(summary.lists);
  return summary;
}

double mean_strength(const drm_list& list) {
  double sum = 0;
  for (const drm_item& item : list.items) sum += item.backward_strength;
  return sum / static_cast<double>(list.items.size());
}

double correlation(const std::vector<double>& x, const std::vector<double>& y) {
  const auto mean = [](const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
  };
  double xy = 0;
  double xx = 0;
  double yy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double dx = x[i] - mean(x);
    const double dy = y[i] - mean(y);
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xy / std::sqrt(xx * yy);
}

std::string rejection_of(std::string_view text) {
  return testing::message_of<workload_error>([&] { (void)parse_drm_lists(text, "lists.tsv"); });
}

TEST(PublishedDrmLists, AreFiftyFiveOfFifteenItems) {
  ASSERT_EQ(published_drm_lists().size(), 55U);
  std::set<std::string> lures;
  for (const drm_list& list : published_drm_lists()) {
    EXPECT_EQ(list.items.size(), 15U) << list.lure;
    lures.insert(list.lure);
  }
  EXPECT_EQ(lures.size(), 55U);
}

TEST(PublishedDrmLists, HaveTheMeansThatThePapersReport) {
  const rate_summary first = summary_of(drm_source::roediger_mcdermott_1995);
  EXPECT_EQ(first.lists, 24U);
  EXPECT_NEAR(first.mean, 0.404, 0.001);
  const rate_summary second = summary_of(drm_source::stadler_1999);
  EXPECT_EQ(second.lists, 36U);
  EXPECT_NEAR(second.mean, 0.398, 0.001);
  EXPECT_EQ(summary_of(drm_source::roediger_2001).lists, 55U);
}

TEST(PublishedDrmLists, RangeAsPublishedAndFourteenReachTheBand) {
  const auto& lists = published_drm_lists();
  const auto strongest = std::max_element(
      lists.begin(), lists.end(),
      [](const drm_list& a, const drm_list& b) { return a.false_recall < b.false_recall; });
  EXPECT_EQ(strongest->lure, "window");
  EXPECT_DOUBLE_EQ(strongest->false_recall, 0.65);
  const auto reach = std::count_if(lists.begin(), lists.end(), [](const drm_list& list) {
    return list.used_by(drm_source::stadler_1999) && list.false_recall >= 0.45;
  });
  EXPECT_EQ(reach, 14);
}

// Roediger et al. (2001) report r = .73 between mean backward strength and false recall.
TEST(PublishedDrmLists, StrengthPredictsFalseRecallAsPublished) {
  std::vector<double> strengths;
  std::vector<double> rates;
  for (const drm_list& list : published_drm_lists()) {
    strengths.push_back(mean_strength(list));
    rates.push_back(list.false_recall);
  }
  EXPECT_NEAR(correlation(strengths, rates), 0.73, 0.005);
}

TEST(PublishedDrmLists, AllLuresAndAllItemsButTwoAreInWordNet) {
  const wordnet words = load_wordnet(default_wordnet_directory);
  const lemmatizer lemmas(words, default_wordnet_directory);
  std::vector<std::string> missing;
  for (const drm_list& list : published_drm_lists()) {
    EXPECT_TRUE(words.find(list.lure)) << list.lure;
    for (const drm_item& item : list.items) {
      if (item.lemma.empty()) {
        missing.push_back(list.lure + ':' + item.word);
        EXPECT_FALSE(lemmas.lemma_of(item.word));
        continue;
      }
      const auto lemma = lemmas.lemma_of(item.word);
      ASSERT_TRUE(lemma) << item.word;
      EXPECT_EQ(lemmas.spelling(*lemma), item.lemma);
    }
  }
  EXPECT_THAT(missing, ElementsAre("pen:bic", "wish:for"));
}

TEST(DrmLists, AreReadFromAFile) {
  const testing::temporary_directory directory;
  const auto path = directory.path() / "lists.tsv";
  testing::write_text(path, "# mine\nlure\tsea\t0.5\nitem\twaves\t0.25\twave\nitem\tqxz\t0\t-\n");
  const std::vector<drm_list> lists = load_drm_lists(path);
  ASSERT_EQ(lists.size(), 1U);
  EXPECT_EQ(lists[0].lure, "sea");
  EXPECT_EQ(lists[0].false_recall, 0.5);
  EXPECT_EQ(lists[0].sources, 0);
  ASSERT_EQ(lists[0].items.size(), 2U);
  EXPECT_EQ(lists[0].items[0].lemma, "wave");
  EXPECT_EQ(lists[0].items[0].backward_strength, 0.25);
  EXPECT_EQ(lists[0].items[1].lemma, "");
}

TEST(DrmLists, LinesMayEndAsOnWindows) {
  const auto lists = parse_drm_lists("lure\tsea\t0.5\tR2001\r\nitem\twave\t0.25\r\n", "lists.tsv");
  EXPECT_TRUE(lists[0].used_by(drm_source::roediger_2001));
  EXPECT_EQ(lists[0].items[0].word, "wave");
}

TEST(DrmLists, AMissingFileIsNamedWithItsForm) {
  const std::string message =
      testing::message_of<workload_error>([] { (void)load_drm_lists("/nonexistent/lists.tsv"); });
  EXPECT_THAT(message, HasSubstr("/nonexistent/lists.tsv: cannot be read"));
  EXPECT_THAT(message, HasSubstr("lure<TAB>word<TAB>rate"));
}

TEST(DrmLists, EachMistakeIsNamedWithItsLineAndWhatWouldBeRight) {
  EXPECT_THAT(rejection_of(""), HasSubstr("lists.tsv: should hold at least one list"));
  EXPECT_THAT(rejection_of("item\twave\t0.1\n"),
              HasSubstr("lists.tsv:1: a line 'lure' should stand"));
  EXPECT_THAT(rejection_of("list\tsea\n"),
              HasSubstr("lists.tsv:1: a line should begin with 'lure'"));
  EXPECT_THAT(rejection_of("lure\tsea\n"),
              HasSubstr("lists.tsv:1: the line ends where the false recall"));
  EXPECT_THAT(rejection_of("lure\tsea\t50\n"), HasSubstr("number from 0 to 1, not '50'"));
  EXPECT_THAT(rejection_of("lure\tsea\tnan\n"), HasSubstr("number from 0 to 1, not 'nan'"));
  EXPECT_THAT(rejection_of("lure\tSea\t0.5\n"), HasSubstr("lower-case"));
  EXPECT_THAT(rejection_of("lure\tsea\t0.5\tX\n"), HasSubstr("one of RM1995, S1999, R2001"));
  EXPECT_THAT(rejection_of("lure\tsea\t0.5\n"), HasSubstr("the list of 'sea' should have items"));
  EXPECT_THAT(rejection_of("lure\tsea\t0.5\nlure\tsky\t0.5\n"),
              HasSubstr("lists.tsv:2: the list of 'sea' should have items"));
  EXPECT_THAT(rejection_of("lure\tsea\t0.5\nitem\twave\t0.1\nitem\twave\t0.1\n"),
              HasSubstr("lists.tsv:3: 'wave' should stand once only"));
  EXPECT_THAT(rejection_of("lure\tsea\t0.5\nitem\twave\t0.1\nlure\tsea\t0.5\n"),
              HasSubstr("lists.tsv:3: the lure 'sea' should have one list only"));
  EXPECT_THAT(rejection_of("lure\tsea\t0.5\nitem\twave\t0.1\twave\tmore\n"),
              HasSubstr("lists.tsv:2: nothing should follow"));
}

}  // namespace
}  // namespace engram::workload
