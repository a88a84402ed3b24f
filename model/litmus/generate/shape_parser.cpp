// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "litmus/generate/shape_parser.hpp"

#include <sstream>
#include <stdexcept>

namespace engram::model::litmus {
namespace {

class shape_parser {
 public:
  explicit shape_parser(const shape& of) : of_(of), test_{.name = std::string(of.name)} {}

  program run() {
    test_.condition.what = proposition::form::all;
    test_.threads.emplace_back();
    for (const std::string& word : words(of_.threads)) {
      if (word == "|") {
        test_.threads.emplace_back();
      } else {
        access(word);
      }
    }
    for (const std::string& word : words(of_.ends)) {
      require({.index = location(word.at(0))}, digit(word, 2));
    }
    return std::move(test_);
  }

 private:
  static std::vector<std::string> words(std::string_view text) {
    std::istringstream in{std::string(text)};
    std::vector<std::string> out;
    for (std::string word; in >> word;) out.push_back(word);
    return out;
  }

  // Locations are called by one letter, and values have one digit.
  std::size_t location(char name) {
    for (std::size_t i = 0; i < test_.locations.size(); ++i) {
      if (test_.locations[i].name.front() == name) return i;
    }
    test_.locations.push_back({.name = std::string(1, name)});
    return test_.locations.size() - 1;
  }

  int digit(const std::string& word, std::size_t at) const {
    if (at >= word.size() || word[at] < '0' || word[at] > '9') {
      throw std::invalid_argument("shape " + std::string(of_.name) + ": '" + word +
                                  "' lacks a digit where one must be");
    }
    return word[at] - '0';
  }

  void require(term left, int right) {
    test_.condition.parts.push_back(
        {.what = proposition::form::equal, .left = left, .right = right});
  }

  static action action_of(char letter) {
    switch (letter) {
      case 'R':
        return action::load;
      case 'W':
        return action::store;
      case 'A':
        return action::fetch_add;
      case 'X':
        return action::exchange;
      case 'C':
        return action::compare_exchange;
      default:
        throw std::invalid_argument(std::string("'") + letter +
                                    "' is no access; use R, W, A, X, C");
    }
  }

  void access(const std::string& word) {
    thread_code& thread = test_.threads.back();
    instruction step{.what = action_of(word.at(0)), .order = std::memory_order::relaxed};
    step.location = location(word.at(1));
    if (step.what == action::compare_exchange) {
      step.expected = add_variable(thread, "e", digit(word, 2), true);
      step.source.constant = digit(word, 4);
    } else if (step.what != action::load) {
      step.source.constant = digit(word, 3);
    }
    if (const std::size_t asked = word.find('?'); asked != std::string::npos) {
      step.result = add_variable(thread, "r", 0, false);
      require({test_.threads.size() - 1, *step.result}, digit(word, asked + 1));
    }
    thread.steps.push_back(step);
  }

  // Registers are r0, r1 in each thread; what is expected is in memory, so its name is unique.
  std::size_t add_variable(thread_code& thread, const std::string& prefix, int initial,
                           bool in_memory) {
    std::size_t alike = 0;
    for (const variable& other : thread.registers) alike += other.in_memory == in_memory;
    std::string name = prefix + std::to_string(alike);
    if (in_memory) name = prefix + std::to_string(test_.threads.size() - 1) + std::to_string(alike);
    thread.registers.push_back({name, initial, in_memory});
    return thread.registers.size() - 1;
  }

  const shape& of_;
  program test_;
};

}  // namespace

program parse_shape(const shape& of) { return shape_parser(of).run(); }

}  // namespace engram::model::litmus
