// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/prometheus_numbers.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace engram::inline v0::detail {
namespace {

/// A number as OpenMetrics' canonical numbers are written: the shortest digits, an exponent below
/// 1e-4 and from 1e6 on, else a point.
std::string canonical(double value) {
  std::array<char, number_bytes> buffer{};
  const char* end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                  std::chars_format::scientific)
                        .ptr;
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  int exponent = 0;
  const char* sign = buffer.data() + text.find('e') + 1;
  std::from_chars(sign + 1, end, exponent);  // a sign is always there
  if (*sign == '-') exponent = -exponent;
  if (exponent < -4 || exponent > 5) return std::string(text);
  end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed)
            .ptr;
  std::string fixed(static_cast<const char*>(buffer.data()), end);
  return fixed.find('.') == std::string::npos ? fixed + ".0" : fixed;
}

}  // namespace

std::string bound_text(prometheus_format format, double bound) {
  if (format == prometheus_format::openmetrics && std::isfinite(bound)) return canonical(bound);
  std::array<char, number_bytes> buffer{};
  return {buffer.data(), put_sample_number(buffer.data(), bound)};
}

std::string seconds_text(std::chrono::system_clock::time_point moment) {
  const auto since = std::chrono::floor<std::chrono::milliseconds>(moment.time_since_epoch());
  std::array<char, 16> thousandths{};
  const auto seconds = std::chrono::floor<std::chrono::seconds>(since);
  std::snprintf(thousandths.data(), thousandths.size(), ".%03d",
                static_cast<int>((since - seconds).count()));
  return std::to_string(seconds.count()) + thousandths.data();
}

}  // namespace engram::inline v0::detail
