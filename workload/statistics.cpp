// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/statistics.hpp"

#include <cmath>
#include <cstddef>
#include <numeric>
#include <span>

namespace engram::workload {

double mean(std::span<const double> values) noexcept {
  if (values.empty()) return 0;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double correlation(std::span<const double> left, std::span<const double> right) noexcept {
  const double left_mean = mean(left);
  const double right_mean = mean(right);
  double both = 0;
  double left_squares = 0;
  double right_squares = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const double x = left[i] - left_mean;
    const double y = right[i] - right_mean;
    both += x * y;
    left_squares += x * x;
    right_squares += y * y;
  }
  const double scale = std::sqrt(left_squares * right_squares);
  return scale > 0 ? both / scale : 0;
}

double rms_difference(std::span<const double> left, std::span<const double> right) noexcept {
  if (left.empty()) return 0;
  double squares = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    squares += (left[i] - right[i]) * (left[i] - right[i]);
  }
  return std::sqrt(squares / static_cast<double>(left.size()));
}

}  // namespace engram::workload
