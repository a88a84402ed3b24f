// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/window_thread.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <thread>
#include <vector>

namespace engram {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

TEST(WindowThread, ReadsOnceBeforeItsConstructorReturns) {
  static constinit basic_counter<on> hits{{.name = "test.window_thread.first"}};
  const window_thread windows{registry{hits}, {.interval = 1h}};
  hits.add(3);
  const auto read = windows.read();
  EXPECT_EQ(read.now[hits](), 3U);
  EXPECT_EQ(read.over(10s)[hits]().count, 3U);
  EXPECT_GT(read.over(10s).span().count(), 0);
  EXPECT_EQ(read.history.kept(), 1U);
}

TEST(WindowThread, TicksByItself) {
  static constinit basic_counter<on> hits{{.name = "test.window_thread.ticks"}};
  const window_thread windows{registry{hits}, {.interval = 1ms}};
  const auto first = windows.read().history.over(1s).span();
  auto later = first;
  while (later <= first + 5ms) {
    std::this_thread::sleep_for(1ms);
    later = windows.read().history.over(1s).span();
  }
  EXPECT_GT(windows.cpu_nanoseconds(), 0);
}

TEST(WindowThread, StopsAtOnceAndKeepsWhatItHas) {
  static constinit basic_counter<on> hits{{.name = "test.window_thread.stop"}};
  window_thread windows{registry{hits}, {.interval = 1h}};
  hits.add(2);
  windows.stop();
  windows.stop();
  EXPECT_EQ(windows.read().over(1s)[hits]().count, 2U);
  EXPECT_EQ(windows.read().history.kept(), 1U);
}

TEST(WindowThread, AnIntervalOfNothingIsOneOfAMillisecond) {
  static constinit basic_counter<on> hits{{.name = "test.window_thread.interval"}};
  const window_thread windows{registry{hits}, {.interval = 0ms}};
  EXPECT_EQ(windows.read().now[hits](), 0U);
}

TEST(WindowThread, ReadersNeverSeeMoreThanWasRecordedOrLessThanNothing) {
  static constinit basic_counter<on> hits{{.name = "test.window_thread.busy"}};
  constexpr std::uint64_t each = 300'000;
  const window_thread windows{registry{hits}, {.interval = 1ms}};
  std_sync::atomic<bool> done{false};
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      while (!done.load()) {
        const auto read = windows.read();
        for (const auto& [name, length] : window_lengths) {
          EXPECT_LE(read.over(length)[hits]().count, read.now[hits]()) << name;
        }
      }
    });
  }
  std::vector<std::thread> recorders;
  for (int i = 0; i < 2; ++i) {
    recorders.emplace_back([] {
      for (std::uint64_t n = 0; n < each; ++n) hits.add();
    });
  }
  for (auto& thread : recorders) thread.join();
  done.store(true);
  for (auto& thread : readers) thread.join();
  EXPECT_EQ(windows.read().now[hits](), 2 * each);
}

}  // namespace
}  // namespace engram
