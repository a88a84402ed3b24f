// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/slot_index.hpp>

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <set>

namespace {

using engram::detail::slot_index;
using slot = slot_index::slot;

slot find(const slot_index& index, std::uint64_t hash, slot wanted) {
  return index.find(hash, [wanted](slot each) { return each == wanted; });
}

TEST(SlotIndex, HoldsNothingAtFirst) {
  EXPECT_EQ(find(slot_index(1), 7, 0), slot_index::none);
  EXPECT_EQ(find(slot_index(1000), 7, 0), slot_index::none);
}

TEST(SlotIndex, EntriesOfOneHashAreToldApartByTheirOwner) {
  slot_index index(3);
  for (slot i = 0; i < 3; ++i) index.insert(42, i);
  for (slot i = 0; i < 3; ++i) EXPECT_EQ(find(index, 42, i), i);
  index.erase(42, 1);
  EXPECT_EQ(find(index, 42, 0), 0U);
  EXPECT_EQ(find(index, 42, 1), slot_index::none);
  EXPECT_EQ(find(index, 42, 2), 2U);
}

TEST(SlotIndex, ClearForgetsAll) {
  slot_index index(2);
  index.insert(1, 0);
  index.clear();
  EXPECT_EQ(find(index, 1, 0), slot_index::none);
}

/// Few hashes, so that runs are long, meet and wrap around the end of the table.
TEST(SlotIndex, EntriesComeAndGoInAnyOrder) {
  for (const std::uint64_t hashes : {1U, 3U, 17U, 1'000'000U}) {
    constexpr slot capacity = 48;
    slot_index index(capacity);
    std::array<std::uint64_t, capacity> hash{};
    std::set<slot> held;
    std::mt19937_64 random(hashes);
    for (int step = 0; step < 20'000; ++step) {
      const auto each = static_cast<slot>(random() % capacity);
      if (held.erase(each) > 0) {
        index.erase(hash[each], each);
      } else {
        index.insert(hash[each] = random() % hashes, each);
        held.insert(each);
      }
      for (slot i = 0; i < capacity; ++i) {
        ASSERT_EQ(find(index, hash[i], i), held.contains(i) ? i : slot_index::none) << step;
      }
    }
  }
}

}  // namespace
