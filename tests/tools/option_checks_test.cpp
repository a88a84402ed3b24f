// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/option_checks.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace engram::tool {
namespace {

TEST(OptionChecks, NumbersAreWholeAndInRange) {
  const auto check = whole_between(1U, 1024U);
  EXPECT_EQ(check("1"), "");
  EXPECT_EQ(check("1024"), "");
  for (const auto* wrong :
       {"0", "1025", "-1", "1.5", "two", "", " 1", "1 ", "99999999999999999999"}) {
    EXPECT_EQ(check(wrong), '"' + std::string(wrong) + "\" is not a whole number from 1 to 1024");
  }
}

TEST(OptionChecks, RealNumbersAreFinite) {
  const auto check = number_between(0.001, 1e9, "a number from 0.001 to 1e+09");
  EXPECT_EQ(check("2.5"), "");
  EXPECT_EQ(check("1e6"), "");
  for (const auto* wrong : {"nan", "inf", "-1", "0", "1e10", "fast"}) EXPECT_NE(check(wrong), "");
}

TEST(OptionChecks, WordsAreFromAList) {
  const auto check = one_of({"poisson", "burst", "saturate"});
  EXPECT_EQ(check("burst"), "");
  EXPECT_EQ(check("Burst"), "\"Burst\" is not poisson, burst or saturate");
}

TEST(OptionChecks, AFileHoldsAtLeastALine) {
  const auto check = a_file_size();
  EXPECT_EQ(check("64KiB"), "");
  EXPECT_EQ(check("0"), "");
  EXPECT_EQ(check("1GiB"), "");
  for (const auto* wrong : {"65535", "-1", "64 parsecs", "", "lots"}) EXPECT_NE(check(wrong), "");
}

TEST(OptionChecks, ADurationHasAUnit) {
  EXPECT_EQ(a_duration()("1.5h"), "");
  for (const auto* wrong : {"60", "0s", "-5s", "soon", ""}) EXPECT_NE(a_duration()(wrong), "");
}

}  // namespace
}  // namespace engram::tool
