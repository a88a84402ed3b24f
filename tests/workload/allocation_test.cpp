// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/numbered_word.hpp"
#include "workload/semantic_network.hpp"
#include "workload/spreading_activation.hpp"
#include "workload/word_similarity.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

namespace {

std::atomic<std::size_t> allocations{0};

}  // namespace

// Counts every allocation of this program; the other forms of new end here.
// Not inlined, or GCC takes free() in place of delete for a mismatch.
[[gnu::noinline]] void* operator new(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* const memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}

[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace engram::workload {
namespace {

semantic_network dense_network() {
  constexpr std::uint32_t size = 500;
  std::vector<std::string> words;
  std::vector<network_edge> edges;
  for (std::uint32_t i = 0; i < size; ++i) {
    words.push_back(testing::numbered_word(i));
    for (std::uint32_t step = 1; step <= 20; ++step) {
      edges.push_back({i, (i + step * step) % size, 1.0F});
    }
  }
  return make_network(words, edges);
}

TEST(SpreadingActivation, AllocatesNothingOnceItHasSpreadFromEveryWord) {
  const semantic_network network = dense_network();
  spreading_activation spread(network, {});
  word_similarity similarity(network, {});
  const std::vector<episode> episodes(12, {.encoded_at = 0, .target = 3, .serial = 0});
  for (std::uint32_t cue = 0; cue < network.size(); ++cue) {
    spread.spread(cue);
    (void)spread.strongest(8);
  }
  const std::size_t before = allocations.load();
  ASSERT_GT(before, 0U);
  for (std::uint32_t cue = 0; cue < network.size(); ++cue) {
    spread.spread(cue);
    (void)spread.strongest(8);
    (void)similarity.to_targets(cue, episodes);
  }
  EXPECT_EQ(allocations.load(), before);
}

}  // namespace
}  // namespace engram::workload
