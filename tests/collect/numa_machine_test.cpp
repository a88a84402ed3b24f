// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/mapped_memory.hpp"
#include "collect/process_store.hpp"
#include "collect/some_events.hpp"

#include <engram/collect/blocks.hpp>
#include <engram/collect/registry.hpp>
#include <engram/collect/topology.hpp>

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <vector>

// Blocks on the machine that the test runs on, whatever it is: where the kernel put their pages.
// `scripts/numa-guest` runs this on a machine of two nodes.
namespace engram::testing {
namespace {

constinit basic_counter<on> hits{{.name = "test.numa.machine.hits"}};

using detail::mapped_memory;
using list_type = detail::shard_list<std_sync, mapped_memory>;
constexpr std::uint32_t cells = 1U << 20;

/// Which of the pages that hold `bytes` from `at` on are in memory.
std::set<std::size_t> touched_pages(void* at, std::size_t bytes) {
  std::vector<unsigned char> states((bytes + mapped_memory::page() - 1) / mapped_memory::page());
  EXPECT_EQ(mincore(at, bytes, states.data()), 0);
  std::set<std::size_t> touched;
  for (std::size_t i = 0; i < states.size(); ++i) {
    if ((states[i] & 1) != 0) touched.insert(i);
  }
  return touched;
}

/// The number of the node that the page at `at` lies on; a negative error where it lies nowhere, or
/// where the kernel does not tell.
int node_of(const void* at) {
  auto* page = const_cast<void*>(at);
  int status = 0;
  if (syscall(SYS_move_pages, 0, 1UL, &page, nullptr, &status, 0) != 0) return -errno;
  return status;
}

/// Whether the kernel says where pages lie; containers may forbid it.
bool kernel_tells() { return node_of(&hits) != -EPERM && node_of(&hits) != -ENOSYS; }

/// Expects the page at `at` on that node, as far as the kernel tells.
void expect_on(const void* at, std::uint32_t number) {
  if (!kernel_tells()) return;
  EXPECT_EQ(node_of(at), static_cast<int>(number));
}

/// For each node with processors that this process may use: one of them, by the node's number.
std::map<std::uint32_t, std::size_t> processors() {
  const auto& nodes = topology_in_use();
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  EXPECT_EQ(sched_getaffinity(0, sizeof allowed, &allowed), 0);
  std::map<std::uint32_t, std::size_t> found;
  for (std::size_t i = 0; i < CPU_SETSIZE; ++i) {
    if (!CPU_ISSET(i, &allowed)) continue;
    found.emplace(nodes.numbers()[nodes.index_of(static_cast<std::uint32_t>(i))], i);
  }
  return found;
}

/// Runs `work` on a thread on that processor.
template <class Work>
void on_processor(std::size_t processor, Work work) {
  on_a_thread([&] {
    cpu_set_t only;
    CPU_ZERO(&only);
    CPU_SET(processor, &only);
    ASSERT_EQ(sched_setaffinity(0, sizeof only, &only), 0);
    work();
  });
}

TEST(NumaMachine, HasTheNodesThatItIsSaidToHave) {
  const auto& nodes = topology_in_use();
  EXPECT_GE(nodes.size(), 1U);
  if (const char* wanted = std::getenv("ENGRAM_TEST_NODES")) {
    EXPECT_EQ(std::to_string(nodes.size()), wanted) << nodes.notice();
    EXPECT_EQ(std::to_string(processors().size()), wanted) << "each has a processor";
    EXPECT_EQ(nodes.notice(), "");
    EXPECT_TRUE(kernel_tells());
  }
}

TEST(NumaMachine, ABlockBeginsAPageAndOnlyItsOwnerTouchesIt) {
  list_type list(cells);
  detail::thread_words<std_sync> words;
  list.attach(words);
  ASSERT_NE(words.self, nullptr);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(words.cells) % mapped_memory::page(), 0U);
  constexpr std::size_t bytes = cells * sizeof(*words.cells);
  EXPECT_EQ(touched_pages(words.cells, bytes), std::set<std::size_t>{})
      << "its cells are untouched";
  const std::size_t cells_a_page = mapped_memory::page() / sizeof(*words.cells);
  std_sync::add_own(words.cells[1], 1);
  std_sync::add_own(words.cells[5 * cells_a_page], 1);
  std_sync::add_own(words.cells[cells / 2], 1);
  // Page by page, also where the kernel would rather hand out 2 MiB at a time.
  EXPECT_EQ(touched_pages(words.cells, bytes),
            (std::set<std::size_t>{0, 5, cells / 2 / cells_a_page}));
}

TEST(NumaMachine, CountsLieOnTheNodeOfTheThreadThatCounts) {
  const registry metrics{hits};
  std::uint64_t n = 0;
  for (const auto& [number, processor] : processors()) {
    ++n;
    const auto before = metrics.scrape_node(number)[hits]();
    const auto all_before = metrics.scrape()[hits]();
    on_processor(processor, [&, home = number] {
      hits.add(n);
      const auto& words = detail::this_thread<std_sync>();
      const auto* cell = &words.cells[hits.slot().load()];
      EXPECT_EQ(topology_in_use().numbers()[words.self->node], home);
      expect_on(cell, home);
    });
    EXPECT_EQ(metrics.scrape_node(number)[hits]() - before, n);
    EXPECT_EQ(metrics.scrape()[hits]() - all_before, n);
  }
}

TEST(NumaMachine, WhoReadsABlockFirstDoesNotDecideWhereItLies) {
  for (const auto& [owners, owner] : processors()) {
    for (const auto& [readers, reader] : processors()) {
      list_type list(cells);
      on_processor(owner, [&, home = owners, from = reader] {
        detail::thread_words<std_sync> words;
        list.attach(words);
        std::uint64_t sum = 0;
        on_processor(from, [&] {
          for (std::uint32_t i = 0; i < cells / 64; ++i) sum += words.cells[i].load();
        });
        std_sync::add_own(words.cells[0], 1 + sum);
        EXPECT_EQ(words.cells[0].load(), 1U);
        expect_on(words.cells, home);
      });
    }
  }
}

TEST(NumaMachine, ABlockIsTakenOverOnItsNodeAlone) {
  const registry metrics{hits};
  constexpr int rounds = 50;
  for (int i = 0; i < rounds; ++i) {
    for (const auto& [number, processor] : processors()) {
      on_processor(processor, [home = number] {
        hits.add();
        const auto& words = detail::this_thread<std_sync>();
        expect_on(&words.cells[hits.slot().load()], home);
      });
    }
  }
  for (const auto& each : read_blocks().nodes) {
    EXPECT_LE(each.made, 2U) << "node " << each.node;
    EXPECT_EQ(each.borrowed, 0U);
  }
}

TEST(NumaMachine, ARingLiesOnTheNodeOfTheThreadThatFillsIt) {
  collector drain({});
  ASSERT_TRUE(drain.start());
  for (const auto& [number, processor] : processors()) {
    on_processor(processor, [home = number] {
      emit_primed(1);
      auto& events = detail::this_thread<std_sync>().self->events;
      ASSERT_GT(events.capacity(), 0U);
      for (const std::uint64_t i : {std::uint64_t{0}, events.capacity() - 1}) {
        expect_on(&events.reserve(i), home);
      }
    });
  }
  EXPECT_TRUE(drain.stop().complete());
}

}  // namespace
}  // namespace engram::testing
