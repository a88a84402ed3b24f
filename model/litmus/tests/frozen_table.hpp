// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace engram::model::litmus {

/// A line of `verdicts.txt`: a test of a family, what the axioms say of it, and the number of its
/// outcomes by them. `unexplored`: allowed, by one outcome that the checker does not explore.
struct frozen {
  std::string name;
  std::string verdict;
  std::size_t outcomes = 0;

  bool is_unexplored() const { return verdict == "unexplored"; }
};

inline std::vector<frozen> frozen_table() {
  std::ifstream file(std::filesystem::path(ENGRAM_LITMUS_TESTS) / "verdicts.txt");
  std::vector<frozen> rows;
  for (frozen row; file >> row.name >> row.verdict >> row.outcomes;) rows.push_back(row);
  return rows;
}

}  // namespace engram::model::litmus
