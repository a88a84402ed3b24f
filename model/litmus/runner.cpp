// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "litmus/runner.hpp"

#include <model/atomic.hpp>
#include <model/thread.hpp>

#include <algorithm>
#include <optional>

namespace engram::model::litmus {
namespace {

// One thread of a program, on the checker's types.
class interpreter {
 public:
  using memory = std::vector<std::optional<atomic<int>>>;

  interpreter(const thread_code& code, memory& shared, std::vector<int>& registers)
      : code_(code), shared_(shared), registers_(registers) {}

  void run() {
    for (const instruction& step : code_.steps) {
      if (step.what == action::fence) {
        fence(step.order);
        continue;
      }
      const int value = access(step);
      if (step.result) registers_[*step.result] = value;
    }
  }

 private:
  int access(const instruction& step) {
    atomic<int>& location = *shared_[step.location];
    const int source =
        step.source.from_register ? registers_[*step.source.from_register] : step.source.constant;
    switch (step.what) {
      case action::load:
        return location.load(step.order);
      case action::store:
        location.store(source, step.order);
        return 0;
      case action::fetch_add:
        return location.fetch_add(source, step.order);
      case action::exchange:
        return location.exchange(source, step.order);
      default:
        return compare_exchange(step, location, source) ? 1 : 0;
    }
  }

  bool compare_exchange(const instruction& step, atomic<int>& location, int desired) {
    int& expected = registers_[step.expected];
    return step.weak
               ? location.compare_exchange_weak(expected, desired, step.order, step.failure_order)
               : location.compare_exchange_strong(expected, desired, step.order,
                                                  step.failure_order);
  }

  const thread_code& code_;
  memory& shared_;
  std::vector<int>& registers_;
};

std::vector<std::vector<int>> initial_registers(const program& test) {
  std::vector<std::vector<int>> registers;
  for (const thread_code& thread : test.threads) {
    std::vector<int>& mine = registers.emplace_back();
    for (const variable& var : thread.registers) mine.push_back(var.initial);
  }
  return registers;
}

// A location that is seq_cst throughout must be read so at the end.
std::memory_order order_of_location(const program& test, std::size_t location) {
  for (const thread_code& thread : test.threads) {
    for (const instruction& step : thread.steps) {
      if (step.what != action::fence && step.location == location) {
        return step.order == std::memory_order::seq_cst ? std::memory_order::seq_cst
                                                        : std::memory_order::relaxed;
      }
    }
  }
  return std::memory_order::relaxed;
}

void run_once(const program& test, outcomes& ends) {
  interpreter::memory shared(test.locations.size());
  for (std::size_t i = 0; i < shared.size(); ++i) shared[i].emplace(test.locations[i].initial);
  auto registers = initial_registers(test);
  std::vector<thread> threads;
  threads.reserve(test.threads.size());
  for (std::size_t t = 0; t < test.threads.size(); ++t) {
    threads.emplace_back([&, t] { interpreter(test.threads[t], shared, registers[t]).run(); });
  }
  for (thread& each : threads) each.join();
  std::vector<int> last;
  for (std::size_t i = 0; i < shared.size(); ++i) {
    last.push_back(shared[i]->load(order_of_location(test, i)));
  }
  outside([&] { ends.insert({registers, last}); });
}

unsigned count_weak(const program& test) {
  unsigned count = 0;
  for (const thread_code& thread : test.threads) {
    for (const instruction& step : thread.steps) count += step.weak ? 1 : 0;
  }
  return count;
}

}  // namespace

run_result run(const program& test, exploration how, std::uint64_t max_executions) {
  run_result result;
  const options bounds{
      .how = how, .max_executions = max_executions, .spurious_failures = count_weak(test)};
  result.report = check(bounds, [&] { run_once(test, result.ends); });
  return result;
}

}  // namespace engram::model::litmus
