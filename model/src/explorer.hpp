// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "execution.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace engram::model {

/// A step of the execution at hand, and what else could be done in its place.
struct choice {
  unsigned thread = 0;
  variants ways;        ///< of `thread`
  std::size_t way = 0;  ///< the one that is taken
  bool listed = false;  ///< whether `ways` is filled
  thread_set enabled = 0;
  thread_set able = 0;    ///< of the enabled, those with something to do that is not seen elsewhere
  thread_set tried = 0;   ///< all of whose ways have been seen
  thread_set wanted = 0;  ///< to be tried, or tried
  unsigned preemptions = 0;  ///< on the way here
  /// Of each thread: 0, or all that it could do next has been seen elsewhere, but for what reads
  /// from events of this number on.
  std::array<std::uint32_t, max_threads> asleep{};
};

/// Walks the tree of a body's executions, depth first. Every execution starts anew and repeats the
/// choices on the path.
class explorer {
 public:
  explorer(const options& bounds, const std::function<void()>& body)
      : bounds_(bounds), body_(body), execution_(bounds), random_(bounds.seed) {}

  report explore();

 private:
  void run_once();
  void run_random();
  void run_replay(std::string_view schedule);
  bool advance();
  bool next_thread(choice& at);
  choice* next_choice(std::size_t depth);
  bool list_ways(choice& at);
  void inherit_sleep(const choice& from, choice& to) const;
  thread_set awake(const choice& at);
  unsigned pick(const choice& at, thread_set from) const;
  bool affordable(const choice& at, unsigned thread) const;
  void reverse_races();
  void reverse(std::uint32_t rival);
  vector_clock follows_from(const event& first) const;
  void count(report& so_far);
  std::string schedule() const;
  bool reduced() const noexcept { return bounds_.how == exploration::reduced; }

  const options& bounds_;
  const std::function<void()>& body_;
  execution execution_;
  std::mt19937_64 random_;
  std::vector<choice> path_;  ///< choice i leads to event i + 1
  std::size_t depth_ = 0;     ///< how much of it is in use
  std::vector<std::pair<unsigned, std::uint32_t>> steps_;
  variants scratch_;
};

}  // namespace engram::model
