// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "workload/load_generator.hpp"

#include "workload/workload_error.hpp"

#include <chrono>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace engram::workload {
namespace {

constexpr unsigned max_threads = 1024;

void require(bool holds, const std::string& problem) {
  if (!holds) throw workload_error("load: " + problem);
}

}  // namespace

load_options checked(load_options options) {
  const bool open_loop = options.arrivals != arrival::saturate;
  require(!open_loop || (std::isfinite(options.rate) && options.rate > 0),
          "rate must be above 0 operations a second, not " + std::to_string(options.rate));
  require(options.threads > 0 && options.threads <= max_threads,
          "threads must be 1.." + std::to_string(max_threads) + ", not " +
              std::to_string(options.threads));
  require(options.duration.count() >= 0, "duration must not be negative");
  require(options.duration.count() > 0 || options.max_operations > 0,
          "set a duration or a number of operations; without either the run would never end");
  return options;
}

std::vector<drm_material> located(const semantic_network& network, std::span<const drm_list> lists,
                                  const load_options& options) {
  std::vector<drm_material> found = locate(network, lists);
  const bool wanted = options.mix.share[static_cast<std::size_t>(operation_type::drm_trial)] > 0;
  require(!wanted || found.size() >= 2,
          "DRM trials need at least two word lists known to the network, not " +
              std::to_string(found.size()) + " of " + std::to_string(lists.size()));
  return found;
}

demand demand_of(const load_options& options) noexcept {
  demand wanted = options.wanted;
  wanted.spaces = options.spaces;
  return wanted;
}

load_schedule schedule_of(const load_options& options, const work_plan& plan) {
  return {.arrivals = options.arrivals,
          .rate = options.rate,
          .duration = options.duration,
          .max_operations = options.max_operations,
          .seed = options.seed,
          .owners = plan.owners(options.threads)};
}

load_progress add_up(const std::vector<live_counts>& live) noexcept {
  constexpr auto relaxed = std::memory_order_relaxed;
  load_progress sum;
  for (const live_counts& one : live) {
    sum.operations += one.operations.load(relaxed);
    sum.events += one.events.load(relaxed);
    sum.drm_trials += one.drm_trials.load(relaxed);
    sum.lures_recalled += one.lures_recalled.load(relaxed);
    sum.late += one.late.load(relaxed);
    sum.busy += std::chrono::nanoseconds(one.busy_ns.load(relaxed));
  }
  return sum;
}

}  // namespace engram::workload
