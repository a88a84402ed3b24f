// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/findings.hpp"

#include "workload/paradigms/drm_experiment.hpp"
#include "workload/paradigms/fan.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace engram::workload {
namespace {

constexpr std::string_view roediger = "Roediger & McDermott (1995), Experiment 2";
constexpr std::string_view stadler = "Stadler, Roediger & McDermott (1999)";
constexpr std::string_view anderson = "Anderson (1974)";
constexpr std::string_view underwood = "Underwood (1957)";
constexpr std::string_view cepeda = "Cepeda et al. (2006)";

constexpr double lure_recall_1995 = 0.55;
constexpr std::size_t lists_for_correlation = 10;
constexpr std::uint64_t trials_for_correlation = 20;  // a list; with fewer it is mostly noise

bool can_correlate(const tally& counts) {
  const auto tried = static_cast<std::size_t>(std::ranges::count_if(
      counts.drm_lists, [](const drm_counts& one) { return one.trials > 0; }));
  return tried >= lists_for_correlation && counts.drm_trials >= trials_for_correlation * tried;
}

void add_drm(std::vector<finding>& out, const tally& counts, std::span<const drm_list> lists) {
  if (counts.drm_trials == 0) return;
  const drm_findings drm = findings_of(lists, counts.drm_lists);
  out.push_back({"critical lures recalled", "ratio", drm.lure_rate(), lure_recall_1995, roediger});
  out.push_back(
      {"list items recalled", "ratio", drm.veridical_rate(), published_veridical_recall, stadler});
  out.push_back(
      {"unrelated words recalled", "ratio", drm.unrelated_rate(), std::nullopt, roediger});
  if (!can_correlate(counts)) return;
  out.push_back({"lists: correlation with people", "r", drm.correlation(), std::nullopt, stadler});
}

double mean_reaction_ms(const tally& counts, std::size_t fan) {
  return 1000 * counts.reaction_seconds_sum[fan] / static_cast<double>(counts.retrievals[fan]);
}

void add_fan(std::vector<finding>& out, const tally& counts) {
  if (counts.retrievals[1] == 0 || counts.retrievals[3] == 0) return;
  const double slope = (mean_reaction_ms(counts, 3) - mean_reaction_ms(counts, 1)) / 2;
  out.push_back(
      {"fan effect per association", "ms", slope, 1000 * fan_slope(published_fan_times), anderson});
}

// No published number: the experiments separate the two directions, a run mixes them.
void add_interference(std::vector<finding>& out, const tally& counts) {
  double crowded = 0;
  double recalled = 0;
  for (std::size_t fan = 10; fan <= tally::max_fan; ++fan) {
    crowded += static_cast<double>(counts.retrievals[fan]);
    recalled += static_cast<double>(counts.retrieved[fan]);
  }
  if (crowded == 0 || counts.retrieved[1] == 0) return;
  const double alone =
      static_cast<double>(counts.retrieved[1]) / static_cast<double>(counts.retrievals[1]);
  out.push_back({"recall among ten and more, relative", "ratio", recalled / crowded / alone,
                 std::nullopt, underwood});
}

void add_spacing(std::vector<finding>& out, const tally& counts) {
  const auto distributed = static_cast<std::size_t>(cognitive::practice_kind::distributed);
  if (counts.practiced[distributed] == 0) return;
  const double ratio =
      counts.retention_ratio_sum[distributed] / static_cast<double>(counts.practiced[distributed]);
  out.push_back({"retention gained by spacing", "ratio", ratio - 1, std::nullopt, cepeda});
}

}  // namespace

std::vector<finding> findings_of_run(const tally& counts, std::span<const drm_list> lists) {
  std::vector<finding> found;
  add_drm(found, counts, lists);
  add_fan(found, counts);
  add_interference(found, counts);
  add_spacing(found, counts);
  return found;
}

}  // namespace engram::workload
