// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/registry.hpp>
#include <engram/counter.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <thread>

namespace engram {
namespace {

enum class queue : std::uint8_t { in, out };
consteval auto label_set(queue) { return labels{"queue", {"in", "out"}}; }

TEST(UpDownCounter, OneThreadMayTakeAwayWhatAnotherAdded) {
  static constinit basic_up_down_counter<on> open{{.name = "test.up_down.threads"}};
  const registry metrics{open};
  open.add(10);
  std::thread([] { open.add(-25); }).join();
  EXPECT_EQ(metrics.scrape()[open](), -15);
  open.add(15);
  EXPECT_EQ(metrics.scrape()[open](), 0);
}

TEST(UpDownCounter, KeepsSeriesApart) {
  static constinit basic_up_down_counter<on, queue> open{{.name = "test.up_down.series"}};
  const registry metrics{open};
  open.add(queue::in, 7);
  open.add(queue::out, -7);
  const auto now = metrics.scrape();
  const auto read = now[open];
  EXPECT_EQ(read(queue::in), 7);
  EXPECT_EQ(read(queue::out), -7);
}

TEST(UpDownCounter, WrapsAtTheEndsOfItsRange) {
  static constinit basic_up_down_counter<on> open{{.name = "test.up_down.wrap"}};
  const registry metrics{open};
  open.add(std::numeric_limits<std::int64_t>::max());
  open.add(1);
  EXPECT_EQ(metrics.scrape()[open](), std::numeric_limits<std::int64_t>::min());
}

TEST(UpDownCounter, IsAKindOfItsOwn) {
  static constinit basic_up_down_counter<on> open{{.name = "test.up_down.kind"}};
  EXPECT_EQ(open.descriptor().kind, metric_kind::up_down_counter);
  EXPECT_EQ(open.descriptor().series, 1U);
}

}  // namespace
}  // namespace engram
