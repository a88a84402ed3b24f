// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "litmus/verdict.hpp"

#include "litmus/oracle/axiomatic.hpp"

namespace engram::model::litmus {
namespace {

std::string broken_by_outcomes(verdict promised, const tally& found) {
  const std::string counts = std::to_string(found.positive) + " of " +
                             std::to_string(found.positive + found.negative) +
                             " outcomes satisfy the condition";
  switch (promised) {
    case verdict::allowed:
      return found.positive != 0 ? "" : "promised allowed, but " + counts;
    case verdict::forbidden:
    case verdict::unsupported:
      return found.positive == 0 ? "" : "promised " + to_string(promised) + ", but " + counts;
    case verdict::required:
      return found.negative == 0 ? "" : "promised required, but " + counts;
    default:
      return "";
  }
}

}  // namespace

tally count(const program& test, const outcomes& ends) {
  tally found;
  for (const outcome& end : ends) {
    ++(test.condition.holds(end) ? found.positive : found.negative);
  }
  return found;
}

std::string broken_promise(const program& test, const run_result& run) {
  if (test.promised == verdict::rejected) {
    return run.report.failure ? "" : "promised rejected, but the checker took it";
  }
  if (run.report.failure) return "the checker refused it: " + run.report.failure->what;
  if (!run.report.exhausted) return "the run was not exhaustive: " + run.report.summary();
  return broken_by_outcomes(test.promised, count(test, run.ends));
}

verdict verdict_by_axioms(const program& test) {
  if (mixes_seq_cst(test)) return verdict::rejected;
  if (count(test, enumerate(test).ends).positive != 0) return verdict::allowed;
  const bool buffered = count(test, enumerate(test, load_buffering::allowed).ends).positive != 0;
  return buffered ? verdict::unsupported : verdict::forbidden;
}

}  // namespace engram::model::litmus
