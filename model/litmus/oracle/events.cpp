// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "litmus/oracle/events.hpp"

#include <algorithm>
#include <stdexcept>

namespace engram::model::litmus {
namespace {

event make_event(const instruction& step, std::size_t thread, bool succeeds) {
  const bool fails = step.what == action::compare_exchange && !succeeds;
  return {.step = &step,
          .thread = thread,
          .location = step.location,
          .order = fails ? step.failure_order : step.order,
          .reads = step.what != action::store && step.what != action::fence,
          .writes = step.what != action::load && step.what != action::fence && !fails};
}

relation sequence(const event_list& list) {
  relation out(list.events.size());
  for (std::size_t a = 0; a < list.events.size(); ++a) {
    for (std::size_t b = std::max(a + 1, list.initial); b < list.events.size(); ++b) {
      if (a < list.initial || list.events[a].thread == list.events[b].thread) out.add(a, b);
    }
  }
  return out;
}

}  // namespace

bool event::acquires() const {
  using enum std::memory_order;
  return (reads || is_fence()) && (order == acquire || order == acq_rel || order == seq_cst);
}

bool event::releases() const {
  using enum std::memory_order;
  return (writes || is_fence()) && (order == release || order == acq_rel || order == seq_cst);
}

std::size_t count_compare_exchanges(const program& test) {
  std::size_t count = 0;
  for (const thread_code& thread : test.threads) {
    for (const instruction& step : thread.steps) count += step.what == action::compare_exchange;
  }
  return count;
}

event_list list_events(const program& test, std::uint32_t succeeding) {
  event_list list{.events = {}, .initial = test.locations.size()};
  for (std::size_t i = 0; i < list.initial; ++i) {
    list.events.push_back({.location = i, .writes = true});
  }
  for (std::size_t t = 0; t < test.threads.size(); ++t) {
    for (const instruction& step : test.threads[t].steps) {
      list.events.push_back(make_event(step, t, (succeeding & 1U) != 0));
      if (step.what == action::compare_exchange) succeeding >>= 1U;
    }
  }
  if (list.events.size() > max_events) {
    throw std::length_error(test.name + " has " + std::to_string(list.events.size()) +
                            " events with its initial stores; the oracle takes at most " +
                            std::to_string(max_events));
  }
  list.sequenced = sequence(list);
  return list;
}

}  // namespace engram::model::litmus
