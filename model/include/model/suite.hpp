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
};

/// All models of this program.
std::vector<model_case>& model_cases();

/// Adds a model when the program starts.
struct model_registration {
  model_registration(std::string_view name, const options& how, void (*body)()) {
    model_cases().push_back({name, how, body});
  }
};

/// The program: `--list`; `--run NAME...` or all; `--sites`; `--mutate`, with `--redundant FILE`.
/// Returns its exit status.
int suite_main(int count, char** arguments);

}  // namespace engram::model

/// Defines a model: `MODEL(a_fact, {.spurious_failures = 0}) { body }`. It must be exhausted, and
/// nothing may fail.
#define MODEL(name, ...)                                                \
  static void name();                                                   \
  static const ::engram::model::model_registration name##_registration{ \
      #name, ::engram::model::options __VA_ARGS__, name};               \
  static void name()
