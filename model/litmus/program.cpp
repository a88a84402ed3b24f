// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "litmus/program.hpp"

#include <algorithm>
#include <tuple>

namespace engram::model::litmus {
namespace {

void collect(const proposition& from, std::set<term>& into) {
  using enum proposition::form;
  if (from.what == equal || from.what == differ) into.insert(from.left);
  for (const proposition& part : from.parts) collect(part, into);
}

// Registers by thread and name, then what is in memory by name.
auto listing_key(const program& test, const term& which) {
  const std::string name = name_of(test, which);
  const bool in_memory = name.front() == '[';
  return std::tuple(in_memory, in_memory ? std::size_t{0} : which.thread.value_or(0), name);
}

std::vector<term> in_listing_order(const program& test, std::vector<term> terms) {
  std::sort(terms.begin(), terms.end(), [&](const term& a, const term& b) {
    return listing_key(test, a) < listing_key(test, b);
  });
  return terms;
}

}  // namespace

int outcome::operator[](const term& which) const {
  return which.thread ? registers[*which.thread][which.index] : locations[which.index];
}

bool proposition::holds(const outcome& end) const {
  const auto part_holds = [&](const proposition& part) { return part.holds(end); };
  switch (what) {
    case form::always:
      return true;
    case form::never:
      return false;
    case form::equal:
      return end[left] == right;
    case form::differ:
      return end[left] != right;
    case form::negation:
      return !parts.front().holds(end);
    case form::all:
      return std::all_of(parts.begin(), parts.end(), part_holds);
    case form::any:
      return std::any_of(parts.begin(), parts.end(), part_holds);
  }
  return false;
}

bool mixes_seq_cst(const program& test) {
  std::vector<bool> sc(test.locations.size());
  std::vector<bool> weaker(test.locations.size());
  const auto note = [&](std::size_t location, std::memory_order order) {
    (order == std::memory_order::seq_cst ? sc : weaker)[location] = true;
  };
  for (const thread_code& thread : test.threads) {
    for (const instruction& step : thread.steps) {
      if (step.what == action::fence) continue;
      note(step.location, step.order);
      if (step.what == action::compare_exchange) note(step.location, step.failure_order);
    }
  }
  for (std::size_t i = 0; i < sc.size(); ++i) {
    if (sc[i] && weaker[i]) return true;
  }
  return false;
}

std::vector<term> observed(const program& test) {
  std::set<term> terms(test.listed.begin(), test.listed.end());
  collect(test.condition, terms);
  return in_listing_order(test, {terms.begin(), terms.end()});
}

std::vector<term> everything(const program& test) {
  std::vector<term> terms;
  for (std::size_t t = 0; t < test.threads.size(); ++t) {
    for (std::size_t r = 0; r < test.threads[t].registers.size(); ++r) terms.push_back({t, r});
  }
  for (std::size_t i = 0; i < test.locations.size(); ++i) terms.push_back({.index = i});
  return in_listing_order(test, std::move(terms));
}

std::string name_of(const program& test, const term& which) {
  if (!which.thread) return "[" + test.locations[which.index].name + "]";
  const variable& var = test.threads[*which.thread].registers[which.index];
  if (var.in_memory) return "[" + var.name + "]";
  return std::to_string(*which.thread) + ":" + var.name;
}

std::string describe(const program& test, const outcome& end, const std::vector<term>& terms) {
  std::string text;
  for (const term& which : terms) {
    if (!text.empty()) text += ' ';
    text += name_of(test, which) + "=" + std::to_string(end[which]) + ";";
  }
  return text;
}

std::string to_string(verdict which) {
  switch (which) {
    case verdict::none:
      return "none";
    case verdict::allowed:
      return "allowed";
    case verdict::forbidden:
      return "forbidden";
    case verdict::required:
      return "required";
    case verdict::unsupported:
      return "unsupported";
    case verdict::rejected:
      return "rejected";
  }
  return "unknown";
}

std::string to_string(std::memory_order order) {
  switch (order) {
    case std::memory_order::relaxed:
      return "memory_order_relaxed";
    case std::memory_order::consume:
      return "memory_order_consume";
    case std::memory_order::acquire:
      return "memory_order_acquire";
    case std::memory_order::release:
      return "memory_order_release";
    case std::memory_order::acq_rel:
      return "memory_order_acq_rel";
    case std::memory_order::seq_cst:
      return "memory_order_seq_cst";
  }
  return "unknown";
}

}  // namespace engram::model::litmus
