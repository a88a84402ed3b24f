// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/ring.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <deque>
#include <random>
#include <thread>
#include <vector>

namespace engram {
namespace {

using narrow_ring = ring<std_sync, std::uint8_t>;

/// A ring of a narrow index with storage, moved to any start.
class small_ring {
 public:
  explicit small_ring(std::uint8_t capacity) : storage_(capacity) {
    ring_.adopt(storage_.data(), capacity);
  }
  bool push(std::uint64_t value) {
    const auto at = ring_.position();
    if (!ring_.has_room(at)) return false;
    ring_.reserve(at).write(value, ~value, value * 3, value ^ 0x5555);
    ring_.commit(at);
    return true;
  }
  /// Takes the oldest record; the test fails when it is torn.
  std::uint64_t pop() {
    const auto words = ring_.at(0);
    EXPECT_EQ(words[1], ~words[0]);
    EXPECT_EQ(words[2], words[0] * 3);
    EXPECT_EQ(words[3], words[0] ^ 0x5555);
    ring_.release(1);
    return words[0];
  }
  void start_at(std::uint8_t index) {
    while (ring_.position() != index) {
      ASSERT_TRUE(push(0));
      pop();
    }
  }
  narrow_ring& operator*() { return ring_; }
  narrow_ring* operator->() { return &ring_; }

