// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/drm_lists.hpp"
#include "workload/params.hpp"
#include "workload/semantic_network.hpp"

#include <cstdint>
#include <span>

namespace engram::workload {

/// How often a cue activated its target.
struct priming_findings {
  std::uint32_t tested = 0;
  std::uint32_t primed = 0;

  [[nodiscard]] double rate() const noexcept {
    return tested == 0 ? 0 : static_cast<double>(primed) / tested;
  }
};

/// Spreads from every list item whose published backward strength lies in [least, most], and looks
/// whether its lure is active. `shift` pairs the items with the lure of the list so many positions
/// on instead: with anything but 0 a control without meaning.
[[nodiscard]] priming_findings prime_lures(const semantic_network& network,
                                           std::span<const drm_list> lists, double least,
                                           double most, std::size_t shift = 0,
                                           const params& params = {});

/// Strength of repetition priming after `presentations` that were `gap_seconds` apart, the last
/// `age_seconds` ago; 0..1.
[[nodiscard]] double repetition_strength(std::uint32_t presentations, double gap_seconds,
                                         double age_seconds, const params& params = {});

}  // namespace engram::workload
