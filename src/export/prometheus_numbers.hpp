// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "export/json_text.hpp"

#include <engram/export/prometheus.hpp>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <string>

namespace engram::inline v0::detail {

/// A bucket's bound as the text format wants it: as short as can be, or OpenMetrics' canonical
/// number.
std::string bound_text(prometheus_format format, double bound);

/// A moment in seconds since 1970, to the millisecond.
std::string seconds_text(std::chrono::system_clock::time_point moment);

/// Writes a sample's number at `to`, at most `number_bytes` of text.
inline char* put_sample_number(char* to, std::uint64_t value) noexcept {
  return put_number(to, value);
}
inline char* put_sample_number(char* to, std::int64_t value) noexcept {
  return put_number(to, value);
}
inline char* put_sample_number(char* to, double value) noexcept {
  if (std::isfinite(value)) return put_number(to, value);
  return put(to, std::isnan(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf");
}

}  // namespace engram::inline v0::detail
