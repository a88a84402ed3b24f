// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/shard_list.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <set>
#include <vector>

namespace engram {
namespace {

/// Memory that a test can refuse, aligned as pages are.
struct test_memory {
  static inline bool refuses = false;
  static inline std::vector<std::unique_ptr<std::byte[], void (*)(std::byte*)>> blocks;

  static void* reserve(std::size_t bytes) noexcept {
    if (refuses) return nullptr;
    auto* room = static_cast<std::byte*>(
        ::operator new[](bytes, std::align_val_t{cache_line}, std::nothrow));
    std::fill_n(room, bytes, std::byte{0});
    blocks.emplace_back(
        room, [](std::byte* at) { ::operator delete[](at, std::align_val_t{cache_line}); });
    return room;
  }
};

using words_type = detail::thread_words<std_sync>;
using list_type = detail::shard_list<std_sync, test_memory>;
using detail::thread_state;

class ShardList : public ::testing::Test {
 protected:
  ~ShardList() override {
    test_memory::blocks.clear();
    test_memory::refuses = false;
  }
  std::uint64_t count() const {
    std::uint64_t n = 0;
    list.walk([&](const auto&) { ++n; });
    return n;
  }
  list_type list{64};
};

TEST_F(ShardList, AFreshThreadGetsCellsOfItsOwn) {
  words_type a;
  words_type b;
  list.attach(a);
  list.attach(b);
  EXPECT_EQ(a.state, thread_state::live);
  EXPECT_EQ(a.capacity, 64U);
  EXPECT_NE(a.cells, b.cells);
  EXPECT_NE(a.self->id, b.self->id);
  EXPECT_EQ(count(), 2U);
}

TEST_F(ShardList, ARetiredThreadIsNotFreshAgain) {
  words_type words;
  list.attach(words);
  list.retire(words);
  EXPECT_EQ(words.state, thread_state::exited);
  EXPECT_EQ(words.capacity, 0U);
  EXPECT_EQ(words.cells, nullptr);
  EXPECT_EQ(words.self, nullptr);
}

TEST_F(ShardList, TheNextThreadTakesTheShardWithItsValues) {
  words_type first;
  list.attach(first);
  ASSERT_NE(first.cells, nullptr);
  first.cells[9].store(123);
  auto* const shard = first.self;
  list.retire(first);
  words_type next;
  list.attach(next);
  EXPECT_EQ(next.self, shard);
  EXPECT_EQ(next.cells[9].load(), 123U) << "totals never fall";
  EXPECT_EQ(count(), 1U);
}

TEST_F(ShardList, ARetiredShardHasNoOpenOperation) {
  words_type words;
  list.attach(words);
  detail::open_operation<std_sync> open{};
  open.id = 7;
  auto* const shard = words.self;
  shard->set_current(&open);
  shard->operation = 7;
  list.retire(words);
  EXPECT_EQ(shard->current, nullptr);
  EXPECT_EQ(shard->operation, 0U);
}

TEST_F(ShardList, RefusedMemoryLeavesTheThreadFresh) {
  test_memory::refuses = true;
  words_type words;
  list.attach(words);
  EXPECT_EQ(words.state, thread_state::fresh);
  EXPECT_EQ(words.capacity, 0U);
  test_memory::refuses = false;
  list.attach(words);
  EXPECT_EQ(words.state, thread_state::live);
}

TEST_F(ShardList, IdsNeverRepeat) {
  std::set<std::uint32_t> ids;
  std::vector<words_type> all(50);
  for (auto& each : all) {
    list.attach(each);
    ids.insert(each.self->id);
  }
  EXPECT_EQ(ids.size(), 50U);
  EXPECT_EQ(ids.count(0), 0U);
}

TEST_F(ShardList, AShardWaitsOnItsOwnNodeWhereverItsOwnerEnds) {
  list_type nodes(64, 4);
  words_type words;
  nodes.attach(words, 2);
  ASSERT_NE(words.self, nullptr);
  auto* const shard = words.self;
  EXPECT_EQ(shard->node, 2U);
  nodes.retire(words);
  EXPECT_EQ(nodes.read(2).free, 1U);
  words_type elsewhere;
  nodes.attach(elsewhere, 1);
  EXPECT_NE(elsewhere.self, shard) << "a new one rather than another node's";
  words_type here;
  nodes.attach(here, 2);
  EXPECT_EQ(here.self, shard);
  EXPECT_EQ(nodes.read(2).free, 0U);
  EXPECT_EQ(nodes.read(2).made, 1U);
  EXPECT_EQ(nodes.read(1).made, 1U);
}

TEST_F(ShardList, AnotherNodesShardIsTakenWhenMemoryIsRefused) {
  list_type nodes(64, 2);
  words_type first;
  nodes.attach(first, 0);
  auto* const shard = first.self;
  nodes.retire(first);
  test_memory::refuses = true;
  words_type guest;
  nodes.attach(guest, 1);
  EXPECT_EQ(guest.self, shard);
  EXPECT_EQ(nodes.read(1).borrowed, 1U);
  words_type unplaced;
  nodes.attach(unplaced, 1);
  EXPECT_EQ(unplaced.state, thread_state::fresh) << "there is none to borrow";
  nodes.retire(guest);
  EXPECT_EQ(nodes.read(0).free, 1U) << "it goes home";
  EXPECT_EQ(nodes.read(1).free, 0U);
}

TEST_F(ShardList, NoMoreShardsAreMadeThanThreadsLivedOnANodeAtOnce) {
  constexpr std::uint32_t count = 4;
  list_type nodes(64, count);
  for (std::uint32_t round = 0; round < 100; ++round) {
    std::vector<words_type> all(6);
    for (std::uint32_t i = 0; i < all.size(); ++i) nodes.attach(all[i], (round + i / 3) % count);
    for (auto& each : all) nodes.retire(each);
  }
  for (std::uint32_t node = 0; node < count; ++node) {
    EXPECT_EQ(nodes.read(node).made, 3U) << node;
    EXPECT_EQ(nodes.read(node).free, 3U) << node;
  }
}

TEST_F(ShardList, TheChildOfAForkStartsWithNone) {
  words_type words;
  list.attach(words);
  list.lock();
  list.reset_after_fork(words);
  EXPECT_EQ(words.state, thread_state::fresh);
  EXPECT_EQ(count(), 0U);
  EXPECT_EQ(list.read(0).made, 0U);
  list.attach(words);  // would wait for ever had the reset not opened the lock
  EXPECT_EQ(count(), 1U);
}

}  // namespace
}  // namespace engram
