// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "core/small_store.hpp"
#include "core/test_events.hpp"

#include <engram/event.hpp>
#include <engram/operation.hpp>

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

namespace engram::testing {
namespace {

using accounts = detail::account_cells;

constexpr noted some_note{.what = 0x1122'3344'5566'7788, .strength = 0.5F, .how = mood::tense};

detail::event_gate<small_sync>& gate_of_notes() {
  return detail::type_of_event<small_mode, noted>().gate;
}
detail::event_gate<small_sync>& gate_of_ticks() {
  return detail::type_of_event<small_mode, ticked>().gate;
}

/// What became of all notes, as the store accounts for it.
struct tally {
  explicit tally(const small_store& store, const detail::event_gate<small_sync>& gate)
      : offered(store.account(gate, accounts::offered)),
        filtered(store.account(gate, accounts::filtered)),
        full(store.account(gate, accounts::dropped_full)),
        muted(store.account(gate, accounts::dropped_muted)),
        no_ring(store.account(gate, accounts::dropped_no_ring)) {}
  std::uint64_t offered, filtered, full, muted, no_ring;
  std::uint64_t lost() const { return filtered + full + muted + no_ring; }
};

ticks time_of_alone(const slot_image& words) { return words[0] >> 32 | words[1] << 32; }

TEST(Event, AloneItCarriesATimeOfItsOwn) {
  small_store store(4);
  emit<small_mode>(some_note);  // takes the cold path: the type registers
  const ticks before = read_ticks();
  emit<small_mode>(some_note);
  const ticks after = read_ticks();
  const auto records = store.drain();
  ASSERT_EQ(records.size(), 2U);
  for (const auto& words : records) {
    EXPECT_NE(words[0] & detail::alone_bit, 0U);
    EXPECT_EQ(words[0] & 0x7f, gate_of_notes().word.load() & 0xff);
    EXPECT_EQ(words[2], some_note.what);
    EXPECT_EQ(words[1] >> 32, std::bit_cast<std::uint32_t>(some_note.strength));
    EXPECT_EQ(words[0] >> 16 & 0xff, 1U);
  }
  EXPECT_LT(time_of_alone(records[1]) - before, after - before + 1);
}

#if !defined(__aarch64__)  // whose counter is always trusted
TEST(Event, AloneItCarriesATimeAlsoWhereTheCounterIsNotTrusted) {
  small_store store(4);
  emit<small_mode>(some_note);
  detail::chosen_clock().steady.store(true);
  const ticks before = detail::monotonic_nanoseconds();
  emit<small_mode>(some_note);
  const ticks after = detail::monotonic_nanoseconds();
  detail::chosen_clock().steady.store(false);
  const auto records = store.drain();
  ASSERT_EQ(records.size(), 2U);
  EXPECT_GE(time_of_alone(records[1]), before);
  EXPECT_LE(time_of_alone(records[1]), after);
  EXPECT_EQ(tally(store, gate_of_notes()).offered, 2U);
}
#endif

TEST(Event, InAnOperationItCarriesTheOperationsTag) {
  small_store store(8);
  static constinit basic_operation_kind<small_mode> kind{{.name = "test.event.operation"}};
  {
    basic_operation<small_mode> op{kind};
    emit<small_mode>(some_note);
    emit<small_mode>(some_note);
  }
  const auto records = store.drain();
  ASSERT_EQ(records.size(), 4U);
  const auto tag = static_cast<std::uint32_t>(records[0][2]);
  for (std::size_t i : {1U, 2U}) {
    EXPECT_EQ(records[i][0] & detail::alone_bit, 0U);
    EXPECT_EQ(records[i][0] >> 32, tag);
    EXPECT_EQ(static_cast<std::uint32_t>(records[i][1]), 0U) << "it shares the operation's time";
    EXPECT_EQ(records[i][2], some_note.what);
  }
}

TEST(Event, AFullRingRefusesTheNewestAndCountsEachRefusal) {
  small_store store(8);
  for (std::uint64_t i = 0; i < 20; ++i) emit<small_mode>(noted{i, 0, mood::calm});
  const auto records = store.drain();
  ASSERT_EQ(records.size(), 8U);
  for (std::uint64_t i = 0; i < 8; ++i) EXPECT_EQ(records[i][2], i);
  const tally counts(store, gate_of_notes());
  EXPECT_EQ(counts.offered, 20U);
  EXPECT_EQ(counts.full, 12U);
  EXPECT_EQ(counts.lost(), 12U);
}

TEST(Event, WithoutARingItIsCountedUnderThatReason) {
  small_store store(0);
  for (int i = 0; i < 5; ++i) emit<small_mode>(some_note);
  const tally counts(store, gate_of_notes());
  EXPECT_EQ(counts.offered, 5U);
  EXPECT_EQ(counts.no_ring, 5U);
  EXPECT_EQ(counts.lost(), 5U);
  EXPECT_TRUE(store.drain().empty());
}

TEST(Event, OffItIsNeitherRecordedNorCounted) {
  small_store store(4);
  emit<small_mode>(some_note);
  store.drain();
  gate_of_notes().word.store(0);
  emit<small_mode>(some_note);
  EXPECT_TRUE(store.drain().empty());
  EXPECT_EQ(tally(store, gate_of_notes()).offered, 1U);
}

TEST(Event, BelowTheThresholdItIsFilteredAndCounted) {
  small_store store(8);
  emit<small_mode>(some_note);
  gate_of_notes().min_strength.store(0.5F);
  emit<small_mode>(noted{1, std::nextafterf(0.5F, 0), mood::calm});
  emit<small_mode>(noted{2, 0.5F, mood::calm});
  emit<small_mode>(noted{3, -1.0F, mood::calm});
  emit<small_mode>(noted{4, std::numeric_limits<float>::quiet_NaN(), mood::calm});
  const auto records = store.drain();
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[1][2], 2U) << "the threshold itself passes";
  EXPECT_EQ(records[2][2], 4U) << "a strength that is not a number is not below";
  const tally counts(store, gate_of_notes());
  EXPECT_EQ(counts.offered, 5U);
  EXPECT_EQ(counts.filtered, 2U);
}

TEST(Event, TheFirstOfItsTypeIsFilteredLikeAnyOther) {
  small_store store(8);
  store.first_threshold = 0.5F;
  emit<small_mode>(noted{1, 0.4F, mood::calm});
  EXPECT_TRUE(store.drain().empty());
  const tally counts(store, gate_of_notes());
  EXPECT_EQ(counts.offered, 1U);
  EXPECT_EQ(counts.filtered, 1U);
}

TEST(Event, ATypeWithoutStrengthIsNeverFiltered) {
  small_store store(4);
  emit<small_mode>(ticked{1});
  gate_of_ticks().min_strength.store(1e9F);
  emit<small_mode>(ticked{2});
  EXPECT_EQ(store.drain().size(), 2U);
  EXPECT_EQ(tally(store, gate_of_ticks()).filtered, 0U);
}

TEST(Event, IsBuiltOnlyWhenItsTypeIsOn) {
  small_store store(4);
  int built = 0;
  const auto build = [&] {
    ++built;
    return some_note;
  };
  emit<small_mode>(build);
  EXPECT_EQ(built, 1);
  gate_of_notes().word.store(0);
  emit<small_mode>(build);
  EXPECT_EQ(built, 1);
  EXPECT_EQ(store.drain().size(), 1U);
}

TEST(Event, OfAnExitedThreadIsCountedInTheSharedCells) {
  small_store store(4);
  emit<small_mode>(some_note);
  small_store::words() = {nullptr, 0, detail::thread_state::exited, nullptr};
  emit<small_mode>(some_note);
  emit<small_mode>(some_note);
  gate_of_notes().min_strength.store(1);
  emit<small_mode>(some_note);
  EXPECT_EQ(tally(store, gate_of_notes()).offered, 1U);
  EXPECT_EQ(store.late_account(gate_of_notes(), accounts::offered), 3U);
  EXPECT_EQ(store.late_account(gate_of_notes(), accounts::dropped_no_ring), 3U);
}

TEST(Event, FirstOfItsTypeInAMutedOperationIsDroppedLikeAnyOther) {
  small_store store(2);
  static constinit basic_operation_kind<small_mode> kind{{.name = "test.event.muted"}};
  basic_operation<small_mode> outer{kind};  // takes a slot and keeps the other
  basic_operation<small_mode> inner{kind};  // finds no room
  store.drain();                            // now there is room again
  emit<small_mode>(some_note);              // the type's first: the cold path
  emit<small_mode>(some_note);              // the hot one
  EXPECT_TRUE(store.drain().empty());
  const tally counts(store, gate_of_notes());
  EXPECT_EQ(counts.offered, 2U);
  EXPECT_EQ(counts.muted, 2U);
}

/// One step of a random walk: events, operations, thresholds, drains.
class random_walk {
 public:
  explicit random_walk(small_store& store) : store_(store) {}
  std::uint64_t drained_notes = 0;

