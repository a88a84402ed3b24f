// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <model/check.hpp>

#include <string>
#include <string_view>
#include <vector>

/// Models of shipped code, by name. `tests/model/` has them; a program of them is a test for each,
/// and a mutation run over all (`engram_model_test` in CMake).
namespace engram::model {

struct model_case {
  std::string_view name;
  options how;
  void (*body)();
  bool is_long = false;  ///< takes more than a few seconds
};

/// All models of this program.
std::vector<model_case>& model_cases();

/// Adds a model when the program starts.
struct model_registration {
  model_registration(std::string_view name, const options& how, void (*body)(), bool is_long) {
    model_cases().push_back({name, how, body, is_long});
  }
};

/// The program: runs all models that are not long; `--long`, all; `--run NAME...`, those; `--list`;
/// `--sites`; `--mutate`, with `--redundant FILE`.
/// Returns its exit status.
int suite_main(int count, char** arguments);

}  // namespace engram::model

/// Defines a model: `MODEL(a_fact, {.spurious_failures = 0}) { body }`. It must be exhausted, and
/// nothing may fail.
#define MODEL(name, ...) ENGRAM_MODEL_CASE(name, false, __VA_ARGS__)
/// The same for one that takes more than a few seconds: it runs when it is named and with `--long`,
/// and not in mutation runs.
#define LONG_MODEL(name, ...) ENGRAM_MODEL_CASE(name, true, __VA_ARGS__)
#define ENGRAM_MODEL_CASE(name, is_long, ...)                           \
  static void name();                                                   \
  static const ::engram::model::model_registration name##_registration{ \
      #name, ::engram::model::options __VA_ARGS__, name, is_long};      \
  static void name()
