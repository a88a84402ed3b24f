// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "litmus/generate/random_program.hpp"

#include <array>
#include <random>

namespace engram::model::litmus {
namespace {

using enum std::memory_order;

class generator {
 public:
  generator(std::uint64_t seed, const random_shape& like)
      : like_(like), random_(seed), test_{.name = "random-" + std::to_string(seed)} {}

  program run() {
    const std::size_t locations = 1 + below(like_.most_locations);
    for (std::size_t i = 0; i < locations; ++i) {
      test_.locations.push_back({.name = std::string(1, "xyzabcde"[i % 8])});
      sequential_.push_back(one_in(like_.sequential));
    }
    test_.threads.resize(like_.least_threads + below(like_.most_threads - like_.least_threads + 1));
    // Every thread has a step; the others go where they fall.
    const std::size_t steps =
        test_.threads.size() + below(like_.most_steps - test_.threads.size() + 1);
    for (std::size_t i = 0; i < steps; ++i) {
      const std::size_t thread = i < test_.threads.size() ? i : below(test_.threads.size());
      if (one_in(like_.fences)) {
        add_fence(test_.threads[thread]);
      } else {
        add_access(thread);
      }
    }
    return std::move(test_);
  }

 private:
  // The distributions of <random> differ between libraries; this does not.
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_() % n); }
  bool one_in(unsigned n) { return n != 0 && below(n) == 0; }

  template <std::size_t N>
  std::memory_order any_of(const std::array<std::memory_order, N>& orders) {
    return orders.at(below(N));
  }

  void add_fence(thread_code& thread) {
    const auto order = any_of(std::array{acquire, release, acq_rel, seq_cst, seq_cst});
    thread.steps.push_back({.what = action::fence, .order = order});
  }

  void add_access(std::size_t thread) {
    instruction step{.what = below(2) == 0 ? action::load : action::store};
    if (one_in(like_.updates)) {
      step.what = std::array{action::fetch_add, action::exchange, action::compare_exchange,
                             action::compare_exchange}
                      .at(below(4));
    }
    step.location = below(test_.locations.size());
    choose_orders(step);
    thread_code& code = test_.threads[thread];
    if (step.what != action::load) choose_source(step, code);
    if (step.what == action::compare_exchange) choose_expected(step, thread);
    if (step.what != action::store) step.result = add_register(code);
    code.steps.push_back(step);
  }

  void choose_orders(instruction& step) {
    if (sequential_[step.location]) {
      step.order = step.failure_order = seq_cst;
    } else if (step.what == action::load) {
      step.order = any_of(std::array{relaxed, acquire});
    } else if (step.what == action::store) {
      step.order = any_of(std::array{relaxed, release});
    } else {
      step.order = any_of(std::array{relaxed, acquire, release, acq_rel});
      step.failure_order = any_of(std::array{relaxed, acquire});
    }
  }

  // Constants differ, so that outcomes tell who was read.
  void choose_source(instruction& step, const thread_code& code) {
    step.source.constant = ++constants_;
    if (!code.registers.empty() && one_in(6)) {
      step.source.from_register = below(code.registers.size());
    }
  }

  // Mostly something that the location may hold.
  void choose_expected(instruction& step, std::size_t thread) {
    thread_code& code = test_.threads[thread];
    const int guess = static_cast<int>(below(static_cast<std::size_t>(constants_)));
    step.expected = code.registers.size();
    std::string name = "e" + std::to_string(thread) + std::to_string(step.expected);
    code.registers.push_back({std::move(name), one_in(2) ? 0 : guess, true});
    step.weak = one_in(6);
  }

  static std::size_t add_register(thread_code& code) {
    code.registers.push_back({.name = "r" + std::to_string(code.registers.size())});
    return code.registers.size() - 1;
  }

  const random_shape& like_;
  std::mt19937_64 random_;
  program test_;
  std::vector<bool> sequential_;
  int constants_ = 0;
};

}  // namespace

program random_program(std::uint64_t seed, const random_shape& like) {
  return generator(seed, like).run();
}

}  // namespace engram::model::litmus
