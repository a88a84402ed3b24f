// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/text_table.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace engram::tool {
namespace {

TEST(TextTable, ColumnsAreAsWideAsTheirWidestCell) {
  text_table table({"name", ">count", "rest"});
  EXPECT_TRUE(table.empty());
  table.add({"a", "1,234,567", "x"});
  table.add({"longer", "8"});
  EXPECT_EQ(table.text("  "),
            "  name        count  rest\n"
            "  a       1,234,567  x\n"
            "  longer          8\n");
}

TEST(TextTable, WidthIsInCharactersNotBytes) {
  text_table table({"a", "b"});
  table.add({"\xc3\xa4\xc3\xb6", "1"});
  table.add({"ab", "2"});
  EXPECT_EQ(table.text(), "a   b\n\xc3\xa4\xc3\xb6  1\nab  2\n");
}

TEST(Quantity, IsSaidInItsUnit) {
  EXPECT_EQ(quantity(.0123, "s"), "12.3 ms");
  EXPECT_EQ(quantity(1536, "By"), "1.50 KiB");
  EXPECT_EQ(quantity(1'234'567, "{event}"), "1,234,567");
  EXPECT_EQ(quantity(.1234567, "1"), "0.1235");
  EXPECT_EQ(quantity(std::nan(""), "s"), "-");
}

TEST(Quantity, HasAnAnswerForEveryNumber) {
  const double infinity = std::numeric_limits<double>::infinity();
  for (const double odd : {infinity, -infinity, 1e300, -1e300, 5e-324, -0.0, 1e15, -1.5e18}) {
    for (const auto* unit : {"s", "By", "1", ""}) EXPECT_FALSE(quantity(odd, unit).empty()) << odd;
  }
  EXPECT_EQ(count_of(-1234), "-1,234");
  EXPECT_EQ(count_of(infinity), "inf");
  EXPECT_EQ(count_of(999.5), "999.5");
}

}  // namespace
}  // namespace engram::tool
