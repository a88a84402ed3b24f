// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/cognitive/catalogue.hpp>
#include <engram/collect/cognitive_rates.hpp>

#include <limits>

namespace engram::inline v0 {
namespace {

double ratio(std::uint64_t part, std::uint64_t whole) noexcept {
  return whole == 0 ? std::numeric_limits<double>::quiet_NaN()
                    : static_cast<double>(part) / static_cast<double>(whole);
}

/// The length of every published list.
constexpr std::uint64_t items_of_a_list = 15;

}  // namespace

cognitive_rates derive_rates(const snapshot& now) {
  using cognitive::drm_recall_kind;
  using cognitive::false_memory_metrics;
  using cognitive::practice_kind;
  using cognitive::priming_kind;
  using cognitive::priming_metrics;
  using cognitive::reconsolidation_metrics;
  using cognitive::spacing_metrics;
  using outcome = cognitive::reconsolidation_outcome;
  const auto recalls = now[false_memory_metrics<on>::recalls];
  const auto trials = now[false_memory_metrics<on>::trials]();
  const auto attempts = now[reconsolidation_metrics<on>::attempts];
  const auto primings = now[priming_metrics<on>::events];
  const auto practices = now[spacing_metrics<on>::practices];
  std::uint64_t all_attempts = 0;
  for (auto i = 0U; i <= static_cast<unsigned>(outcome::excessive); ++i) {
    all_attempts += attempts(static_cast<outcome>(i));
  }
  const auto spread = primings(priming_kind::semantic) + primings(priming_kind::associative);
  return {.lure_rate = ratio(recalls(drm_recall_kind::critical_lure), trials),
          .veridical_rate = ratio(recalls(drm_recall_kind::list_item), trials * items_of_a_list),
          .window_hit_rate = ratio(attempts(outcome::hit), all_attempts),
          .facilitation = ratio(primings(priming_kind::facilitation), spread),
          .spacing_ratio =
              ratio(practices(practice_kind::distributed), practices(practice_kind::massed))};
}

}  // namespace engram::inline v0
