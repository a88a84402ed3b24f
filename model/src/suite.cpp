// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "format.hpp"
#include "mutation.hpp"

#include <model/order_site.hpp>
#include <model/suite.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <span>
#include <stdexcept>

namespace engram::model {

std::vector<model_case>& model_cases() {
  static std::vector<model_case> all;
  return all;
}

namespace {

constexpr const char* usage =
    "usage: [--long | --list | --sites | --mutate [--redundant FILE] [--only SITE] | --run "
    "NAME...]\n"
    "Without arguments, runs all models but the long ones.\n";

void explain(const model_case& model, const failure& why) {
  std::printf("%s\n%s\nTo see it again: ENGRAM_MODEL_REPLAY='%s' ... --run %.*s\n",
              why.what.c_str(), why.events.c_str(), why.schedule.c_str(),
              static_cast<int>(model.name.size()), model.name.data());
}

bool run(const model_case& model) {
  const auto began = std::chrono::steady_clock::now();
  const auto seen = check(model.how, model.body);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  const bool bounded = model.how.how != exploration::reduced || !model.how.replay.empty();
  const bool good = !seen.failure && (seen.exhausted || bounded);
  std::printf("%-6s %-64.*s %s, deepest %zu, %.2f s\n", good ? "ok" : "FAILED",
              static_cast<int>(model.name.size()), model.name.data(), seen.summary().c_str(),
              seen.deepest, took.count());
  std::fflush(stdout);
  if (seen.failure) explain(model, *seen.failure);
  if (!seen.events.empty()) std::printf("%s", seen.events.c_str());
  return good;
}

bool run_named(std::span<char*> names) {
  bool all = true;
  for (const std::string_view name : names) {
    const auto found = std::ranges::find(model_cases(), name, &model_case::name);
    if (found == model_cases().end()) {
      throw std::invalid_argument("no model '" + std::string(name) + "'; --list has them");
    }
    all = run(*found) && all;
  }
  return all;
}

bool run_all(bool also_long) {
  bool all = true;
  for (const auto& each : model_cases()) {
    if (also_long || !each.is_long) all = run(each) && all;
  }
  return all;
}

void list() {
  for (const auto& each : model_cases()) std::printf("%s\n", std::string(each.name).c_str());
}

/// Each place that the models come to, its order and the models.
void print_sites() {
  for (const auto& row : sites_of_models()) {
    std::printf("%s %s", row.site.c_str(), describe(row.order));
    for (const auto& model : row.models) std::printf(" %s", std::string(model).c_str());
    std::printf("\n");
  }
}

mutation_options mutation_of(std::span<char*> given) {
  mutation_options how;
  for (std::size_t i = 0; i < given.size(); i += 2) {
    const std::string option = given[i];
    if ((option != "--redundant" && option != "--only") || i + 1 == given.size()) {
      throw std::invalid_argument("'" + option + "': expected --redundant FILE or --only SITE");
    }
    (option == "--only" ? how.only : how.redundant) = given[i + 1];
  }
  return how;
}

int act(std::span<char*> all) {
  const std::string_view first = all.empty() ? "" : all.front();
  if (first.empty() || first == "--long") return run_all(!first.empty()) ? 0 : 1;
  if (first == "--run") return run_named(all.subspan(1)) ? 0 : 1;
  if (first == "--list") return list(), 0;
  if (first == "--sites") return print_sites(), 0;
  if (first == "--mutate") return mutate(mutation_of(all.subspan(1))) ? 0 : 1;
  std::fputs(usage, stderr);
  return 2;
}

}  // namespace

int suite_main(int count, char** arguments) {
  try {
    return act({arguments + 1, static_cast<std::size_t>(count - 1)});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}

}  // namespace engram::model
