// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/time_base.hpp>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <limits>

namespace engram::inline v0 {
namespace {

constexpr std::int64_t second = 1'000'000'000;

std::int64_t read_clock(clockid_t clock) noexcept {
  std::timespec now{};
  clock_gettime(clock, &now);
  return now.tv_sec * second + now.tv_nsec;
}

clock_anchor sandwich() noexcept {
  const ticks before = read_ticks();
  const std::int64_t monotonic = read_clock(CLOCK_MONOTONIC);
  const std::int64_t wall = read_clock(CLOCK_REALTIME);
  const ticks after = read_ticks();
  return {before + (after - before) / 2, after - before, monotonic, wall};
}

}  // namespace

clock_anchor read_anchor() noexcept {
  clock_anchor best = sandwich();
  for (int i = 0; i < 8; ++i) {
    const clock_anchor next = sandwich();
    if (next.width < best.width) best = next;
  }
  return best;
}

time_base::time_base(const clock_anchor& earlier, const clock_anchor& first) noexcept
    : newest_(first) {
  const auto elapsed = static_cast<double>(first.monotonic_ns - earlier.monotonic_ns);
  rate_ = elapsed > 0 ? static_cast<double>(first.at - earlier.at) / elapsed : 1.0;
  now_ = {first.at, first.wall_ns, 1 / rate_};
  before_ = now_;
}

std::int64_t time_base::along(const segment& line, ticks at) noexcept {
  const auto ahead = static_cast<double>(static_cast<std::int64_t>(at - line.from));
  return line.wall_ns + static_cast<std::int64_t>(std::llround(ahead * line.ns_per_tick));
}

void time_base::add(const clock_anchor& anchor) noexcept {
  if (anchor.at <= newest_.at || anchor.monotonic_ns <= newest_.monotonic_ns) return;
  const auto elapsed = static_cast<double>(anchor.monotonic_ns - newest_.monotonic_ns);
  rate_ = static_cast<double>(anchor.at - newest_.at) / elapsed;
  const std::int64_t reached = wall_ns(anchor.at);
  const std::int64_t error = anchor.wall_ns - reached;
  before_ = now_;
  // Meet the wall clock after as long again as this anchor took to come; never slower than half
  // speed. A wall clock set forward is followed at once.
  const bool jump = error > static_cast<std::int64_t>(elapsed);
  const double bend = jump ? 1.0 : std::max(0.5, 1 + static_cast<double>(error) / elapsed);
  now_ = {anchor.at, jump ? anchor.wall_ns : reached, bend / rate_};
  newest_ = anchor;
}

std::int64_t time_base::wall_ns(ticks at) const noexcept {
  return along(at < now_.from ? before_ : now_, at);
}

}  // namespace engram::inline v0
