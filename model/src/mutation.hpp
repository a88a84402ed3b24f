// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <string>
#include <string_view>
#include <vector>

namespace engram::model {

/// A place with a memory order, and the models that come to it.
struct site_row {
  std::string site;
  std::memory_order order;
  std::vector<std::string_view> models;
};
/// All places, by name. Also sorts the models, those with few executions first.
std::vector<site_row> sites_of_models();

struct mutation_options {
  std::string redundant{};  ///< file of the pairs that may stand in for each other
  std::string only{};       ///< a single site
};

/// Weakens each order by one step, and pairs of those that survive alone, and runs the models that
/// come to it. False when a mutant survives that no listed pair accounts for, or a listed pair
/// survives, or a listed site is killed alone. Throws std::runtime_error, saying what is wrong with
/// the options or the list.
bool mutate(const mutation_options& how);

}  // namespace engram::model
