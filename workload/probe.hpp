// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace engram::workload {

/// What the memory can be asked to do.
enum class operation_type : std::uint8_t {
  recall,
  remember,
  prime_pair,
  practice,
  reconsolidate,
  drm_trial,
};

inline constexpr std::size_t operation_types = 6;

/// The probe that is absent: the engine without telemetry, to compare all others with.
///
/// A probe is what the engine reports to. It is a template parameter, so that every arm of a
/// comparison is an instantiation of the same engine code. Each operation constructs one
/// `Probe::operation` for its duration, and passes each cognitive event (the structs of
/// `engram::cognitive`) to `Probe::observe`. A probe has no instance; any state is its own affair.
struct no_probe {
  struct operation {
    constexpr operation(operation_type /*type*/, std::uint32_t /*space*/,
                        std::uint64_t /*subject*/) noexcept {}
  };

  template <class Observation>
  static constexpr void observe(const Observation& /*observation*/) noexcept {}
};

}  // namespace engram::workload
