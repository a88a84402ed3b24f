// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <model/check.hpp>

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace engram::model::testing {

/// What a body can end with, and what the checker says of it.
struct findings {
  std::set<std::vector<int>> outcomes;
  report seen;
};

/// Explores a body that returns numbers.
inline findings explore(const options& how, const std::function<std::vector<int>()>& body) {
  findings all;
  all.seen = check(how, [&] {
    const auto outcome = body();
    outside([&] { all.outcomes.insert(std::vector<int>(outcome.begin(), outcome.end())); });
  });
  return all;
}

inline std::string what_failed(const report& seen) {
  return seen.failure ? seen.failure->what : std::string();
}

}  // namespace engram::model::testing
