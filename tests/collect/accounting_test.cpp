// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/accounting.hpp>

#include <gtest/gtest.h>

#include <cstdint>

namespace engram {
namespace {

TEST(SinkAccount, BalancesWhenEveryDrainedRecordIsAccountedFor) {
  sink_account account;
  EXPECT_TRUE(account.balances());
  std::uint64_t n = 0;
  for (std::size_t i = 0; i < account.outcomes.size(); ++i) {
    account.outcomes[i] = i + 1;
    n += i + 1;
  }
  account.queued = 100;
  account.in_flight = 1000;
  account.drained = n + 1100;
  EXPECT_TRUE(account.balances());
  --account.drained;
  EXPECT_FALSE(account.balances());
}

TEST(SinkAccount, EachOutcomeHasACounterOfItsOwn) {
  sink_account account;
  account[sink_outcome::acknowledged] = 1;
  account[sink_outcome::unknown] = 2;
  EXPECT_EQ(account[sink_outcome::acknowledged], 1U);
  EXPECT_EQ(account[sink_outcome::unknown], 2U);
  EXPECT_EQ(account[sink_outcome::io_error], 0U);
}

TEST(SinkLedger, KeepsTypesApart) {
  sink_ledger ledger;
  ledger.drain(3, 5);
  ledger.drain(255);
  ledger.count(3, sink_outcome::acknowledged, 4);
  ledger.count(3, sink_outcome::io_error);
  EXPECT_TRUE(ledger[3].balances());
  EXPECT_FALSE(ledger[255].balances());
  EXPECT_EQ(ledger[4].drained, 0U);
}

producer_account balanced() {
  return {.offered = 28,
          .filtered = 1,
          .sampled_out = 2,
          .dropped_full = 3,
          .dropped_muted = 4,
          .dropped_no_ring = 5,
          .drained = 13};
}

TEST(ProducerAccount, WhatIsNeitherDroppedNorDrainedIsOutstanding) {
  auto account = balanced();
  EXPECT_EQ(account.dropped(), 12U);
  EXPECT_EQ(account.outstanding(), 0);
  account.offered += 2;
  EXPECT_EQ(account.outstanding(), 2);
  account.drained += 5;
  EXPECT_EQ(account.outstanding(), -3) << "a drain of what was never offered shows as negative";
}

TEST(ProducerAccount, DifferenceTakesEveryPartAway) {
  auto account = balanced();
  account -= balanced();
  EXPECT_EQ(account.offered, 0U);
  EXPECT_EQ(account.filtered, 0U);
  EXPECT_EQ(account.sampled_out, 0U);
  EXPECT_EQ(account.dropped(), 0U);
  EXPECT_EQ(account.drained, 0U);
}

accounting two_types_one_sink() {
  accounting all;
  all.sinks = {"file"};
  for (const std::uint8_t index : {std::uint8_t{1}, std::uint8_t{2}}) {
    sink_account sink;
    sink.drained = 13;
    sink[sink_outcome::acknowledged] = 13;
    all.types.push_back({"test.type", index, false, balanced(), {sink}});
  }
  return all;
}

TEST(Accounting, BalancesWhenBothIdentitiesHoldForEveryType) {
  EXPECT_TRUE(two_types_one_sink().balances());
  EXPECT_TRUE(accounting{}.balances());
}

TEST(Accounting, OneRecordThatNobodyAccountsForBreaksIt) {
  auto lost_by_a_producer = two_types_one_sink();
  ++lost_by_a_producer.types[1].producer.offered;
  EXPECT_FALSE(lost_by_a_producer.balances());

  auto lost_by_a_sink = two_types_one_sink();
  --lost_by_a_sink.types[0].sinks[0][sink_outcome::acknowledged];
  EXPECT_FALSE(lost_by_a_sink.balances());

  auto never_given_to_the_sink = two_types_one_sink();
  --never_given_to_the_sink.types[0].sinks[0].drained;
  --never_given_to_the_sink.types[0].sinks[0][sink_outcome::acknowledged];
  EXPECT_FALSE(never_given_to_the_sink.balances());
}

TEST(Accounting, TwoErrorsThatCancelOutInTheTotalStillBreakIt) {
  auto swapped = two_types_one_sink();
  ++swapped.types[0].producer.offered;
  --swapped.types[1].producer.offered;
  EXPECT_EQ(swapped.total().outstanding(), 0);
  EXPECT_FALSE(swapped.balances());
}

TEST(Accounting, TotalsAddAllTypes) {
  const auto all = two_types_one_sink();
  EXPECT_EQ(all.total().offered, 56U);
  EXPECT_EQ(all.total().dropped(), 24U);
  EXPECT_EQ(all.total(0).drained, 26U);
  EXPECT_EQ(all.total(0)[sink_outcome::acknowledged], 26U);
}

}  // namespace
}  // namespace engram
