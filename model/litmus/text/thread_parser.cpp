// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "litmus/text/thread_parser.hpp"

#include <array>

namespace engram::model::litmus {
namespace {

constexpr std::array orders = {std::memory_order::relaxed, std::memory_order::acquire,
                               std::memory_order::release, std::memory_order::acq_rel,
                               std::memory_order::seq_cst};

// A function of <stdatomic.h>. Its operands are, in this order, what it uses of: location,
// expected, source, order, failure order.
struct function {
  std::string_view name;
  action what;
  bool weak = false;
  bool has_result() const { return what != action::store && what != action::fence; }
};

constexpr std::array functions = {
    function{"atomic_load_explicit", action::load},
    function{"atomic_store_explicit", action::store},
    function{"atomic_fetch_add_explicit", action::fetch_add},
    function{"atomic_exchange_explicit", action::exchange},
    function{"atomic_compare_exchange_strong_explicit", action::compare_exchange},
    function{"atomic_compare_exchange_weak_explicit", action::compare_exchange, true},
    function{"atomic_thread_fence", action::fence},
};

class thread_parser {
 public:
  thread_parser(cursor& in, initial_values& initial, program& test)
      : in_(in), initial_(initial), test_(test) {}

  void run() {
    const std::string expected = "P" + std::to_string(test_.threads.size());
    in_.expect(expected, "(threads are numbered from 0, in order)");
    parameters();
    in_.expect("{", "and the thread's statements");
    while (!in_.accept("}")) statement();
    test_.threads.push_back(std::move(code_));
  }

 private:
  void parameters() {
    in_.expect("(", "and the thread's parameters");
    if (in_.accept(")")) return;
    do {
      parameter();
    } while (in_.accept(","));
    in_.expect(")", "or ',' after a parameter");
  }

  void parameter() {
    in_.accept("volatile");
    const bool plain = in_.accept("int");
    if (!plain) in_.expect("atomic_int", "(shared) or 'int' (what a compare-exchange expects)");
    in_.expect("*", "since parameters point to locations");
    const cursor at = in_;
    const std::string name = in_.expect_word("a location's name");
    if (locations_.contains(name) || variables_.contains(name)) {
      at.complain("'" + name + "' is a parameter twice; once is enough");
    }
    plain ? add_plain(at, name) : add_shared(at, name);
  }

  void add_shared(const cursor& at, const std::string& name) {
    for (const thread_code& other : test_.threads) {
      for (const variable& var : other.registers) {
        if (var.in_memory && var.name == name) complain_of_two_kinds(at, name);
      }
    }
    for (std::size_t i = 0; i < test_.locations.size(); ++i) {
      if (test_.locations[i].name == name) {
        locations_[name] = i;
        return;
      }
    }
    locations_[name] = test_.locations.size();
    test_.locations.push_back({name, take_initial(name)});
  }

  void add_plain(const cursor& at, const std::string& name) {
    for (const shared_location& location : test_.locations) {
      if (location.name == name) complain_of_two_kinds(at, name);
    }
    const auto found = initial_.find(name);
    if (found != initial_.end() && found->second.used) complain_of_two_kinds(at, name);
    add_variable({.name = name, .initial = take_initial(name), .in_memory = true});
  }

  [[noreturn]] static void complain_of_two_kinds(const cursor& at, const std::string& name) {
    at.complain("'" + name + "' has another use already; an 'int*' belongs to one thread alone, " +
                "and what threads share is 'atomic_int*'");
  }

  int take_initial(const std::string& name) {
    initial_value& initial = initial_[name];
    initial.used = true;
    return initial.value;
  }

  std::size_t add_variable(variable var) {
    variables_[var.name] = code_.registers.size();
    code_.registers.push_back(std::move(var));
    return code_.registers.size() - 1;
  }

  void statement() {
    if (in_.accept("int")) return declaration();
    const cursor at = in_;
    const std::string first = in_.expect_word("a statement or '}'");
    if (in_.accept("=")) {
      call(in_.expect_word("a function that returns a value"), at, variable_named(first, at));
    } else if (in_.sees("(")) {
      call(first, at, std::nullopt);
    } else {
      at.complain("'" + first + "' starts no statement that is supported; threads are straight " +
                  "lines of 'int r0 = <call>;', 'r0 = <call>;' and '<call>;'");
    }
    in_.expect(";", "after a statement");
  }

