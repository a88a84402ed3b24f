// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "collect/children.hpp"
#include "faults/fault.hpp"

#include <gtest/gtest.h>
#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <new>
#include <optional>
#include <string_view>

namespace engram::testing {

/// What a run of a flow has to say, in memory that the parent reads when it has ended.
class verdict {
 public:
  /// Takes down the first thing that is not as wanted.
  void expect(bool held, std::string_view what) noexcept {
    if (held || complaint_[0] != '\0') return;
    std::copy_n(what.data(), std::min(what.size(), complaint_.size() - 1), complaint_.data());
  }
  std::string_view complaint() const noexcept { return complaint_.data(); }

  std::uint64_t requests = 0;  ///< made while faults were armed

 private:
  std::array<char, 256> complaint_{};
};

/// A page that a child of a fork shares with its parent.
class shared_verdict {
 public:
  shared_verdict() : page_(map()) { new (page_) verdict; }
  ~shared_verdict() { munmap(page_, sizeof(verdict)); }
  shared_verdict(const shared_verdict&) = delete;
  shared_verdict& operator=(const shared_verdict&) = delete;
  verdict& get() noexcept { return *static_cast<verdict*>(page_); }

 private:
  static void* map() {
    return mmap(nullptr, sizeof(verdict), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
                0);
  }
  void* page_;
};

/// Runs `flow(fault, verdict)` in a process of its own. The flow arms the fault, disarms it, and
/// judges. Returns how many requests it made meanwhile, or nothing when it failed.
template <class Flow>
std::optional<std::uint64_t> run_with(fault what, Flow flow) {
  shared_verdict shared;
  const auto how = in_a_child([&] {
    flow(what, shared.get());
    return shared.get().complaint().empty() ? 0 : 1;
  });
  if (how.exited_with(0)) return shared.get().requests;
  ADD_FAILURE() << "request " << what.nth << (what.sticky ? " and all that follow" : "")
                << " refused: status " << how.status << ", " << shared.get().complaint();
  return std::nullopt;
}

/// Runs a flow with its first request refused, then its second, until a run makes fewer: each once
/// with that one refused alone, and once with all that follow.
template <class Flow>
void sweep(Flow flow) {
  const auto granted = run_with({}, flow);
  ASSERT_TRUE(granted) << "it fails when nothing is refused";
  ASSERT_GT(*granted, 0U) << "it asks for nothing";
  int runs = 0;
  for (const bool sticky : {false, true}) {
    for (std::uint64_t n = 1;; ++n) {
      const auto requests = run_with({.nth = n, .sticky = sticky}, flow);
      if (!requests || *requests < n) break;
      ++runs;
    }
  }
  ::testing::Test::RecordProperty("refusals", runs);
}

}  // namespace engram::testing
