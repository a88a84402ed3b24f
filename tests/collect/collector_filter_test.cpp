// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/some_events.hpp"

#include <engram/collect/collector.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <memory>
#include <utility>

namespace engram::testing {
namespace {

TEST(CollectorFilter, EventsBelowTheThresholdAreCountedAsFiltered) {
  const auto log = std::make_shared<recorded>();
  auto options = with_fake(log);
  options.filters[std::string(primed_name)] = {.min_strength = 0.3F};
  collector drain(std::move(options));
  ASSERT_TRUE(drain.start());
  for (float strength : {0.1F, 0.29F, 0.3F, 0.9F}) emit_primed(1, strength);
  drain.stop();
  const auto account = account_of(drain, primed_name);
  EXPECT_EQ(account.offered, 4U);
  EXPECT_EQ(account.filtered, 2U);
  EXPECT_EQ(account.drained, 2U);
  EXPECT_EQ(log->count(), 2U);
  EXPECT_TRUE(drain.account().balances());
}

TEST(CollectorFilter, ATypeThatIsOffIsNotEvenOffered) {
  const auto log = std::make_shared<recorded>();
  auto options = with_fake(log);
  options.filters[std::string(primed_name)] = {.on = false};
  collector drain(std::move(options));
  ASSERT_TRUE(drain.start());
  emit_primed(1);
  emit_primed(2);
  drain.stop();
  EXPECT_EQ(account_of(drain, primed_name).offered, 0U);
  EXPECT_EQ(log->count(), 0U);
  collector next({});
  next.enable<primed>();  // controls outlive a collector: put it back
}

TEST(CollectorFilter, TypesAreTurnedOnAndOffAtRunTime) {
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  drain.enable<primed>();
  emit_primed(1);
  drain.disable<primed>();
  emit_primed(2);
  drain.enable<primed>({.min_strength = 0.6F});
  emit_primed(3, 0.5F);
  emit_primed(4, 0.7F);
  drain.enable<primed>();
  emit_primed(5, 0.1F);
  drain.stop();
  const auto records = log->copy();
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[0].words[3], 1U);
  EXPECT_EQ(records[1].words[3], 4U);
  EXPECT_EQ(records[2].words[3], 5U);
  EXPECT_EQ(account_of(drain, primed_name).filtered, 1U);
}

TEST(CollectorFilter, OperationsAreTurnedOffByTheirNameAndTheirEventsStandAlone) {
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  drain.control("test.collector.recall", {.on = false});
  {
    const basic_operation<on> op{recall};
    emit_primed(1);
  }
  drain.control("test.collector.recall", {});
  drain.stop();
  const auto records = log->copy();
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].operation, 0U);
}

TEST(CollectorFilter, AThresholdOfInfinityKeepsNothingAndCountsAll) {
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  drain.enable<primed>({.min_strength = std::numeric_limits<float>::infinity()});
  for (int i = 0; i < 100; ++i) emit_primed(1, 1e30F);
  drain.enable<primed>();
  drain.stop();
  EXPECT_EQ(account_of(drain, primed_name).filtered, 100U);
  EXPECT_TRUE(drain.account().balances());
}

}  // namespace
}  // namespace engram::testing
