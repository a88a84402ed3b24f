// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/reconsolidation.hpp"

#include <engram/cognitive/reconsolidation.hpp>

#include <limits>
#include <optional>

namespace engram::workload {
namespace {

using outcome = cognitive::reconsolidation_outcome;

/// Why an attempt is rejected at `elapsed` seconds after the recall, if it is.
std::optional<outcome> rejection(const lability& state, double age, double elapsed, double now,
                                 const reconsolidation_params& params) noexcept {
  if (state.recalled_at == lability::never) return outcome::not_recalled;
  if (age < params.consolidation_seconds) return outcome::too_young;
  if (elapsed < params.opens_seconds) return outcome::too_soon;
  if (elapsed > params.closes_seconds) return std::nullopt;
  if (state.modifications >= params.max_modifications) return outcome::excessive;
  if (now < state.modifying_until) return outcome::conflicting;
  return std::nullopt;
}

void modify(lability& state, double now, const reconsolidation_params& params) noexcept {
  state.modifying_until = now + params.modification_seconds;
  if (state.modifications < std::numeric_limits<std::uint8_t>::max()) ++state.modifications;
}

}  // namespace

lability_state lability::at(double now, const reconsolidation_params& params) const noexcept {
  const double elapsed = now - recalled_at;
  if (recalled_at == never || elapsed > params.closes_seconds) return lability_state::stable;
  return elapsed < params.opens_seconds ? lability_state::latent : lability_state::labile;
}

void lability::recall(double now, const reconsolidation_params& params) noexcept {
  if (at(now, params) == lability_state::stable) recalled_at = now;
}

reconsolidation_attempt attempt_modification(lability& state, double encoded_at, double now,
                                             const reconsolidation_params& params) noexcept {
  const double elapsed = now - state.recalled_at;
  if (const auto reason = rejection(state, now - encoded_at, elapsed, now, params)) {
    const bool recalled = *reason != outcome::not_recalled;
    return {.outcome = *reason, .seconds_since_recall = recalled ? elapsed : 0};
  }
  const double length = params.closes_seconds - params.opens_seconds;
  reconsolidation_attempt result{.outcome = outcome::hit,
                                 .window_position = (elapsed - params.opens_seconds) / length,
                                 .seconds_since_recall = elapsed};
  if (elapsed > params.closes_seconds) {
    result.outcome = outcome::miss;
    state.recalled_at = lability::never;
    return result;
  }
  result.plasticity = plasticity_at(result.window_position, params);
  result.modified = result.plasticity > params.min_plasticity;
  if (result.modified) modify(state, now, params);
  return result;
}

cognitive::reconsolidated event_of(cognitive::episode_id episode,
                                   const reconsolidation_attempt& attempt,
                                   std::uint8_t modifications) noexcept {
  return {.episode = episode,
          .window_position = static_cast<float>(attempt.window_position),
          .plasticity = static_cast<float>(attempt.plasticity),
          .seconds_since_recall = static_cast<std::uint32_t>(attempt.seconds_since_recall),
          .outcome = attempt.outcome,
          .modifications = modifications,
          .modified = attempt.modified};
}

double plasticity_at(double position, const reconsolidation_params& params) noexcept {
  if (position < 0 || position > 1) return 0;
  return params.max_plasticity * 4 * position * (1 - position);
}

}  // namespace engram::workload
