// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/network_builder.hpp"

#include "small_wordnet.hpp"
#include "temporary_directory.hpp"
#include "workload/wordnet.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engram::workload {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Ge;
using ::testing::Le;

class WordNetNetwork : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    network_ = new semantic_network(build_network(default_wordnet_directory));
  }
  static void TearDownTestSuite() { delete network_; }

  [[nodiscard]] static const semantic_network& network() { return *network_; }

  [[nodiscard]] static std::vector<std::string> neighbours_of(std::string_view word) {
    std::vector<std::string> words;
    for (const std::uint32_t node : network().neighbours(network().find(word).value()).to) {
      words.emplace_back(network().word(node));
    }
    return words;
  }

 private:
  inline static const semantic_network* network_ = nullptr;
};

TEST_F(WordNetNetwork, HasEveryLemmaAndTwoMillionEdges) {
  EXPECT_EQ(network().size(), 147'306U);
  EXPECT_THAT(network().edges(), AllOf(Ge(2'100'000U), Le(2'350'000U)));
  const std::vector<edge_kind>& kinds = network().arrays().kind;
  const auto associative = std::count(kinds.begin(), kinds.end(), edge_kind::associative);
  EXPECT_NEAR(static_cast<double>(associative) / static_cast<double>(kinds.size()), 0.6, 0.05);
}

// That rows are positive, descend and sum to 1 is checked by every network's constructor.
TEST_F(WordNetNetwork, NoWordKeepsMoreThan32Edges) {
  for (std::uint32_t node = 0; node < network().size(); ++node) {
    ASSERT_LE(network().neighbours(node).to.size(), 32U) << network().word(node);
  }
}

TEST_F(WordNetNetwork, WordsLeadToWordsThatPeopleAssociateWithThem) {
  EXPECT_THAT(neighbours_of("sleep"), AllOf(Contains("slumber"), Contains("bed"), Contains("dream"),
                                            Contains("wake"), Contains("night")));
  EXPECT_THAT(neighbours_of("hospital"), AllOf(Contains("patient"), Contains("clinic")));
  EXPECT_THAT(neighbours_of("needle"), AllOf(Contains("thread"), Contains("pine")));
}

TEST_F(WordNetNetwork, FunctionWordsAreNobodysAssociates) {
  for (const char* word : {"sleep", "king", "doctor", "window"}) {
    EXPECT_THAT(neighbours_of(word), ::testing::Not(Contains("the")));
    EXPECT_THAT(neighbours_of(word), ::testing::Not(Contains("most")));
  }
}

TEST_F(WordNetNetwork, CommonWordsAreMoreFrequentThanRareOnes) {
  const auto frequency = [](std::string_view word) {
    return network().frequency(network().find(word).value());
  };
  EXPECT_GT(frequency("person"), frequency("king"));
  EXPECT_GT(frequency("king"), frequency("aardvark"));
}

TEST(RelationsOnly, LeavesNoAssociativeEdge) {
  const semantic_network network =
      build_network(default_wordnet_directory, {.relations_only = true});
  EXPECT_EQ(network.size(), 147'306U);
  EXPECT_GT(network.edges(), 1'000'000U);
  const std::vector<edge_kind>& kinds = network.arrays().kind;
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), edge_kind::associative), 0);
}

class SmallNetwork : public ::testing::Test {
 protected:
  SmallNetwork() { testing::write_small_wordnet(directory_.path()); }

  testing::temporary_directory directory_;
};

TEST_F(SmallNetwork, IsTheSameInEveryByteEachTimeItIsBuilt) {
  const network_arrays first = build_network(directory_.path()).arrays();
  const network_arrays second = build_network(directory_.path()).arrays();
  EXPECT_EQ(first.row_begin, second.row_begin);
  EXPECT_EQ(first.to, second.to);
  EXPECT_EQ(first.weight, second.weight);
  EXPECT_EQ(first.kind, second.kind);
  EXPECT_EQ(first.letters, second.letters);
}

TEST_F(SmallNetwork, SynonymsAreSemanticAndGlossWordsAssociative) {
  const semantic_network network = build_network(directory_.path());
  const auto kind = [&](std::string_view from, std::string_view to) {
    const semantic_network::row row = network.neighbours(network.find(from).value());
    const auto at = std::find(row.to.begin(), row.to.end(), network.find(to).value());
    EXPECT_NE(at, row.to.end()) << from << " -> " << to;
    return row.kind[static_cast<std::size_t>(at - row.to.begin())];
  };
  EXPECT_EQ(kind("slumber", "sleep"), edge_kind::semantic);
  EXPECT_EQ(kind("slumber", "night"), edge_kind::associative);
  EXPECT_EQ(kind("night", "bed"), edge_kind::associative);
}

TEST_F(SmallNetwork, FrequencyCountsTagsAndGlosses) {
  const semantic_network network = build_network(directory_.path());
  // 7 tags; used in the glosses of furniture, sleep, night and rest.
  EXPECT_EQ(network.frequency(network.find("bed").value()), 11U);
}

TEST_F(SmallNetwork, ProgressRisesFromNothingToTheWhole) {
  std::vector<double> heard;
  (void)build_network(directory_.path(), {},
                      [&](std::string_view, double done) { heard.push_back(done); });
  ASSERT_FALSE(heard.empty());
  EXPECT_TRUE(std::is_sorted(heard.begin(), heard.end()));
  EXPECT_EQ(heard.front(), 0.0);
  EXPECT_EQ(heard.back(), 1.0);
}

}  // namespace
}  // namespace engram::workload
