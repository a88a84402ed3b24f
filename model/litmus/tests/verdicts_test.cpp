// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// The frozen table: each well-known shape with its orders and fences, its verdict and its number of
// outcomes, for the checker and for the axioms; and tests as files.
#include "litmus/generate/families.hpp"
#include "litmus/oracle/axiomatic.hpp"
#include "litmus/runner.hpp"
#include "litmus/tests/frozen_table.hpp"
#include "litmus/text/text.hpp"
#include "litmus/verdict.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>

namespace engram::model::litmus {
namespace {

TEST(LitmusVerdicts, TheTableHasEveryTestOfEveryFamily) {
  std::size_t tests = 0;
  for (const auto& each : shapes()) tests += family(each).size();
  EXPECT_EQ(frozen_table().size(), tests);
}

TEST(LitmusVerdicts, TheCheckerKeepsThem) {
  for (const auto& row : frozen_table()) {
    const auto test = make_test(row.name);
    const auto found = run(test, exploration::reduced);
    ASSERT_TRUE(found.report.exhausted) << row.name;
    EXPECT_EQ(found.ends.size() + (row.is_unexplored() ? 1 : 0), row.outcomes) << row.name;
    const bool shows = count(test, found.ends).positive != 0;
    EXPECT_EQ(shows, row.verdict == "allowed") << row.name << " is " << row.verdict;
  }
}

TEST(LitmusVerdicts, TheAxiomsKeepThem) {
  for (const auto& row : frozen_table()) {
    const auto test = make_test(row.name);
    const auto found = run(test, exploration::reduced).ends;
    const auto allowed = enumerate(test).ends;
    EXPECT_EQ(allowed.size(), row.outcomes) << row.name;
    EXPECT_TRUE(std::ranges::includes(allowed, found)) << row.name;
    const auto verdict = row.is_unexplored() ? "allowed" : row.verdict;
    EXPECT_EQ(to_string(verdict_by_axioms(test)), verdict) << row.name;
  }
}

/// What everybody knows of these, so that the table is not only what our own axioms say.
TEST(LitmusVerdicts, TheFamousOnesAreAsInTheBooks) {
  const auto verdict_of = [](const char* name) {
    const auto test = make_test(name);
    return count(test, run(test, exploration::reduced).ends).positive != 0;
  };
  EXPECT_TRUE(verdict_of("MP+rlx-rlx+rlx-rlx"));
  EXPECT_FALSE(verdict_of("MP+rlx-rel+acq-rlx"));
  EXPECT_FALSE(verdict_of("MP+rlx-Frel-rlx+rlx-Facq-rlx"));
  EXPECT_TRUE(verdict_of("MP+rel-rel+rlx-rlx"));
  EXPECT_TRUE(verdict_of("SB+rel-acq+rel-acq"));
  EXPECT_TRUE(verdict_of("SB+rlx-Far-rlx+rlx-Far-rlx"));
  EXPECT_FALSE(verdict_of("SB+rlx-Fsc-rlx+rlx-Fsc-rlx"));
  EXPECT_FALSE(verdict_of("SB+sc-sc+sc-sc"));
  EXPECT_FALSE(verdict_of("CoRR+rlx+rlx-rlx"));
  EXPECT_FALSE(verdict_of("WRC+rel+acq-rel+acq-rlx"));
  EXPECT_TRUE(verdict_of("IRIW+rel+acq-acq+rel+acq-acq"));
  EXPECT_FALSE(verdict_of("IRIW+sc+sc-sc+sc+sc-sc"));
  EXPECT_FALSE(verdict_of("2A+rlx+rlx"));
  EXPECT_FALSE(verdict_of("MP+A+rlx-rel+rlx+acq-rlx")) << "a read-modify-write carries it on";
  EXPECT_TRUE(verdict_of("MP+W.own+rlx-rel-rlx+acq-rlx")) << "since C++20 a store does not";
}

TEST(LitmusVerdicts, FilesKeepTheirPromise) {
  std::size_t files = 0;
  for (const auto& each : std::filesystem::directory_iterator(ENGRAM_LITMUS_TESTS)) {
    if (each.path().extension() != ".litmus") continue;
    const auto test = parse_file(each.path());
    EXPECT_NE(test.promised, verdict::none) << each.path();
    EXPECT_EQ(broken_promise(test, run(test, exploration::reduced)), "") << each.path();
    if (test.promised != verdict::required) {
      EXPECT_EQ(to_string(verdict_by_axioms(test)), to_string(test.promised)) << each.path();
    }
    ++files;
  }
  EXPECT_GE(files, 20U);
}

TEST(LitmusVerdicts, APromiseThatIsNotKeptIsSaid) {
  auto test = make_test("MP+rlx-rlx+rlx-rlx");
  test.promised = verdict::forbidden;
  EXPECT_NE(broken_promise(test, run(test, exploration::reduced)), "");
  test.promised = verdict::allowed;
  EXPECT_EQ(broken_promise(test, run(test, exploration::reduced)), "");
}

TEST(LitmusText, WhatIsPrintedIsReadBack) {
  for (const auto& row : frozen_table()) {
    const auto test = make_test(row.name);
    const auto text = print(test);
    EXPECT_EQ(print(parse(text)), text);
  }
}

TEST(LitmusText, MistakesAreNamedWithTheirPlace) {
  const auto what = [](const char* text) {
    try {
      parse(text, "a.litmus");
    } catch (const std::exception& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_NE(what("X test\n").find("a.litmus:1"), std::string::npos) << what("X test\n");
  const char* order =
      "C t\n{ x=0; }\nP0 (atomic_int* x) {\n  atomic_store_explicit(x, 1, "
      "memory_order_strong);\n}\n"
      "exists (x=1)\n";
  EXPECT_NE(what(order).find("a.litmus:4"), std::string::npos) << what(order);
  EXPECT_NE(what("C t\n{ x=0; }\nexists (y=1)\n"), "");
}

}  // namespace
}  // namespace engram::model::litmus