  void step(int depth) {
    switch (random_() % 8) {
      case 0:
        for (const auto& words : store_.drain(random_() % 6)) count(words);
        break;
      case 1:
        gate_of_notes().min_strength.store(static_cast<float>(random_() % 3) * 0.4F);
        break;
      case 2:
        if (depth < 4) nest(depth);
        break;
      default:
        emit<small_mode>(noted{1, static_cast<float>(random_() % 100) / 100, mood::calm});
    }
  }
  void finish() {
    for (const auto& words : store_.drain()) count(words);
  }

 private:
  void nest(int depth) {
    static constinit basic_operation_kind<small_mode> kind{{.name = "test.event.walk"}};
    basic_operation<small_mode> op{kind};
    for (auto n = random_() % 10; n > 0; --n) step(depth + 1);
  }
  void count(const slot_image& words) {
    drained_notes += (words[0] & 0x7f) == (gate_of_notes().word.load() & 0xff) ? 1U : 0U;
  }
  small_store& store_;
  std::mt19937_64 random_{5};
};

TEST(Event, OfferedIsFilteredPlusDroppedPlusDrainedWhateverHappens) {
  for (std::uint64_t slots : {2U, 4U, 16U}) {
    small_store store(slots);
    emit<small_mode>(some_note);
    random_walk walk(store);
    for (int i = 0; i < 5'000; ++i) walk.step(0);
    walk.finish();
    const tally counts(store, gate_of_notes());
    EXPECT_EQ(counts.offered, counts.lost() + walk.drained_notes) << slots;
    EXPECT_GT(counts.full, 0U);
    EXPECT_GT(counts.filtered, 0U);
    EXPECT_GT(counts.muted, 0U);
  }
}

}  // namespace
}  // namespace engram::testing
