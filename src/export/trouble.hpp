// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/exporter.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace engram::inline v0::detail {

/// Tells the notifier of trouble that lasts without repeating itself: at its start, once a minute
/// while it goes on, and when it is over, with how many records it has cost. What there is no
/// memory to say stays unsaid; the records are told of the next time.
class trouble {
 public:
  explicit trouble(std::string_view component) noexcept : component_(component) {}

  void tell(const notifier& notify) { notify_ = notify; }
  void report(const std::string& what, std::uint64_t records_lost = 0) noexcept;
  /// Whatever it was, it works now.
  void over() noexcept;

 private:
  using clock = std::chrono::steady_clock;
  void say(severity how_bad, std::string text) const;
  std::string_view component_;
  notifier notify_;
  std::string last_;
  std::uint64_t lost_ = 0;
  bool going_on_ = false;
  clock::time_point told_{};
};

}  // namespace engram::inline v0::detail
