// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/children.hpp"
#include "collect/some_events.hpp"
#include "lifecycle/shared_memory.hpp"

#include <engram/collect/collector.hpp>
#include <engram/collect/registry.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <thread>

// Each case ends a process of its own.
namespace engram::testing {
namespace {

constinit basic_counter<on> hits{{.name = "test.exit.hits"}};
inline constexpr bounds few{1, 2};
constinit basic_histogram<on, explicit_bounds<few>> sizes{{.name = "test.exit.sizes"}};

void record_everything() {
  const basic_operation<on> op{recall};
  hits.add();
  sizes.record(1);
  emit_primed(1);
}

/// Ends the process with whether its registry has read `expected` hits, at the very end of static
/// destruction.
class last_words {
 public:
  explicit last_words(std::uint64_t expected) : expected_(expected) {}
  ~last_words() {
    record_everything();
    const registry metrics{hits, sizes};
    const auto now = metrics.scrape();
    _exit(now[hits]() == expected_ && now[sizes]().count() == expected_ ? 0 : 1);
  }
  last_words(const last_words&) = delete;
  last_words& operator=(const last_words&) = delete;

 private:
  std::uint64_t expected_;
};

TEST(ProcessExit, AtexitHandlersAndStaticDestructorsMayRecord) {
  const auto how = in_a_child([]() -> int {
    static const last_words last(3);
    const registry metrics{hits, sizes};
    record_everything();
    std::atexit(record_everything);
    std::exit(9);
  });
  EXPECT_TRUE(how.exited_with(0)) << how.status;
}

TEST(ProcessExit, AThreadMayRecordUntilTheProcessIsGone) {
  const auto how = in_a_child([]() -> int {
    const registry metrics{hits, sizes};
    for (int i = 0; i < 3; ++i) {
      std::thread([] {
        while (true) record_everything();
      }).detach();
    }
    while (metrics.scrape()[hits]() < 10'000) std::this_thread::yield();
    std::exit(9);
  });
  EXPECT_TRUE(how.exited_with(9)) << how.status;
}

TEST(ProcessExit, ARunningCollectorThatNobodyDestroysDoesNotKeepTheProcess) {
  const auto how = in_a_child([]() -> int {
    auto* drain = new collector({});
    if (!drain->start()) return 1;
    record_everything();
    std::exit(9);
  });
  EXPECT_TRUE(how.exited_with(9)) << how.status;
}

TEST(ProcessExit, AStaticCollectorDrainsWhenItIsDestroyed) {
  shared_number delivered;
  const auto how = in_a_child([&]() -> int {
    static collector drain(adding_to(*delivered, ages));
    if (!drain.start()) return 1;
    for (std::uint64_t i = 0; i < 100; ++i) emit_primed(i);
    std::exit(9);
  });
  EXPECT_TRUE(how.exited_with(9)) << (how.hung() ? "it hung" : "") << how.status;
  EXPECT_EQ((*delivered).load(), 100U);
}

}  // namespace
}  // namespace engram::testing
