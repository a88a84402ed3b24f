// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "core/small_store.hpp"
#include "core/test_events.hpp"

#include <engram/event.hpp>
#include <engram/operation.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

namespace engram::testing {
namespace {

using accounts = detail::account_cells;
using operation = basic_operation<small_mode>;

constinit basic_operation_kind<small_mode> recall{{.name = "test.recall", .help = "Recalls."}};
constinit basic_operation_kind<small_mode> lookup{{.name = "test.lookup"}};

void note() { emit<small_mode>(noted{1, 1, mood::calm}); }

bool is_begin(const slot_image& words) { return (words[0] & 0xff) == detail::record_begin; }
bool is_end(const slot_image& words) { return (words[0] & 0xff) == detail::record_end; }
std::uint32_t tag_of(const slot_image& words) { return static_cast<std::uint32_t>(words[0] >> 32); }
std::uint64_t events_of(const slot_image& end) { return end[3] >> 32 & 0xffff; }
std::uint64_t lost_of(const slot_image& end) { return end[3] >> 48; }

TEST(Operation, LeavesABeginAndAnEnd) {
  small_store store(8);
  const ticks before = read_ticks();
  std::uint64_t id = 0;
  {
    operation op{recall, {.space = 0xabcd'1234, .subject = 0x1234'5678'9abc'def0}};
    id = op.id();
  }
  const ticks after = read_ticks();
  const auto records = store.drain();
  ASSERT_EQ(records.size(), 2U);
  const auto& begin = records[0];
  const auto& end = records[1];
  const auto kind = recall.gate().word.load() & 0xff;
  EXPECT_EQ(begin[0], 0xabcd'1234'0000'007c | std::uint64_t{kind} << 16);
  EXPECT_EQ(begin[2], id);
  EXPECT_EQ(begin[3], 0x1234'5678'9abc'def0U);
  EXPECT_EQ(end[0], 0x7d | std::uint64_t{kind} << 16 | (id & 0xffff'ffff) << 32);
  EXPECT_EQ(end[2], begin[1]) << "the end repeats the begin's time";
  EXPECT_EQ(end[3], 0xabcd'1234U) << "its space, no events, none lost";
  EXPECT_LE(before, begin[1]);
  EXPECT_LE(begin[1], end[1]);
  EXPECT_LE(end[1], after);
}

TEST(Operation, IdHoldsTheShardAndASerialThatIsNeverZeroInItsLowHalf) {
  small_store store(8);
  store.shard().operations = 0xffff'fff9ULL << 24;
  std::set<std::uint64_t> ids;
  for (int i = 0; i < 8; ++i) {
    operation op{recall};
    store.drain();
    EXPECT_EQ(op.id() >> 40, 7U);
    EXPECT_NE(static_cast<std::uint32_t>(op.id()), 0U);
    ids.insert(op.id());
  }
  EXPECT_EQ(ids.size(), 8U);
  EXPECT_GT(*ids.rbegin(), (std::uint64_t{7} << 40) + 0x1'0000'0000)
      << "past a wrap of the low half";
}

TEST(Operation, InnermostOneOwnsAnEvent) {
  small_store store(16);
  std::uint32_t outer_tag = 0;
  std::uint32_t inner_tag = 0;
  {
    operation outer{recall};
    outer_tag = static_cast<std::uint32_t>(outer.id());
    note();
    {
      operation inner{lookup};
      inner_tag = static_cast<std::uint32_t>(inner.id());
      note();
      note();
    }
    note();
  }
  note();
  const auto records = store.drain();
  ASSERT_EQ(records.size(), 9U);
  EXPECT_TRUE(is_begin(records[0]));
  EXPECT_EQ(tag_of(records[1]), outer_tag);
  EXPECT_TRUE(is_begin(records[2]));
  EXPECT_EQ(tag_of(records[3]), inner_tag);
  EXPECT_EQ(tag_of(records[4]), inner_tag);
  EXPECT_TRUE(is_end(records[5]));
  EXPECT_EQ(tag_of(records[6]), outer_tag);
  EXPECT_TRUE(is_end(records[7]));
  EXPECT_NE(records[8][0] & detail::alone_bit, 0U) << "after the last end it stands alone";
  EXPECT_EQ(events_of(records[5]), 2U);
  EXPECT_EQ(events_of(records[7]), 2U) << "what an inner operation recorded is not its own";
}

TEST(Operation, EndIsNeverRefused) {
  small_store store(8);
  {
    operation op{recall};
    for (int i = 0; i < 50; ++i) note();
  }
  const auto records = store.drain();
  ASSERT_EQ(records.size(), 8U);
  EXPECT_TRUE(is_end(records[7]));
  EXPECT_EQ(events_of(records[7]), 6U);
  EXPECT_EQ(lost_of(records[7]), 44U);
  EXPECT_EQ(store.shard().events.kept(), 0U);
}

TEST(Operation, EndsOfNestedOnesAreNeverRefused) {
  small_store store(8);
  {
    operation a{recall};
    operation b{recall};
    operation c{recall};
    for (int i = 0; i < 50; ++i) note();
  }
  const auto records = store.drain();
  ASSERT_EQ(records.size(), 8U);
  for (std::size_t i = 5; i < 8; ++i) EXPECT_TRUE(is_end(records[i])) << i;
  EXPECT_EQ(events_of(records[5]), 2U);
  EXPECT_EQ(lost_of(records[5]), 48U);
}

TEST(Operation, WithoutRoomForBothRecordsItIsMutedAndCounted) {
  small_store store(4);
  {
    operation outer{recall};  // a begin, and a slot kept for its end
    note();                   // leaves one free
    {
      operation muted{lookup};
      note();
      note();
    }
    note();  // the free one
  }
  const auto records = store.drain();
  ASSERT_EQ(records.size(), 4U);
  EXPECT_TRUE(is_begin(records[0]));
  EXPECT_TRUE(is_end(records[3]));
  EXPECT_EQ(events_of(records[3]), 2U);
  EXPECT_EQ(store.account(lookup.gate(), accounts::offered), 2U);
  EXPECT_EQ(store.account(lookup.gate(), accounts::dropped_full), 2U);
  const auto& notes = detail::type_of_event<small_mode, noted>().gate;
  EXPECT_EQ(store.account(notes, accounts::dropped_muted), 2U);
  EXPECT_EQ(store.account(notes, accounts::offered), 4U);
}

TEST(Operation, AfterAMutedOneTheNextIsRecordedAgain) {
  small_store store(2);
  note();
  {
    operation muted{recall};
  }
  EXPECT_EQ(store.drain().size(), 1U);
  {
    operation op{recall};
  }
  EXPECT_EQ(store.drain().size(), 2U);
  note();
  const auto records = store.drain();
  ASSERT_EQ(records.size(), 1U);
  EXPECT_NE(records[0][0] & detail::alone_bit, 0U);
}

TEST(Operation, WhatOneRecordsInsideAMutedOneIsNotTheOutermostsOwn) {
  small_store store(4);
  std::optional<operation> outer;
  outer.emplace(recall);
  note();
  note();
  {
    operation muted{lookup};
    store.drain();
    operation inner{lookup};  // has room again
    note();
  }
  store.drain();
  outer.reset();
  const auto records = store.drain();
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(events_of(records[0]), 2U);
}

TEST(Operation, WithoutARingItIsCountedUnderThatReason) {
  small_store store(0);
  {
    operation op{recall};
  }
  EXPECT_EQ(store.account(recall.gate(), accounts::offered), 2U);
  EXPECT_EQ(store.account(recall.gate(), accounts::dropped_no_ring), 2U);
}

TEST(Operation, OffItRecordsNothingAndOwnsNothing) {
  small_store store(8);
  {
    operation op{recall};
  }
  store.drain();
  const auto started = store.shard().operations;
  recall.gate().word.store(0);
  {
    operation op{recall};
    EXPECT_EQ(op.id(), 0U);
    EXPECT_EQ(store.shard().current, nullptr);
    note();
  }
  const auto records = store.drain();
  ASSERT_EQ(records.size(), 1U);
  EXPECT_NE(records[0][0] & detail::alone_bit, 0U);
  EXPECT_EQ(store.shard().operations, started);
}

TEST(Operation, TurnedOffWhileItIsOpenItStillEnds) {
  small_store store(8);
  {
    operation op{recall};
    recall.gate().word.store(0);
  }
  const auto records = store.drain();
  ASSERT_EQ(records.size(), 2U);
  EXPECT_TRUE(is_end(records[1]));
}

TEST(Operation, OfAnExitedThreadIsCountedInTheSharedCells) {
  small_store store(8);
  {
    operation op{recall};
  }
  small_store::words() = {nullptr, 0, detail::thread_state::exited, nullptr};
  {
    operation op{recall};
    EXPECT_EQ(op.id(), 0U);
  }
  EXPECT_EQ(store.late_account(recall.gate(), accounts::offered), 2U);
  EXPECT_EQ(store.late_account(recall.gate(), accounts::dropped_no_ring), 2U);
}

TEST(Operation, CountsSaturateInsteadOfWrapping) {
  EXPECT_EQ(detail::end_tail(1, 65'534, 65'535), 0xffff'fffe'0000'0001U);
  EXPECT_EQ(detail::end_tail(1, 65'536, 1'000'000), 0xffff'ffff'0000'0001U);
}

TEST(Operation, KindDescribesItself) {
  EXPECT_EQ(recall.descriptor().name, "test.recall");
  EXPECT_EQ(recall.descriptor().help, "Recalls.");
}

}  // namespace
}  // namespace engram::testing
