// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/space_saving.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

using summary = engram::space_saving<std::uint64_t>;
using exact = std::map<std::uint64_t, std::uint64_t>;
using stream = std::vector<std::pair<std::uint64_t, std::uint64_t>>;  // keys and weights

/// Keys by a Zipf law of exponent 1 over `keys` keys.
stream zipf(std::size_t length, std::size_t keys, std::uint64_t seed) {
  std::vector<double> weights(keys);
  for (std::size_t i = 0; i < keys; ++i) weights[i] = 1 / (static_cast<double>(i) + 1);
  std::discrete_distribution<std::uint64_t> draw(weights.begin(), weights.end());
  std::mt19937_64 random(seed);
  stream all(length);
  for (auto& [key, weight] : all) {
    key = draw(random);
    weight = 1;
  }
  return all;
}

stream uniform(std::size_t length, std::uint64_t keys, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  stream all(length);
  for (auto& [key, weight] : all) {
    key = random() % keys;
    weight = 1;
  }
  return all;
}

/// Half of it one key, now and then; the rest never comes twice: each evicts another.
stream never_twice(std::size_t length) {
  stream all;
  for (std::uint64_t i = 0; i < length; ++i) all.emplace_back(i % 2 == 0 ? 0 : i, 1);
  return all;
}

/// Fills the summary evenly, then asks for keys in the order in which they are evicted.
stream round_and_round(std::size_t length, std::uint64_t keys) {
  stream all;
  for (std::uint64_t i = 0; i < length; ++i) all.emplace_back(i % keys, 1);
  return all;
}

/// Mostly light, a few as heavy as thousands of the others.
stream weighted(std::size_t length, std::uint64_t seed) {
  auto all = zipf(length, 5000, seed);
  std::mt19937_64 random(seed + 1);
  for (auto& each : all) each.second = random() % 100 == 0 ? random() % 10'000 + 1 : random() % 5;
  return all;
}

summary summarised(const stream& from, std::size_t capacity) {
  summary all(capacity);
  for (const auto& [key, weight] : from) all.add(key, weight);
  return all;
}

void count(exact& truth, const stream& from) {
  for (const auto& [key, weight] : from) truth[key] += weight;
}

std::uint64_t total(const exact& truth) {
  std::uint64_t sum = 0;
  for (const auto& [key, count] : truth) sum += count;
  return sum;
}

/// What the header promises, for every key of the stream.
void expect_bounds(const summary& held, const exact& truth) {
  const auto n = total(truth);
  ASSERT_EQ(held.total(), n);
  ASSERT_LE(held.unseen(), n / held.capacity());
  ASSERT_LE(held.size(), held.capacity());
  std::map<std::uint64_t, summary::ranked> entries;
  for (const auto& each : held.top(held.size())) entries.emplace(each.key, each);
  ASSERT_EQ(entries.size(), held.size()) << "each key once";
  for (const auto& [key, true_count] : truth) {
    const auto found = entries.find(key);
    if (found == entries.end()) {
      ASSERT_LE(true_count, held.unseen()) << key;
      ASSERT_LE(true_count, n / held.capacity()) << key << " is above N / m and is not there";
      continue;
    }
    ASSERT_LE(true_count, found->second.count) << key;
    ASSERT_GE(true_count, found->second.at_least()) << key;
    ASSERT_LE(found->second.error, held.unseen()) << key;
  }
  for (const auto& [key, each] : entries) ASSERT_TRUE(truth.contains(key)) << key;
}

/// That what is said to be certain of the places is true.
void expect_places(const summary& held, const exact& truth, std::size_t k) {
  std::vector<std::uint64_t> sorted;
  for (const auto& [key, count] : truth) sorted.push_back(count);
  std::ranges::sort(sorted, std::greater{});
  const auto best = held.top(k);
  ASSERT_EQ(best.size(), std::min(k, held.size()));
  for (std::size_t i = 0; i < best.size(); ++i) {
    if (i > 0) {
      ASSERT_GE(best[i - 1].count, best[i].count);
    }
    const auto true_count = truth.at(best[i].key);
    const auto outside = k < sorted.size() ? sorted[k] : 0;
    if (best[i].among_top) {
      ASSERT_GE(true_count, outside) << "place " << i << " of " << k;
    }
    if (best[i].in_order) {
      ASSERT_EQ(true_count, sorted[i]) << "place " << i << " of " << k;
    }
  }
}

