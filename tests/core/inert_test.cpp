// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/cognitive/priming.hpp>
#include <engram/engram.hpp>

#include <gtest/gtest.h>

#include <thread>

// This program never makes a registry or a collector: the core stays inert.
namespace engram {
namespace {

inline constexpr bounds few{1, 2};

constinit basic_counter<on> hits{{.name = "test.inert.hits"}};
constinit basic_up_down_counter<on> open{{.name = "test.inert.open"}};
constinit basic_gauge<on> level{{.name = "test.inert.level"}};
constinit basic_histogram<on, explicit_bounds<few>> sizes{{.name = "test.inert.sizes"}};
constinit basic_operation_kind<on> recall{{.name = "test.inert.recall"}};

void record_everything() {
  for (int i = 0; i < 1000; ++i) {
    basic_operation<on> op{recall, {.space = 3, .subject = 4}};
    EXPECT_EQ(op.id(), 0U);
    hits.add();
    hits.bind().add(5);
    open.add(-1);
    level.set(i);
    sizes.record(i);
    sizes.warm();
    cognitive::record<on>(cognitive::primed{});
    emit<on>([] { return cognitive::primed{}; });
  }
}

void expect_untouched() {
  const auto& words = detail::this_thread<std_sync>();
  EXPECT_EQ(words.cells, nullptr);
  EXPECT_EQ(words.capacity, 0U);
  EXPECT_EQ(words.self, nullptr);
  EXPECT_EQ(words.state, detail::thread_state::fresh);
}

TEST(Inert, NothingIsInstalledUntilARegistryOrCollectorIsMade) {
  EXPECT_EQ(detail::installed_hooks<std_sync>(), nullptr);
}

TEST(Inert, RecordingTouchesNothing) {
  record_everything();
  expect_untouched();
  EXPECT_EQ(hits.slot().load(), detail::unregistered_slot);
  EXPECT_EQ(sizes.slot().load(), detail::unregistered_slot);
  EXPECT_EQ(recall.gate().word.load(), detail::unregistered_gate);
}

TEST(Inert, RecordingFromManyThreadsTouchesNothing) {
  std::thread other([] {
    record_everything();
    expect_untouched();
  });
  record_everything();
  other.join();
}

TEST(Inert, GaugeStillHoldsItsLevel) {
  level.set(7);
  EXPECT_EQ(level.value(), 7);
}

}  // namespace
}  // namespace engram
