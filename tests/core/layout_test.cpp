// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/gauge.hpp>
#include <engram/histogram.hpp>
#include <engram/record.hpp>
#include <engram/ring.hpp>
#include <engram/shard.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <type_traits>

// What the compiler can prove. layout/ has the same proved from the debug information of a program.
namespace engram {
namespace {

using words = detail::thread_words<std_sync>;

TEST(Layout, ThreadWordsAre24BytesThatNeedNoConstructor) {
  static_assert(sizeof(words) == 24);
  static_assert(std::is_trivially_destructible_v<words>);
  static_assert(std::is_standard_layout_v<words>);
  static_assert(offsetof(words, cells) == 0);
  static_assert(offsetof(words, capacity) == 8);
  static_assert(offsetof(words, self) == 16);
}

TEST(Layout, AnEventTakesHalfALineAndNeverStraddlesOne) {
  static_assert(sizeof(ring<std_sync>::slot) == 32);
  static_assert(alignof(ring<std_sync>::slot) == 32);
  static_assert(cache_line % sizeof(ring<std_sync>::slot) == 0);
}

TEST(Layout, CellsOfOneWriterArePackedDensely) {
  static_assert(sizeof(detail::cell<std_sync>) == 8);
  static_assert(detail::cell<std_sync>::is_always_lock_free);
}

TEST(Layout, ARingStandsOnLinesOfItsOwn) {
  static_assert(alignof(ring<std_sync>) == cache_line);
  static_assert(sizeof(ring<std_sync>) % cache_line == 0);
  static_assert(alignof(detail::shard<std_sync>) == cache_line);
}

TEST(Layout, SeriesOfAGaugeStandOnLinesOfTheirOwn) {
  basic_gauge<on> level{{.name = "test.layout.gauge"}};
  static_assert(alignof(basic_gauge<on>) == cache_line);
  EXPECT_EQ(level.descriptor().stride * sizeof(std::uint64_t), cache_line);
}

}  // namespace
}  // namespace engram
