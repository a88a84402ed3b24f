// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "faults/fault.hpp"

#include <engram/cognitive/priming.hpp>
#include <engram/collect/tables.hpp>
#include <engram/histogram.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <new>

namespace engram::testing {
namespace {

enum class tier : std::uint8_t { hot, cold };
consteval auto label_set(tier) {
  return labels{"tier", {"hot", "much_too_long_for_a_short_string"}};
}

constinit basic_histogram<on, log_linear<0, 4>, tier> sizes{
    {.name = "test.faults.tables.histogram", .help = "Longer than a string can hold in place."}};

/// Runs `enrol` with each of its requests refused in turn, and `unchanged()` after each.
template <class Enrol, class Unchanged>
void refuse_each(Enrol enrol, Unchanged unchanged) {
  for (std::uint64_t n = 1;; ++n) {
    const auto blocks = live_blocks();
    bool refused = false;
    arm({.nth = n});
    try {
      enrol();
    } catch (const std::bad_alloc&) {
      refused = true;
    }
    if (disarm() < n) break;
    ASSERT_TRUE(refused) << "request " << n << " was refused and nobody said so";
    EXPECT_EQ(live_blocks(), blocks) << "kept after request " << n << " was refused";
    unchanged();
  }
}

TEST(TableFaults, ARefusedMetricTakesNoCellsAndKeepsNoText) {
  detail::metric_table table(4096);
  const auto used = table.cells_used();
  refuse_each([&] { table.enrol(sizes.descriptor(), nullptr); },
              [&] {
                EXPECT_EQ(table.cells_used(), used);
                EXPECT_TRUE(table.entries().empty());
              });
  EXPECT_EQ(table.entries().size(), 1U);
  EXPECT_EQ(table.entries()[0].slot, used) << "the first cells that are free";
}

TEST(TableFaults, ARefusedTypeTakesNoIdNoCellsAndKeepsNoText) {
  detail::metric_table metrics(4096);
  detail::type_table types;
  const auto used = metrics.cells_used();
  const auto row = schema<cognitive::primed>.descriptor();
  refuse_each([&] { types.enrol(row, false, metrics); },
              [&] {
                EXPECT_EQ(metrics.cells_used(), used);
                EXPECT_TRUE(types.entries().empty());
              });
  ASSERT_EQ(types.entries().size(), 1U);
  EXPECT_EQ(types.entries()[0].index, 1U) << "the first id there is";
}

}  // namespace
}  // namespace engram::testing