  void declaration() {
    const cursor at = in_;
    const std::string name = in_.expect_word("a register's name");
    if (variables_.contains(name) || locations_.contains(name)) {
      at.complain("'" + name + "' is declared twice; choose another name");
    }
    const std::size_t index = add_variable({.name = name});
    if (in_.accept("=")) {
      if (in_.sees(token::kind::number)) {
        code_.registers[index].initial = in_.expect_number("a number");
      } else {
        const cursor call_at = in_;
        call(in_.expect_word("a number or a function"), call_at, index);
      }
    }
    in_.expect(";", "after a declaration");
  }

  void call(const std::string& name, const cursor& at, std::optional<std::size_t> result) {
    const function& called = function_named(name, at);
    if (result && !called.has_result()) {
      at.complain("'" + name + "' returns nothing; call it as a statement of its own");
    }
    instruction step{.what = called.what, .result = result, .weak = called.weak};
    in_.expect("(", "and the operands");
    if (step.what != action::fence) {
      step.location = location_operand();
      in_.expect(",");
    }
    if (step.what == action::compare_exchange) {
      step.expected = expected_operand();
      in_.expect(",");
    }
    if (step.what != action::fence && step.what != action::load) {
      step.source = source_operand();
      in_.expect(",");
    }
    order_operands(step);
    in_.expect(")", "after the operands");
    code_.steps.push_back(step);
  }

  static const function& function_named(std::string_view name, const cursor& at) {
    std::string known;
    for (const function& each : functions) {
      if (each.name == name) return each;
      known += (known.empty() ? "" : ", ") + std::string(each.name);
    }
    at.complain("'" + std::string(name) + "' is not supported; these are: " + known);
  }

  std::size_t location_operand() {
    const cursor at = in_;
    const std::string name = in_.expect_word("the location");
    const auto found = locations_.find(name);
    if (found != locations_.end()) return found->second;
    at.complain("'" + name + "' is no location of this thread; declare it as the parameter " +
                "'atomic_int* " + name + "'");
  }

  std::size_t expected_operand() {
    const cursor at = in_;
    const std::string name = in_.expect_word("what is expected");
    const auto found = variables_.find(name);
    if (found != variables_.end() && code_.registers[found->second].in_memory) {
      return found->second;
    }
    at.complain("'" + name + "' cannot be expected: a compare-exchange takes a pointer, declared " +
                "as the parameter 'int* " + name + "'");
  }

  operand source_operand() {
    if (in_.sees(token::kind::number)) return {.constant = in_.expect_number("a number")};
    const cursor at = in_;
    return {.from_register = variable_named(in_.expect_word("a number or a register"), at)};
  }

  std::size_t variable_named(const std::string& name, const cursor& at) const {
    const auto found = variables_.find(name);
    if (found != variables_.end() && !code_.registers[found->second].in_memory) {
      return found->second;
    }
    at.complain("'" + name + "' is no register of this thread; declare it as 'int " + name +
                " = ...;'");
  }

  void order_operands(instruction& step) {
    using enum std::memory_order;
    const cursor at = in_;
    step.order = order_operand();
    const bool wrong =
        (step.what == action::load && (step.order == release || step.order == acq_rel)) ||
        (step.what == action::store && (step.order == acquire || step.order == acq_rel)) ||
        (step.what == action::fence && step.order == relaxed);
    if (wrong) {
      at.complain(to_string(step.order) + " makes no sense here; loads acquire, stores release, " +
                  "fences are not relaxed");
    }
    if (step.what != action::compare_exchange) return;
    in_.expect(",", "and the order of a failure");
    const cursor failure_at = in_;
    step.failure_order = order_operand();
    if (step.failure_order == release || step.failure_order == acq_rel) {
      failure_at.complain("a failed compare-exchange only loads: relaxed, acquire or seq_cst");
    }
  }

  std::memory_order order_operand() {
    const cursor at = in_;
    const std::string name = in_.expect_word("a memory order");
    for (const std::memory_order each : orders) {
      if (to_string(each) == name) return each;
    }
    at.complain("'" + name + "' is no memory order that is supported; these are memory_order_" +
                "relaxed, acquire, release, acq_rel and seq_cst");
  }

  cursor& in_;
  initial_values& initial_;
  program& test_;
  thread_code code_;
  std::map<std::string, std::size_t> locations_;
  std::map<std::string, std::size_t> variables_;
};

}  // namespace

void parse_thread(cursor& in, initial_values& initial, program& test) {
  thread_parser(in, initial, test).run();
}

}  // namespace engram::model::litmus
