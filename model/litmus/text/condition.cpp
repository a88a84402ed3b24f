// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "litmus/text/condition.hpp"

namespace engram::model::litmus {
namespace {

class condition_parser {
 public:
  condition_parser(cursor& in, program& test) : in_(in), test_(test) {}

  void run() {
    while (in_.accept("locations")) list();
    if (in_.accept("~")) {
      in_.expect("exists", "after '~'");
      test_.asks = quantifier::not_exists;
    } else if (in_.accept("forall")) {
      test_.asks = quantifier::forall;
    } else {
      in_.expect("exists", "(or '~exists' or 'forall') and the condition");
    }
    test_.condition = disjunction();
    if (!in_.at_end()) in_.fail("nothing more after the condition");
  }

 private:
  void list() {
    in_.expect("[", "and the names to be listed");
    while (!in_.accept("]")) {
      test_.listed.push_back(name());
      if (!in_.sees("]")) in_.expect(";", "between listed names");
    }
  }

  proposition disjunction() {
    return chain("\\/", proposition::form::any, [this] { return conjunction(); });
  }
  proposition conjunction() {
    return chain("/\\", proposition::form::all, [this] { return atom(); });
  }

  template <class Part>
  proposition chain(std::string_view connective, proposition::form what, Part part) {
    proposition first = part();
    if (!in_.sees(connective)) return first;
    proposition whole{.what = what, .parts = {std::move(first)}};
    while (in_.accept(connective)) whole.parts.push_back(part());
    return whole;
  }

  proposition atom() {
    if (in_.accept("~") || in_.accept("not")) {
      return {.what = proposition::form::negation, .parts = {atom()}};
    }
    if (in_.accept("(")) {
      proposition inner = disjunction();
      in_.expect(")");
      return inner;
    }
    if (in_.accept("true")) return {.what = proposition::form::always};
    if (in_.accept("false")) return {.what = proposition::form::never};
    return comparison();
  }

  proposition comparison() {
    const term left = name();
    const bool differ = in_.accept("!=") || in_.accept("<>");
    if (!differ && !in_.accept("==")) in_.expect("=", "(or '!=') and a number");
    return {.what = differ ? proposition::form::differ : proposition::form::equal,
            .left = left,
            .right = in_.expect_number("a number")};
  }

  term name() {
    if (in_.sees(token::kind::number)) return register_name();
    const bool bracketed = in_.accept("[");
    const cursor at = in_;
    const std::string name = in_.expect_word("a location, or a register as 0:r0");
    if (bracketed) in_.expect("]");
    for (std::size_t i = 0; i < test_.locations.size(); ++i) {
      if (test_.locations[i].name == name) return {.index = i};
    }
    for (std::size_t t = 0; t < test_.threads.size(); ++t) {
      if (const auto found = variable_of(t, name, true)) return {t, *found};
    }
    at.complain("no thread has a location '" + name + "'; a register is written as 0:" + name);
  }

  term register_name() {
    const cursor at = in_;
    const auto thread = static_cast<std::size_t>(in_.expect_number("a thread's number"));
    in_.expect(":", "between a thread and its register");
    const std::string name = in_.expect_word("a register's name");
    if (thread >= test_.threads.size()) {
      at.complain("there is no thread " + std::to_string(thread) + "; the last is " +
                  std::to_string(test_.threads.size() - 1));
    }
    if (const auto found = variable_of(thread, name, false)) return {thread, *found};
    at.complain("thread " + std::to_string(thread) + " has no register '" + name +
                "'; it must be declared there as 'int " + name + " = ...;'");
  }

  std::optional<std::size_t> variable_of(std::size_t thread, std::string_view name,
                                         bool in_memory) const {
    const auto& registers = test_.threads[thread].registers;
    for (std::size_t r = 0; r < registers.size(); ++r) {
      if (registers[r].name == name && registers[r].in_memory == in_memory) return r;
    }
    return std::nullopt;
  }

  cursor& in_;
  program& test_;
};

}  // namespace

void parse_condition(cursor& in, program& test) { condition_parser(in, test).run(); }

}  // namespace engram::model::litmus
