// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "explorer.hpp"

#include <model/check.hpp>

#include <cstdio>
#include <cstdlib>

namespace engram::model {
namespace {

std::uint64_t number(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  if (text == nullptr) return otherwise;
  char* end = nullptr;
  const auto value = std::strtoull(text, &end, 10);
  if (end == text || *end != '\0') {
    std::fprintf(stderr, "%s=%s: expected a whole number; ignored\n", name, text);
    return otherwise;
  }
  return value;
}

void take_environment(options& how) {
  if (const char* replay = std::getenv("ENGRAM_MODEL_REPLAY")) how.replay = replay;
  how.trace = number("ENGRAM_MODEL_TRACE", how.trace ? 1 : 0) != 0;
  how.max_executions = number("ENGRAM_MODEL_MAX_EXECUTIONS", how.max_executions);
  if (std::getenv("ENGRAM_MODEL_PREEMPTIONS") != nullptr) {
    how.how = exploration::preemption_bound;
    how.preemptions = static_cast<unsigned>(number("ENGRAM_MODEL_PREEMPTIONS", how.preemptions));
  }
  if (std::getenv("ENGRAM_MODEL_RANDOM") != nullptr) {
    how.how = exploration::random;
    how.seed = number("ENGRAM_MODEL_RANDOM", how.seed);
  }
}

}  // namespace

report check(options how, const std::function<void()>& body) {
  take_environment(how);
  return explorer(how, body).explore();
}

std::string report::summary() const {
  std::string text = failure ? "failed" : exhausted ? "exhausted" : "bounded";
  text += ", " + std::to_string(executions) + " executions";
  if (pruned != 0) text += " and " + std::to_string(pruned) + " cut short";
  return text;
}

}  // namespace engram::model
