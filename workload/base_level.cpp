// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/base_level.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace engram::workload {

void presentation_trace::present(double now, const base_level_params& params) noexcept {
  const double strength = count_ == 0 ? 0 : std::exp(activation(now, params));
  at_[count_ % kept] = now;
  decay_[count_ % kept] = static_cast<float>(params.c * strength + params.a);
  ++count_;
}

double presentation_trace::activation(double now, const base_level_params& params) const noexcept {
  if (count_ == 0) return -std::numeric_limits<double>::infinity();
  double sum = 0;
  for (std::uint32_t i = 0; i < std::min(count_, kept); ++i) {
    const double age = psychological_age(now - at_[i], params);
    sum += std::pow(age, -static_cast<double>(decay_[i]));
  }
  return std::log(sum);
}

double recall_probability(double m, const base_level_params& params) noexcept {
  return 1 / (1 + std::exp((params.tau - m) / params.s));
}

double psychological_age(double seconds, const base_level_params& params) noexcept {
  // The power law has no meaning below a second: it would call a word just seen infinitely active.
  const double in_session = std::clamp(seconds, 1.0, params.session_seconds);
  const double later = std::max(0.0, seconds - params.session_seconds);
  return in_session + params.between_sessions * later;
}

}  // namespace engram::workload
