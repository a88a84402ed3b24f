// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "litmus/generate/families.hpp"

#include "litmus/generate/shape_parser.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace engram::model::litmus {
namespace {

using enum std::memory_order;

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

std::string short_name(std::memory_order order) {
  constexpr std::array names = {"rlx", "con", "acq", "rel", "ar", "sc"};
  return names.at(static_cast<std::size_t>(order));
}

std::memory_order order_named(std::string_view name) {
  for (const auto order : {relaxed, acquire, release, acq_rel, seq_cst}) {
    if (short_name(order) == name) return order;
  }
  throw std::invalid_argument("'" + std::string(name) +
                              "' is no memory order; these are rlx, acq, rel, ar and sc");
}

std::memory_order strongest(const instruction& step) {
  if (step.what == action::load) return acquire;
  return step.what == action::store ? release : acq_rel;
}

// The orders of one thread, as names have them.
class thread_variants {
 public:
  explicit thread_variants(const thread_code& thread) : thread_(thread) {}

  std::vector<std::string> run(variation detail) {
    add([](std::size_t) { return false; });
    add([](std::size_t) { return true; });
    const bool full = detail == variation::full;
    if (full && thread_.steps.size() > 1) {
      for (std::size_t i = 0; i < thread_.steps.size(); ++i) {
        add([i](std::size_t at) { return at == i; });
      }
    }
    for (std::size_t gap = 1; gap < thread_.steps.size(); ++gap) {
      if (full) add_fence(gap, acquire);
      if (full) add_fence(gap, release);
      add_fence(gap, acq_rel);
      add_fence(gap, seq_cst);
    }
    return std::move(found_);
  }

 private:
  template <class Predicate>
  void add(Predicate is_strong) {
    std::string name;
    for (std::size_t i = 0; i < thread_.steps.size(); ++i) {
      const auto order = is_strong(i) ? strongest(thread_.steps[i]) : relaxed;
      name += (i == 0 ? "" : "-") + short_name(order);
    }
    found_.push_back(name);
  }

  void add_fence(std::size_t gap, std::memory_order order) {
    std::string name;
    for (std::size_t i = 0; i < thread_.steps.size(); ++i) {
      if (i == gap) name += "-F" + short_name(order);
      name += i == 0 ? "rlx" : "-rlx";
    }
    found_.push_back(name);
  }

  const thread_code& thread_;
  std::vector<std::string> found_;
};

void combine(const std::vector<std::vector<std::string>>& variants, const std::string& prefix,
             std::vector<std::string>& names) {
  const auto index = static_cast<std::size_t>(std::count(prefix.begin(), prefix.end(), '|'));
  if (index == variants.size()) {
    names.push_back(prefix);
    std::replace(names.back().begin(), names.back().end(), '|', '+');
    return;
  }
  for (const std::string& each : variants[index]) combine(variants, prefix + "|" + each, names);
}

std::string all_sc(const program& test, std::string name) {
  for (const thread_code& thread : test.threads) {
    for (std::size_t i = 0; i < thread.steps.size(); ++i) name += i == 0 ? "+sc" : "-sc";
  }
  return name;
}

// Puts the orders and fences of `names` into a thread that has neither.
void apply(thread_code& thread, const std::vector<std::string>& names) {
  std::vector<instruction> steps;
  std::size_t used = 0;
  for (const std::string& name : names) {
    if (name.starts_with('F')) {
      steps.push_back({.what = action::fence, .order = order_named(name.substr(1))});
      continue;
    }
    if (used == thread.steps.size()) break;
    instruction step = thread.steps[used++];
    step.order = order_named(name);
    if (step.what == action::compare_exchange) {
      step.failure_order = step.order == acq_rel   ? acquire
                           : step.order == release ? relaxed
                                                   : step.order;
    }
    steps.push_back(step);
  }
  const auto orders = static_cast<std::size_t>(std::count_if(
      names.begin(), names.end(), [](const std::string& name) { return !name.starts_with('F'); }));
  if (orders != thread.steps.size()) {
    throw std::invalid_argument("a thread has " + std::to_string(thread.steps.size()) +
                                " accesses, but orders for " + std::to_string(orders));
  }
  thread.steps = std::move(steps);
}

// The longest shape that starts the name, since some contain a +.
const shape& shape_of(std::string_view name) {
  const shape* best = nullptr;
  for (const shape& each : shapes()) {
    const bool fits = name.starts_with(each.name) && name.substr(each.name.size()).starts_with('+');
    if (fits && (best == nullptr || each.name.size() > best->name.size())) best = &each;
  }
  if (best == nullptr) {
    throw std::invalid_argument("'" + std::string(name) +
                                "' starts with no known shape; a name is MP+rlx-rel+acq-rlx");
  }
  return *best;
}

}  // namespace

std::vector<std::string> family(const shape& of) {
  const program bare = parse_shape(of);
  std::vector<std::vector<std::string>> variants;
  for (const thread_code& thread : bare.threads) {
    variants.push_back(thread_variants(thread).run(of.detail));
  }
  std::vector<std::string> names;
  combine(variants, std::string(of.name), names);
  names.push_back(all_sc(bare, std::string(of.name)));
  return names;
}

program make_test(std::string_view name) {
  const shape& of = shape_of(name);
  program test = parse_shape(of);
  test.name = name;
  const auto threads = split(name.substr(of.name.size() + 1), '+');
  if (threads.size() != test.threads.size()) {
    throw std::invalid_argument(
        std::string(of.name) + " has " + std::to_string(test.threads.size()) + " threads, but '" +
        std::string(name) + "' has orders for " + std::to_string(threads.size()));
  }
  for (std::size_t i = 0; i < threads.size(); ++i) apply(test.threads[i], split(threads[i], '-'));
  return test;
}

}  // namespace engram::model::litmus
