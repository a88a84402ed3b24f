// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/snapshot.hpp>

namespace engram::inline v0 {

/// Rates that follow from the cognitive metrics, each NaN while its denominator is 0.
struct cognitive_rates {
  double lure_rate;        ///< recalls of the critical lure / DRM trials
  double veridical_rate;   ///< list items recalled / list items studied, 15 a trial
  double window_hit_rate;  ///< reconsolidation hits / attempts
  double facilitation;     ///< primes that later helped / semantic and associative primings
  double spacing_ratio;    ///< distributed / massed practices
};

/// Derives the rates from a snapshot that read the cognitive catalogue.
cognitive_rates derive_rates(const snapshot& now);

}  // namespace engram::inline v0
