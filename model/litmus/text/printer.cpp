// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "litmus/text/text.hpp"

#include <set>

namespace engram::model::litmus {
namespace {

// Conditions write [x] as x.
std::string bare_name(const program& test, const term& which) {
  std::string name = name_of(test, which);
  if (name.front() == '[') name = name.substr(1, name.size() - 2);
  return name;
}

std::string joined(const program& test, const proposition& formula, const std::string& connective) {
  std::string text;
  for (const proposition& part : formula.parts) {
    text += (text.empty() ? "" : connective) + print(test, part);
  }
  return "(" + text + ")";
}

std::string function_of(const instruction& step) {
  switch (step.what) {
    case action::load:
      return "atomic_load_explicit";
    case action::store:
      return "atomic_store_explicit";
    case action::fetch_add:
      return "atomic_fetch_add_explicit";
    case action::exchange:
      return "atomic_exchange_explicit";
    case action::compare_exchange:
      return step.weak ? "atomic_compare_exchange_weak_explicit"
                       : "atomic_compare_exchange_strong_explicit";
    case action::fence:
      return "atomic_thread_fence";
  }
  return "unknown";
}

class thread_printer {
 public:
  thread_printer(const program& test, std::size_t index)
      : test_(test), index_(index), thread_(test.threads[index]) {}

  std::string run() {
    std::string text = "P" + std::to_string(index_) + " (" + parameters() + ") {\n";
    declare_unset_registers(text);
    for (const instruction& step : thread_.steps) text += "  " + statement(step) + ";\n";
    return text + "}\n";
  }

 private:
  std::string parameters() const {
    std::string text;
    const auto add = [&](const char* type, const std::string& name) {
      text += (text.empty() ? "" : ", ") + (type + name);
    };
    std::set<std::size_t> used;
    for (const instruction& step : thread_.steps) {
      if (step.what != action::fence) used.insert(step.location);
    }
    for (const std::size_t location : used) add("atomic_int* ", test_.locations[location].name);
    for (const variable& var : thread_.registers) {
      if (var.in_memory) add("int* ", var.name);
    }
    return text;
  }

  // Registers that start with a value, or that nothing assigns, are declared first.
  void declare_unset_registers(std::string& text) {
    std::set<std::size_t> assigned;
    for (const instruction& step : thread_.steps) {
      if (step.result) assigned.insert(*step.result);
    }
    for (std::size_t r = 0; r < thread_.registers.size(); ++r) {
      const variable& var = thread_.registers[r];
      if (var.in_memory || (var.initial == 0 && assigned.contains(r))) continue;
      text += "  int " + var.name + " = " + std::to_string(var.initial) + ";\n";
      declared_.insert(r);
    }
  }

  std::string statement(const instruction& step) {
    std::string text;
    if (step.result) {
      if (declared_.insert(*step.result).second) text += "int ";
      text += thread_.registers[*step.result].name + " = ";
    }
    return text + function_of(step) + "(" + operands(step) + ")";
  }

  std::string operands(const instruction& step) const {
    if (step.what == action::fence) return to_string(step.order);
    std::string text = test_.locations[step.location].name;
    const bool compares = step.what == action::compare_exchange;
    if (compares) text += ", " + thread_.registers[step.expected].name;
    if (step.what != action::load) text += ", " + source(step.source);
    text += ", " + to_string(step.order);
    if (compares) text += ", " + to_string(step.failure_order);
    return text;
  }

  std::string source(const operand& from) const {
    return from.from_register ? thread_.registers[*from.from_register].name
                              : std::to_string(from.constant);
  }

  const program& test_;
  std::size_t index_;
  const thread_code& thread_;
  std::set<std::size_t> declared_;
};

std::string initial_values_of(const program& test) {
  std::string text;
  for (const shared_location& location : test.locations) {
    text += " " + location.name + "=" + std::to_string(location.initial) + ";";
  }
  for (const thread_code& thread : test.threads) {
    for (const variable& var : thread.registers) {
      if (var.in_memory) text += " " + var.name + "=" + std::to_string(var.initial) + ";";
    }
  }
  return "{" + text + " }\n";
}

std::string promise_of(const program& test) {
  if (test.promised == verdict::none) return {};
  const std::string reason = test.because.empty() ? "" : ": " + test.because;
  return "(* engram: " + to_string(test.promised) + reason + " *)\n";
}

}  // namespace

std::string print(const program& test, const proposition& formula) {
  using enum proposition::form;
  switch (formula.what) {
    case always:
      return "true";
    case never:
      return "false";
    case equal:
      return bare_name(test, formula.left) + "=" + std::to_string(formula.right);
    case differ:
      return "~(" + bare_name(test, formula.left) + "=" + std::to_string(formula.right) + ")";
    case negation:
      return "~(" + print(test, formula.parts.front()) + ")";
    case all:
      return joined(test, formula, " /\\ ");
    case any:
      return joined(test, formula, " \\/ ");
  }
  return "false";
}

std::string print(const program& test) {
  std::string text = "C " + test.name + "\n" + promise_of(test) + initial_values_of(test);
  for (std::size_t t = 0; t < test.threads.size(); ++t) {
    text += "\n" + thread_printer(test, t).run();
  }
  text += "\n";
  if (!test.listed.empty()) {
    text += "locations [";
    for (const term& which : test.listed) text += bare_name(test, which) + ";";
    text += "]\n";
  }
  text += test.asks == quantifier::forall       ? "forall "
          : test.asks == quantifier::not_exists ? "~exists "
                                                : "exists ";
  const std::string formula = print(test, test.condition);
  return text + (formula.front() == '(' ? formula : "(" + formula + ")") + "\n";
}

}  // namespace engram::model::litmus
