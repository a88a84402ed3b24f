// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "explorer.hpp"

#include "format.hpp"
#include "schedule.hpp"

#include <model/flaw.hpp>

#include <algorithm>
#include <bit>

namespace engram::model {
namespace {

/// Which operations come first where several threads can run: what others may read before those
/// who read, so that a load finds all its stores at once.
int rank(const operation& what) noexcept {
  switch (what.kind) {
    case op::load:
    case op::wait:
    case op::pause:
      return 3;
    case op::rmw:
    case op::cas:
    case op::sc_fence:
      return 2;
    case op::lock:
      return 1;
    default:
      return 0;
  }
}

unsigned lowest(thread_set set) noexcept { return static_cast<unsigned>(std::countr_zero(set)); }

}  // namespace

report explorer::explore() {
  report so_far;
  if (!bounds_.replay.empty()) {
    run_replay(bounds_.replay);
    count(so_far);
    if (bounds_.trace) so_far.events = table_of(execution_);
    execution_.clean_up();
    return so_far;
  }
  const bool random = bounds_.how == exploration::random;
  const auto limit = random ? bounds_.executions : bounds_.max_executions;
  for (bool more = true; more && so_far.executions + so_far.pruned < limit;) {
    random ? run_random() : run_once();
    count(so_far);
    execution_.clean_up();
    if (so_far.failure) return so_far;
    more = random || advance();
    so_far.exhausted = !more && bounds_.how != exploration::preemption_bound;
  }
  return so_far;
}

void explorer::count(report& so_far) {
  so_far.deepest = std::max<std::size_t>(so_far.deepest, execution_.length());
  switch (execution_.state()) {
    case ending::complete:
      ++so_far.executions;
      return;
    case ending::failed:
      ++so_far.executions;
      so_far.failure = failure{execution_.what_failed(), to_text(steps_), table_of(execution_)};
      return;
    default:
      ++so_far.pruned;
  }
}

void explorer::run_once() {
  execution_.begin(body_);
  steps_.clear();
  const std::size_t known = depth_;
  for (std::size_t depth = 0; execution_.state() == ending::running; ++depth) {
    choice* at = next_choice(depth);
    if (at == nullptr) return;
    steps_.emplace_back(at->thread, at->ways[at->way]);
    execution_.step(at->thread, at->ways[at->way]);
    if (reduced() && depth + 1 >= known) reverse_races();
  }
}

void explorer::run_random() {
  execution_.begin(body_);
  steps_.clear();
  while (execution_.state() == ending::running) {
    auto ready = execution_.enabled();
    if (ready == 0) return execution_.conclude();
    auto skip = random_() % static_cast<unsigned>(std::popcount(ready));
    for (; skip != 0; --skip) ready &= ready - 1;
    const unsigned thread = lowest(ready);
    execution_.list_variants(thread, 0, scratch_);
    const auto way = scratch_[random_() % scratch_.size()];
    steps_.emplace_back(thread, way);
    execution_.step(thread, way);
  }
}

void explorer::run_replay(std::string_view schedule) {
  const auto wanted = from_text(schedule);
  execution_.begin(body_);
  steps_.clear();
  for (const auto& [thread, way] : wanted) {
    if (execution_.state() != ending::running) return;
    const auto ready = execution_.enabled();
    if ((ready & only(thread)) == 0) return execution_.prune();
    execution_.list_variants(thread, 0, scratch_);
    if (std::ranges::count(scratch_, way) == 0) return execution_.prune();
    steps_.emplace_back(thread, way);
    execution_.step(thread, way);
  }
  if (execution_.state() == ending::running && execution_.enabled() == 0) execution_.conclude();
}

// ---- the tree

choice* explorer::next_choice(std::size_t depth) {
  if (depth < depth_) {
    auto& at = path_[depth];
    if (at.listed || list_ways(at)) return &at;
    depth_ = depth + 1;  // what was wanted here has nothing new to do
    execution_.prune();
    return nullptr;
  }
  const auto ready = execution_.enabled();
  if (ready == 0) {
    execution_.conclude();
    return nullptr;
  }
  if (path_.size() == depth) path_.emplace_back();
  auto& at = path_[depth];
  at.listed = false;
  at.enabled = ready;
  at.tried = at.wanted = 0;
  at.asleep = {};
  at.preemptions = 0;
  if (depth > 0) {
    const auto& from = path_[depth - 1];
    if (reduced()) inherit_sleep(from, at);
    const bool could_go_on = depth > 1 && (from.enabled & only(path_[depth - 2].thread)) != 0;
    at.preemptions =
        from.preemptions + (could_go_on && from.thread != path_[depth - 2].thread ? 1U : 0U);
  }
  at.able = awake(at);
  if (at.able == 0) {
    execution_.prune();
    return nullptr;
  }
  depth_ = depth + 1;
  at.thread = pick(at, at.able);
  // Whose time comes first is no matter of order: each is tried.
  at.wanted = reduced() && !execution_.is_quiescent() ? only(at.thread) : ready;
  list_ways(at);
  return &at;
}

bool explorer::list_ways(choice& at) {
  execution_.list_variants(at.thread, at.asleep[at.thread], at.ways);
  at.way = 0;
  at.listed = true;
  return !at.ways.empty();
}

void explorer::inherit_sleep(const choice& from, choice& to) const {
  for (unsigned i = 0; i < max_threads; ++i) {
    if (from.asleep[i] == 0 || i == from.thread) continue;
    if (!execution_.disturbs_sleeper(i)) to.asleep[i] = from.asleep[i];
  }
}

thread_set explorer::awake(const choice& at) {
  thread_set able = 0;
  for (auto left = at.enabled; left != 0; left &= left - 1) {
    const unsigned i = lowest(left);
    if (at.asleep[i] != 0) {
      if (has(flaw::sleepers_stay_asleep)) continue;
      execution_.list_variants(i, at.asleep[i], scratch_);
      if (scratch_.empty()) continue;
    }
    able |= only(i);
  }
  return able;
}

unsigned explorer::pick(const choice& at, thread_set from) const {
  const std::size_t depth = static_cast<std::size_t>(&at - path_.data());
  const unsigned current = depth > 0 ? path_[depth - 1].thread : 0;
  if (!reduced()) return (from & only(current)) != 0 ? current : lowest(from);
  unsigned best = lowest(from);
  const auto order_of = [&](unsigned thread) {
    return 2 * rank(execution_.pending(thread)) + (thread == current ? 0 : 1);
  };
  for (auto left = from; left != 0; left &= left - 1) {
    if (order_of(lowest(left)) < order_of(best)) best = lowest(left);
  }
  return best;
}

bool explorer::affordable(const choice& at, unsigned thread) const {
  if (bounds_.how != exploration::preemption_bound) return true;
  const std::size_t depth = static_cast<std::size_t>(&at - path_.data());
  if (depth == 0) return true;
  const unsigned current = path_[depth - 1].thread;
  const bool forced = (at.enabled & only(current)) != 0 && thread != current;
  return at.preemptions + (forced ? 1U : 0U) <= bounds_.preemptions;
}

bool explorer::next_thread(choice& at) {
  at.tried |= only(at.thread);
  const auto depth = static_cast<std::uint32_t>(&at - path_.data());
  at.asleep[at.thread] = depth + 1;  // events before its own: numbers up to `depth`
  for (auto left = at.wanted & at.enabled & ~at.tried; left != 0; left &= left - 1) {
    if (!affordable(at, lowest(left))) continue;
    at.thread = lowest(left);
    at.listed = false;
    return true;
  }
  return false;
}

bool explorer::advance() {
  while (depth_ > 0) {
    auto& at = path_[depth_ - 1];
    if (at.listed && ++at.way < at.ways.size()) return true;
    if (next_thread(at)) return true;
    --depth_;
  }
  return false;
}

// ---- races

void explorer::reverse_races() {
  for (const auto rival : execution_.rivals()) {
    const auto& e = execution_.at(rival);
    if (execution_.last().before.at[e.thread] < e.count()) reverse(rival);
  }
}

/// What the last event follows from, were it made in the place of `first`: its thread's past, and
/// where the order of events on an object matters in itself, those among them that do not follow
/// from `first`.
vector_clock explorer::follows_from(const event& first) const {
  const auto& last = execution_.last();
  auto past = last.before;
  const bool is_ordered =
      last.sc || last.ordered || last.what.kind == op::lock || last.what.kind == op::sc_fence;
  for (const auto number : execution_.rivals()) {
    const auto& other = execution_.at(number);
    const bool follows = other.cause.at[first.thread] >= first.count();
    if (is_ordered && !follows) past.join(other.cause);
  }
  return past;
}

/// Sees to it that what follows `rival` without depending on it, and then the last event, is also
/// explored in its place: some thread that can begin such a sequence must be tried there.
void explorer::reverse(std::uint32_t rival) {
  auto& at = path_[rival - 1];
  const auto& first = execution_.at(rival);
  thread_set begins = 0;
  thread_set seen = 0;
  std::array<std::uint32_t, max_threads> counts{};
  const auto visit = [&](unsigned thread, const vector_clock& cause, std::uint32_t count) {
    if ((seen & only(thread)) != 0) return;
    bool begin = true;
    for (auto left = seen; left != 0; left &= left - 1) {
      if (cause.at[lowest(left)] >= counts[lowest(left)]) begin = false;
    }
    seen |= only(thread);
    counts[thread] = count;
    if (begin) begins |= only(thread);
  };
  for (std::uint32_t i = rival + 1; i < execution_.length(); ++i) {
    const auto& e = execution_.at(i);
    if (e.cause.at[first.thread] < first.count()) visit(e.thread, e.cause, e.count());
  }
  const auto& last = execution_.last();
  visit(last.thread, follows_from(first), last.count());
  const thread_set covered = at.wanted | (at.enabled & ~at.able);
  if (has(flaw::initials_too_many)) begins = ~thread_set{0};
  if ((begins & covered) != 0) return;
  const auto able = begins & at.enabled;
  if (able != 0) {
    at.wanted |= (able & only(last.thread)) != 0 ? only(last.thread) : only(lowest(able));
  } else {
    at.wanted |= at.enabled;
  }
}

}  // namespace engram::model
