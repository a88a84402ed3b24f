// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/cache_padded.hpp>
#include <engram/primitive.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace engram {
namespace {

TEST(Primitive, AddingToAnOwnCellTakesEveryOperandSize) {
  std_sync::atomic<std::uint64_t> cell{0};
  std_sync::add_own(cell, 1);
  std_sync::add_own(cell, 0x7fff'ffff);
  std_sync::add_own(cell, 0x8000'0000);
  std_sync::add_own(cell, 0xffff'ffff);
  std_sync::add_own(cell, 0x1234'5678'9abc'def0);
  EXPECT_EQ(cell.load(),
            1 + 0x7fff'ffffULL + 0x8000'0000ULL + 0xffff'ffffULL + 0x1234'5678'9abc'def0ULL);
  std_sync::add_own(cell, ~std::uint64_t{0});
  std_sync::add_own(cell, 1);
  EXPECT_EQ(cell.load(),
            1 + 0x7fff'ffffULL + 0x8000'0000ULL + 0xffff'ffffULL + 0x1234'5678'9abc'def0ULL);
}

TEST(Primitive, MutexLetsOneThreadInAtATime) {
  static std_sync::mutex mutex;
  static int inside = 0;
  static std::uint64_t entered = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([] {
      for (int i = 0; i < 20'000; ++i) {
        const scoped_lock lock(mutex);
        ++inside;
        ASSERT_EQ(inside, 1);
        ++entered;
        --inside;
      }
    });
  }
  for (auto& each : threads) each.join();
  EXPECT_EQ(entered, 80'000U);
}

TEST(Primitive, MutexNeedsNoConstructorAndNoDestructor) {
  static constinit std_sync::mutex mutex;
  static_assert(std::is_trivially_destructible_v<std_sync::mutex>);
  static_assert(sizeof(mutex) == 4);
  mutex.lock();
  mutex.reset_after_fork();
  const scoped_lock lock(mutex);  // would wait for ever had the reset not opened it
}

TEST(Primitive, ThreadsHaveWordsOfTheirOwnAndTheProcessOne) {
  struct only_here {
    int value = 0;
  };
  std_sync::per_thread<only_here>::get().value = 1;
  std_sync::per_process<only_here>::get().value = 1;
  std::thread([] {
    EXPECT_EQ(std_sync::per_thread<only_here>::get().value, 0);
    EXPECT_EQ(std_sync::per_process<only_here>::get().value, 1);
    std_sync::per_thread<only_here>::get().value = 2;
  }).join();
  EXPECT_EQ(std_sync::per_thread<only_here>::get().value, 1);
}

TEST(CachePadded, ALineIsWhatTheProcessorsOfTheTargetFetchAtOnce) {
#if defined(__aarch64__)
  static_assert(cache_line == 128);
#else
  static_assert(cache_line == 64);
#endif
}

TEST(CachePadded, StandsAloneOnItsLines) {
  struct large {
    char bytes[cache_line + 1];
  };
  static_assert(sizeof(cache_padded<int>) == cache_line);
  static_assert(alignof(cache_padded<int>) == cache_line);
  static_assert(sizeof(cache_padded<large>) == 2 * cache_line);
  cache_padded<std::pair<int, int>> both(std::in_place, 3, 4);
  EXPECT_EQ(both->first + (*both).second, 7);
}

}  // namespace
}  // namespace engram
