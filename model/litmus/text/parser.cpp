// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "litmus/text/condition.hpp"
#include "litmus/text/text.hpp"
#include "litmus/text/thread_parser.hpp"

#include <fstream>
#include <iterator>

namespace engram::model::litmus {
namespace {

// `{ x=0; [y]=1; int z=2; }`
initial_values parse_initial_values(cursor& in) {
  initial_values values;
  in.expect("{", "and the initial values");
  while (!in.accept("}")) {
    if (!in.accept("atomic_int")) in.accept("int");
    const bool bracketed = in.accept("[");
    const cursor at = in;
    const std::string name = in.expect_word("a location's name");
    if (bracketed) in.expect("]");
    in.expect("=", "and the initial value");
    const int value = in.expect_number("a number");
    if (!values.emplace(name, initial_value{value}).second) {
      at.complain("'" + name + "' has two initial values; keep one");
    }
    if (!in.sees("}")) in.expect(";", "between initial values");
  }
  return values;
}

void check_all_used(const initial_values& values, std::string_view file, std::size_t line) {
  for (const auto& [name, initial] : values) {
    if (!initial.used) {
      throw syntax_error(file, line,
                         "no thread has a parameter '" + name + "' that has an initial value");
    }
  }
}

void parse_promise(const token& comment, std::string_view file, program& test) {
  using enum verdict;
  const std::size_t colon = comment.text.find(':');
  const std::string word = comment.text.substr(0, colon);
  if (test.promised != none) throw syntax_error(file, comment.line, "a second verdict; keep one");
  for (const verdict each : {allowed, forbidden, required, unsupported, rejected}) {
    if (to_string(each) == word) test.promised = each;
  }
  if (test.promised == none) {
    throw syntax_error(file, comment.line,
                       "'" + word + "' is no verdict; these are allowed, forbidden, required, " +
                           "'unsupported: <why>' and 'rejected: <why>'");
  }
  if (colon != std::string::npos) {
    test.because = comment.text.substr(comment.text.find_first_not_of(' ', colon + 1));
  }
  const bool needs_reason = test.promised == unsupported || test.promised == rejected;
  if (needs_reason == test.because.empty()) {
    throw syntax_error(file, comment.line,
                       needs_reason ? "the reason is missing; write '" + word + ": <why>'"
                                    : "'" + word + "' takes no reason");
  }
}

}  // namespace

program parse(std::string_view text, std::string_view file) {
  const token_list list = cut(text, file);
  program test{.name = list.name};
  for (const token& promise : list.promises) parse_promise(promise, file, test);
  cursor in(list.tokens, file);
  const std::size_t line = in.peek().line;
  initial_values initial = parse_initial_values(in);
  do {
    parse_thread(in, initial, test);
  } while (in.sees(token::kind::word) && in.peek().text.starts_with('P'));
  check_all_used(initial, file, line);
  parse_condition(in, test);
  return test;
}

program parse_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in) throw syntax_error(file.string(), 0, "the file cannot be read");
  return parse(text, file.string());
}

}  // namespace engram::model::litmus
