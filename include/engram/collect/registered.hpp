// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace engram::inline v0 {

/// What has registered in the process.
struct registered_figures {
  std::uint64_t metrics = 0;
  /// Of metrics with enum labels: all combinations, spare ones included. Of a family: those
  /// of the label sets that it has now.
  std::uint64_t series = 0;
  std::uint64_t event_types = 0;
  std::uint64_t operation_kinds = 0;
};

/// Counts them, in the process's store, brought to life as a registry does. Thread-safe; takes a
/// lock for some nanoseconds a metric, which recording threads take only when they register.
registered_figures read_registered();

}  // namespace engram::inline v0
