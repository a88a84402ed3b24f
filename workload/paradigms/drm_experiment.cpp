// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/paradigms/drm_experiment.hpp"

#include "workload/memory.hpp"
#include "workload/operations.hpp"
#include "workload/probe.hpp"
#include "workload/random.hpp"
#include "workload/statistics.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace engram::workload {
namespace {

double ratio(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

drm_counts total(std::span<const drm_counts> lists) {
  drm_counts sum;
  for (const drm_counts& list : lists) sum += list;
  return sum;
}

}  // namespace

double drm_findings::lure_rate() const noexcept {
  const drm_counts sum = total(lists);
  return ratio(sum.lures_recalled, sum.trials);
}

double drm_findings::veridical_rate() const noexcept {
  const drm_counts sum = total(lists);
  return ratio(sum.items_recalled, sum.items_studied);
}

double drm_findings::unrelated_rate() const noexcept {
  const drm_counts sum = total(lists);
  return ratio(sum.unrelated_recalled, sum.trials);
}

double drm_findings::published_rate() const noexcept { return mean(published); }

double drm_findings::correlation() const noexcept {
  std::vector<double> ours;
  std::vector<double> theirs;
  for (std::size_t list = 0; list < lists.size(); ++list) {
    if (lists[list].trials == 0) continue;
    ours.push_back(ratio(lists[list].lures_recalled, lists[list].trials));
    theirs.push_back(published[list]);
  }
  return workload::correlation(ours, theirs);
}

drm_findings findings_of(std::span<const drm_list> lists, std::span<const drm_counts> counts) {
  drm_findings findings;
  findings.lists.assign(counts.begin(), counts.end());
  findings.lists.resize(lists.size());
  for (const drm_list& list : lists) findings.published.push_back(list.false_recall);
  return findings;
}

drm_findings run_drm_experiment(const semantic_network& network, std::span<const drm_list> lists,
                                std::uint32_t trials, std::uint64_t seed, const params& params) {
  const std::vector<drm_material> found = locate(network, lists);
  memory_engine<no_probe> engine(network, params);
  const memory_space space(0);
  random_stream random(seed, 0);
  for (std::uint32_t trial = 0; trial < trials; ++trial) {
    for (std::size_t list = 0; list < found.size(); ++list) {
      const std::size_t other = (list + 1 + trial % (found.size() - 1)) % found.size();
      engine.drm_trial(space, found[list], found[other].lure, random);
    }
  }
  return findings_of(lists, engine.counts().drm_lists);
}

std::vector<double> lure_contexts(const semantic_network& network,
                                  std::span<const drm_material> lists, const params& params) {
  spreading_activation spread(network, params.spreading);
  drm_study study(network, params.drm);
  std::vector<double> contexts;
  for (const drm_material& list : lists) {
    study.study(list.items, spread);
    contexts.push_back(static_cast<double>(study.context(list.lure)));
  }
  return contexts;
}

}  // namespace engram::workload
