// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "core/small_store.hpp"

#include <engram/collect/registry.hpp>
#include <engram/gauge.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <thread>

namespace engram {
namespace {

enum class zone : std::uint8_t { north, south };
consteval auto label_set(zone) { return labels{"zone", {"north", "south"}}; }

TEST(Gauge, IsZeroBeforeItIsSet) {
  static constinit basic_gauge<on, zone> level{{.name = "test.gauge.zero"}};
  const registry metrics{level};
  EXPECT_EQ(level.value(zone::north), 0);
  EXPECT_EQ(metrics.scrape()[level](zone::south), 0);
}

TEST(Gauge, LastWriterWinsInEachSeries) {
  static constinit basic_gauge<on, zone> level{{.name = "test.gauge.last"}};
  const registry metrics{level};
  level.set(zone::north, 1.5);
  level.set(zone::south, -2.5);
  std::thread([] { level.set(zone::north, 3.25); }).join();
  const auto now = metrics.scrape();
  const auto read = now[level];
  EXPECT_EQ(read(zone::north), 3.25);
  EXPECT_EQ(read(zone::south), -2.5);
  EXPECT_EQ(level.value(zone::north), 3.25);
}

TEST(Gauge, LevelSetBeforeAnythingIsInstalledIsNotLost) {
  basic_gauge<testing::small_mode> level{{.name = "test.gauge.early"}};
  level.set(42);  // no store lives
  EXPECT_EQ(level.value(), 42);
  static constinit basic_gauge<on> early{{.name = "test.gauge.before_registry"}};
  early.set(17);
  const registry metrics{early};
  EXPECT_EQ(metrics.scrape()[early](), 17);
}

TEST(Gauge, HoldsInfinitiesAndNaN) {
  static constinit basic_gauge<on> level{{.name = "test.gauge.odd"}};
  const registry metrics{level};
  level.set(std::numeric_limits<double>::infinity());
  EXPECT_EQ(metrics.scrape()[level](), std::numeric_limits<double>::infinity());
  level.set(std::numeric_limits<double>::quiet_NaN());
  EXPECT_TRUE(std::isnan(metrics.scrape()[level]()));
}

TEST(Gauge, NumbersOutsideTheEnumShareOneLevel) {
  static constinit basic_gauge<on, zone> level{{.name = "test.gauge.range"}};
  level.set(static_cast<zone>(77), 5);
  EXPECT_EQ(level.value(static_cast<zone>(200)), 5);
  EXPECT_EQ(level.value(zone::south), 0);
}

TEST(Gauge, ReaderOfALevelSeesWhatItsWriterHadWrittenBefore) {
  static constinit basic_gauge<on> published{{.name = "test.gauge.publishes"}};
  // Plain memory: the thread sanitizer reports a race unless set releases and value acquires.
  static int payload[64];
  published.set(0);
  std::thread writer([] {
    for (int round = 1; round <= 64; ++round) {
      payload[round - 1] = round * 3;
      published.set(round);
    }
  });
  int seen = 0;
  while (seen < 64) {
    const int now = static_cast<int>(published.value());
    for (; seen < now; ++seen) ASSERT_EQ(payload[seen], (seen + 1) * 3);
  }
  writer.join();
}

TEST(Gauge, ScrapeAcquiresTheLevelsItReads) {
  static constinit basic_gauge<on> published{{.name = "test.gauge.scrape_acquires"}};
  static int payload = 0;
  const registry metrics{published};
  std::thread writer([] {
    payload = 99;
    published.set(1);
  });
  while (metrics.scrape()[published]() != 1) std_sync::pause();
  EXPECT_EQ(payload, 99);
  writer.join();
}

}  // namespace
}  // namespace engram