 private:
  std::vector<narrow_ring::slot> storage_;
  narrow_ring ring_;
};

constexpr std::uint8_t capacities[] = {2, 4, 8, 16, 32, 64, 128};

TEST(Ring, WithoutStorageItRefusesEverything) {
  narrow_ring empty;
  EXPECT_EQ(empty.capacity(), 0);
  EXPECT_FALSE(empty.has_room(empty.position()));
  EXPECT_EQ(empty.peek(), 0);
}

TEST(Ring, FillsToItsCapacityAndRefusesTheNewestFromEveryStart) {
  for (std::uint8_t capacity : capacities) {
    for (int start = 0; start < 256; ++start) {
      small_ring ring(capacity);
      ring.start_at(static_cast<std::uint8_t>(start));
      for (std::uint64_t i = 0; i < capacity; ++i) ASSERT_TRUE(ring.push(i)) << start;
      ASSERT_FALSE(ring.push(1000)) << start;
      ASSERT_EQ(ring->peek(), capacity);
      for (std::uint64_t i = 0; i < capacity; ++i) ASSERT_EQ(ring.pop(), i);
      ASSERT_EQ(ring->peek(), 0);
    }
  }
}

TEST(Ring, KeepsItsOrderOverEveryWrap) {
  for (std::uint8_t capacity : capacities) {
    small_ring ring(capacity);
    std::deque<std::uint64_t> expected;
    std::mt19937_64 random(capacity);
    std::uint64_t next = 0;
    for (int step = 0; step < 20'000; ++step) {
      if (random() % 2 == 0) {
        const bool pushed = ring.push(next);
        ASSERT_EQ(pushed, expected.size() < capacity);
        if (pushed) expected.push_back(next);
        ++next;
      } else if (!expected.empty()) {
        ASSERT_EQ(ring.pop(), expected.front());
        expected.pop_front();
      }
      ASSERT_EQ(ring->peek(), expected.size());
    }
  }
}

TEST(Ring, RoomForMoreIsExact) {
  for (int start = 0; start < 256; ++start) {
    small_ring ring(8);
    ring.start_at(static_cast<std::uint8_t>(start));
    for (std::uint8_t used = 0; used < 8; ++used) {
      for (std::uint8_t more = 0; more < 12; ++more) {
        EXPECT_EQ(ring->has_room(ring->position(), more), used + more < 8) << int{used};
      }
      ASSERT_TRUE(ring.push(used));
    }
  }
}

TEST(Ring, AKeptSlotIsRefusedToOthersAndGivenBackAtTheEnd) {
  for (int start = 0; start < 256; ++start) {
    small_ring ring(4);
    ring.start_at(static_cast<std::uint8_t>(start));
    ASSERT_TRUE(ring->has_room(ring->position(), 1));
    ring->keep();
    for (std::uint64_t i = 0; i < 3; ++i) ASSERT_TRUE(ring.push(i));
    ASSERT_FALSE(ring.push(99)) << "only the kept slot is left";
    ring->unkeep();
    ASSERT_TRUE(ring.push(3)) << "the record that it was kept for";
    ASSERT_FALSE(ring.push(99));
    for (std::uint64_t i = 0; i < 4; ++i) ASSERT_EQ(ring.pop(), i);
  }
}

TEST(Ring, KeptSlotsStackAndOutlastDrains) {
  small_ring ring(8);
  for (int round = 0; round < 300; ++round) {
    for (int i = 0; i < 3; ++i) {
      ASSERT_TRUE(ring->has_room(ring->position()));
      ring->keep();
    }
    EXPECT_EQ(ring->kept(), 3);
    int pushed = 0;
    while (ring.push(static_cast<std::uint64_t>(pushed))) ++pushed;
    ASSERT_EQ(pushed, 5);
    while (ring->peek() > 0) ring.pop();
    while (ring.push(7)) ++pushed;
    ASSERT_EQ(pushed, 10) << "a drain gives back what was used, not what is kept";
    for (int i = 0; i < 3; ++i) {
      ring->unkeep();
      ASSERT_TRUE(ring.push(8));
    }
    ASSERT_FALSE(ring.push(9));
    while (ring->peek() > 0) ring.pop();
  }
}

TEST(Ring, PositionCountsEverythingEverCommitted) {
  small_ring ring(2);
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(ring->position(), static_cast<std::uint8_t>(i));
    ASSERT_TRUE(ring.push(1));
    ring.pop();
  }
}

std::uint64_t mixed(std::uint64_t value) {
  value *= 0x9e37'79b9'7f4a'7c15;
  return value ^ value >> 31;
}

/// Pushes `wanted` numbers in turn, retrying what was refused.
template <class Ring>
void produce(Ring& ring, std::uint64_t wanted) {
  for (std::uint64_t n = 0; n < wanted;) {
    const auto at = ring.position();
    if (!ring.has_room(at)) {
      std::this_thread::yield();
      continue;
    }
    ring.reserve(at).write(n, mixed(n), mixed(n + 1), n ^ mixed(n));
    ring.commit(at);
    ++n;
  }
}

/// Takes numbers until `wanted` came; says how many of them were in order and whole.
template <class Ring>
std::uint64_t consume(Ring& ring, std::uint64_t wanted) {
  std::uint64_t good = 0;
  for (std::uint64_t n = 0; n < wanted;) {
    const auto waiting = ring.peek();
    if (waiting == 0) std::this_thread::yield();
    for (decltype(ring.peek()) i = 0; i < waiting; ++i, ++n) {
      const auto words = ring.at(i);
      const bool whole = words[1] == mixed(n) && words[2] == mixed(n + 1);
      good += words[0] == n && whole && words[3] == (n ^ mixed(n)) ? 1U : 0U;
    }
    ring.release(waiting);
  }
  return good;
}

template <class Index>
void stress(Index capacity, std::uint64_t records) {
  std::vector<typename ring<std_sync, Index>::slot> storage(capacity);
  ring<std_sync, Index> shared;
  shared.adopt(storage.data(), capacity);
  std::thread producer([&] { produce(shared, records); });
  EXPECT_EQ(consume(shared, records), records);
  producer.join();
  EXPECT_EQ(shared.peek(), 0);
}

TEST(Ring, CarriesEveryRecordWholeAndInOrderBetweenTwoThreads) {
  stress<std::uint64_t>(1024, 1'000'000);
  stress<std::uint64_t>(4, 100'000);
}

TEST(Ring, CarriesEveryRecordAcrossWrapsOfANarrowIndexBetweenTwoThreads) {
  stress<std::uint8_t>(128, 500'000);
  stress<std::uint8_t>(2, 50'000);
}

}  // namespace
}  // namespace engram
