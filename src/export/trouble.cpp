// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/trouble.hpp"

#include <new>
#include <utility>

namespace engram::inline v0::detail {
namespace {

constexpr std::chrono::minutes silence{1};

std::string records(std::uint64_t n) {
  return std::to_string(n) + (n == 1 ? " record was lost" : " records were lost");
}

}  // namespace

void trouble::report(const std::string& what, std::uint64_t records_lost) noexcept {
  lost_ += records_lost;
  const auto now = clock::now();
  if (going_on_ && what == last_ && now - told_ < silence) return;
  going_on_ = true;
  try {
    say(severity::error,
        lost_ == 0 ? what : what + " (" + records(lost_) + " so far; it keeps trying)");
    told_ = now;
    last_ = what;
  } catch (const std::bad_alloc&) {
    last_.clear();  // not told yet
  }
}

void trouble::over() noexcept {
  if (!going_on_) return;
  try {
    say(severity::info, "writing again; " + records(lost_));
    lost_ = 0;
    going_on_ = false;
  } catch (const std::bad_alloc&) {
    return;  // the next batch that is written says it
  }
}

void trouble::say(severity how_bad, std::string text) const {
  if (notify_) notify_({.severity = how_bad, .component = component_, .text = std::move(text)});
}

}  // namespace engram::inline v0::detail