void expect_all(const summary& held, const exact& truth) {
  expect_bounds(held, truth);
  for (const std::size_t k : {0U, 1U, 3U, 10U, 100U, 100'000U}) expect_places(held, truth, k);
}

std::map<std::string, stream> streams() {
  return {{"zipf", zipf(50'000, 10'000, 1)},
          {"uniform", uniform(50'000, 3000, 2)},
          {"few keys", uniform(5000, 7, 3)},
          {"never twice", never_twice(20'000)},
          {"round and round", round_and_round(20'000, 101)},
          {"weighted", weighted(50'000, 4)},
          {"empty", {}}};
}

TEST(SpaceSaving, ItsBoundsHoldOnEveryStream) {
  for (const auto& [name, all] : streams()) {
    exact truth;
    count(truth, all);
    for (auto& [key, n] : exact(truth)) {
      if (n == 0) truth.erase(key);  // weights of 0 are ignored
    }
    for (const std::size_t capacity : {1U, 2U, 10U, 100U, 1000U, 20'000U}) {
      SCOPED_TRACE(name + ", capacity " + std::to_string(capacity));
      expect_all(summarised(all, capacity), truth);
    }
  }
}

TEST(SpaceSaving, FewKeysAreCountedExactly) {
  const auto all = uniform(5000, 7, 3);
  exact truth;
  count(truth, all);
  const auto best = summarised(all, 7).top(7);
  ASSERT_EQ(best.size(), 7U);
  for (const auto& each : best) {
    EXPECT_EQ(each.count, truth[each.key]);
    EXPECT_EQ(each.error, 0U);
  }
}

TEST(SpaceSaving, TheHeadOfAZipfStreamIsCertain) {
  const auto best = summarised(zipf(200'000, 10'000, 5), 1000).top(10);
  ASSERT_EQ(best.size(), 10U);
  for (std::uint64_t i = 0; i < 3; ++i) {
    EXPECT_EQ(best[i].key, i);
    EXPECT_TRUE(best[i].in_order) << i;
  }
  for (const auto& each : best) EXPECT_TRUE(each.among_top) << each.key;
}

TEST(SpaceSaving, NothingIsCertainWhereAllKeysAreAlike) {
  for (const auto& each : summarised(round_and_round(20'000, 101), 100).top(10)) {
    EXPECT_FALSE(each.among_top);
    EXPECT_FALSE(each.in_order);
  }
}

TEST(SpaceSaving, AKeyThatIsNotHeldIsEstimatedByTheLeastCount) {
  summary held(2);
  for (const std::uint64_t key : {1U, 1U, 1U, 2U, 3U}) held.add(key);
  EXPECT_EQ(held.estimate(1), (summary::entry{1, 3, 0}));
  EXPECT_EQ(held.estimate(3), (summary::entry{3, 2, 1})) << "it took the place of 2";
  EXPECT_EQ(held.estimate(2), (summary::entry{2, 2, 2}));
  EXPECT_EQ(held.estimate(9).at_least(), 0U);
  EXPECT_EQ(held.unseen(), 2U);
}

TEST(SpaceSaving, TwoMergedAreAsGoodAsOneOverBothStreams) {
  const auto all = streams();
  for (const auto& [one, left] : all) {
    for (const auto& [other, right] : all) {
      for (const std::size_t capacity : {1U, 10U, 300U}) {
        SCOPED_TRACE(one + " and " + other + ", capacity " + std::to_string(capacity));
        exact truth;
        count(truth, left);
        count(truth, right);
        std::erase_if(truth, [](const auto& each) { return each.second == 0; });
        auto held = summarised(left, capacity);
        held.merge(summarised(right, capacity));
        expect_all(held, truth);
      }
    }
  }
}

TEST(SpaceSaving, ManyAreMergedAndGoOnCounting) {
  exact truth;
  summary held(200);
  for (std::uint64_t part = 0; part < 20; ++part) {
    const auto merged = zipf(2000, 3000, 100 + part);
    const auto added = uniform(1000, 2000, 200 + part);
    count(truth, merged);
    count(truth, added);
    held.merge(summarised(merged, 200 + part));
    for (const auto& [key, weight] : added) held.add(key, weight);
    expect_bounds(held, truth);
  }
  expect_all(held, truth);
}

TEST(SpaceSaving, MergedWithItselfItHasCountedTwice) {
  const auto all = zipf(5000, 500, 9);
  exact truth;
  count(truth, all);
  count(truth, all);
  auto held = summarised(all, 50);
  held.merge(held);
  expect_all(held, truth);
}

TEST(SpaceSaving, ASmallerOneIsNotMergedIntoALarger) {
  summary small(10);
  summary large(11);
  EXPECT_THROW(large.merge(small), std::invalid_argument);
  EXPECT_NO_THROW(small.merge(large));
}

TEST(SpaceSaving, ACapacityOutOfRangeIsRefused) {
  EXPECT_THROW(summary(0), std::invalid_argument);
  EXPECT_THROW(summary((std::size_t{1} << 30) + 1), std::invalid_argument);
  EXPECT_EQ(summary(1).capacity(), 1U);
}

TEST(SpaceSaving, RealWeightsAreSummed) {
  engram::space_saving<std::uint64_t, double> held(2);
  held.add(1, 0.5);
  held.add(1, 2.25);
  held.add(2, 1);
  EXPECT_EQ(held.estimate(1).count, 2.75);
  EXPECT_EQ(held.total(), 3.75);
}

TEST(SpaceSaving, AWeightThatIsNoPositiveNumberIsIgnored) {
  engram::space_saving<std::uint64_t, double> held(2);
  for (const double weight : {0.0, -1.0, std::nan(""), std::numeric_limits<double>::infinity()}) {
    held.add(1, weight);
  }
  EXPECT_TRUE(held.empty());
  EXPECT_EQ(held.total(), 0);
}

}  // namespace
