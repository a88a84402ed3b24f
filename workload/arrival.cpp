// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/arrival.hpp"

#include <chrono>
#include <cmath>
#include <cstdint>

namespace engram::workload {
namespace {

constexpr double burst_period_seconds = 30;
constexpr double burst_seconds = 5;
constexpr double calm_share = 0.5;
constexpr double burst_share = 2;
constexpr std::uint64_t arrival_stream = 0x617272697665;  // keeps the gaps apart from other draws

}  // namespace

std::chrono::nanoseconds arrival_schedule::next() noexcept {
  const double work = random_stream(seed_ ^ arrival_stream, index_++).exponential();
  if (kind_ == arrival::poisson) seconds_ += work / rate_;
  if (kind_ == arrival::burst) advance_in_bursts(work);
  return std::chrono::nanoseconds(static_cast<std::int64_t>(seconds_ * 1e9));
}

// The calm comes first in each period. `work` is the gap in units of the mean number of arrivals;
// it may reach over several changes of rate.
void arrival_schedule::advance_in_bursts(double work) noexcept {
  constexpr double calm_seconds = burst_period_seconds - burst_seconds;
  for (;;) {
    const double phase = std::fmod(seconds_, burst_period_seconds);
    const bool calm = phase < calm_seconds;
    const double rate = rate_ * (calm ? calm_share : burst_share);
    const double left = (calm ? calm_seconds : burst_period_seconds) - phase;
    if (work <= left * rate) {
      seconds_ += work / rate;
      return;
    }
    work -= left * rate;
    // Landing on the boundary exactly could round to just before it, and never get past it.
    seconds_ = std::nextafter(seconds_ + left, burst_period_seconds + seconds_ + left);
  }
}

}  // namespace engram::workload
