// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/probe.hpp"
#include "workload/tally.hpp"

#include <cstddef>
#include <cstdint>

namespace engram::workload {

/// The one door through which events leave the engine: each is told to the probe and counted in the
/// tally, so that the two can be compared. Belongs to one thread.
template <class Probe>
class reporter {
 public:
  /// An operation on a space begins; the events that follow are its.
  void begin(operation_type type, std::uint32_t space) noexcept {
    space_ = space;
    ++tally_.operations[static_cast<std::size_t>(type)];
  }

  template <class Event>
  void operator()(const Event& event) {
    Probe::observe(event);
    tally_.count(space_, event);
  }

  [[nodiscard]] tally& counts() noexcept { return tally_; }
  [[nodiscard]] const tally& counts() const noexcept { return tally_; }

 private:
  tally tally_;
  std::uint32_t space_ = 0;
};

}  // namespace engram::workload
