// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "litmus/command.hpp"

#include "litmus/generate/families.hpp"
#include "litmus/oracle/axiomatic.hpp"
#include "litmus/runner.hpp"
#include "litmus/text/text.hpp"
#include "litmus/verdict.hpp"

#include <algorithm>
#include <iterator>
#include <ostream>
#include <stdexcept>

namespace engram::model::litmus {
namespace {

std::vector<std::string> states(const program& test, const outcomes& ends, bool all) {
  const std::vector<term> terms = all ? everything(test) : observed(test);
  std::vector<std::string> lines;
  for (const outcome& end : ends) lines.push_back(describe(test, end, terms));
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  return lines;
}

bool holds(const program& test, const tally& found) {
  switch (test.asks) {
    case quantifier::exists:
      return found.positive != 0;
    case quantifier::not_exists:
      return found.positive == 0;
    case quantifier::forall:
      return found.negative == 0;
  }
  return false;
}

const char* asked(quantifier asks) {
  return asks == quantifier::exists       ? "Allowed"
         : asks == quantifier::not_exists ? "Forbidden"
                                          : "Required";
}

const char* observation(const tally& found) {
  if (found.positive == 0) return "Never";
  return found.negative == 0 ? "Always" : "Sometimes";
}

std::string condition_of(const program& test) {
  const std::string word = test.asks == quantifier::forall       ? "forall "
                           : test.asks == quantifier::not_exists ? "~exists "
                                                                 : "exists ";
  return word + print(test, test.condition);
}

void report_outcomes(const program& test, const outcomes& ends, bool all, std::ostream& out) {
  const auto lines = states(test, ends, all);
  out << "States " << lines.size() << '\n';
  for (const std::string& line : lines) out << line << '\n';
  const tally found = count(test, ends);
  out << (holds(test, found) ? "Ok" : "No") << '\n'
      << "Condition " << condition_of(test) << '\n'
      << "Observation " << test.name << ' ' << observation(found) << '\n';
}

bool report_promise(const program& test, const run_result& result, std::ostream& out) {
  const std::string broken = broken_promise(test, result);
  if (!broken.empty()) {
    out << "BROKEN: " << broken << '\n';
    return false;
  }
  if (test.promised == verdict::none) return true;
  const std::string reason = test.because.empty() ? "" : " (" + test.because + ")";
  out << "Promise kept: " << to_string(test.promised) << reason << '\n';
  return true;
}

void report_difference(const program& test, const char* who, const outcomes& has,
                       const outcomes& lacks, std::ostream& out) {
  outcomes only;
  std::set_difference(has.begin(), has.end(), lacks.begin(), lacks.end(),
                      std::inserter(only, only.end()));
  for (const outcome& end : only) {
    out << "Only " << who << ": " << describe(test, end, everything(test)) << '\n';
  }
}

bool report_oracle(const program& test, const outcomes& found, std::ostream& out) {
  const axiomatic_result expected = enumerate(test);
  out << "Oracle: " << expected.ends.size() << " outcomes of " << expected.executions
      << " executions, " << (found == expected.ends ? "the same" : "NOT the same") << '\n';
  report_difference(test, "the oracle has", expected.ends, found, out);
  report_difference(test, "the checker has", found, expected.ends, out);
  return found == expected.ends;
}

}  // namespace

bool run_and_report(const program& test, const run_settings& settings, std::ostream& out) {
  const run_result result = run(test, settings.how);
  out << "Test " << test.name << ' ' << asked(test.asks) << '\n';
  if (result.report.failure) {
    out << "Refused: " << result.report.failure->what << '\n';
  } else {
    report_outcomes(test, result.ends, settings.all, out);
  }
  out << "Checker: " << result.report.summary() << '\n';
  bool good = report_promise(test, result, out);
  if (settings.oracle && !result.report.failure) good &= report_oracle(test, result.ends, out);
  out << '\n';
  return good;
}

void write_table(std::string_view shape_name, std::ostream& out) {
  for (const shape& each : shapes()) {
    if (each.name != shape_name) continue;
    for (const std::string& name : family(each)) {
      const program test = make_test(name);
      out << name << ' ' << to_string(verdict_by_axioms(test)) << ' ' << enumerate(test).ends.size()
          << '\n';
    }
    return;
  }
  throw std::invalid_argument("there is no shape '" + std::string(shape_name) + "'");
}

}  // namespace engram::model::litmus
