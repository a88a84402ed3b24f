// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/arrival.hpp"
#include "workload/drm_lists.hpp"
#include "workload/load_report.hpp"
#include "workload/load_worker.hpp"
#include "workload/paradigms/drm.hpp"
#include "workload/params.hpp"
#include "workload/semantic_network.hpp"
#include "workload/work_plan.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <latch>
#include <memory>
#include <span>
#include <thread>
#include <vector>

namespace engram::workload {

/// What a run does. At least one of `duration` and `max_operations` must limit it.
struct load_options {
  double rate = 10'000;  ///< operations a second, mean
  std::chrono::nanoseconds duration =
      std::chrono::seconds(60);      ///< of intended starts; 0: no limit
  std::uint64_t max_operations = 0;  ///< 0: no limit
  unsigned threads = 2;
  std::uint32_t spaces = 64;
  std::uint64_t seed = 1;
  scenario mix = scenario::production();
  arrival arrivals = arrival::poisson;
  params memory = {};
  demand wanted = {};  ///< its `spaces` is overruled by the one above
};

/// The options themselves. Throws `workload_error` naming the first that makes no sense, and what
/// would.
[[nodiscard]] load_options checked(load_options options);

/// The lists of the trials; none are needed if the mix has no trials.
[[nodiscard]] std::vector<drm_material> located(const semantic_network& network,
                                                std::span<const drm_list> lists,
                                                const load_options& options);

/// Parts of a run that follow from its options.
[[nodiscard]] demand demand_of(const load_options& options) noexcept;
[[nodiscard]] load_schedule schedule_of(const load_options& options, const work_plan& plan);
[[nodiscard]] load_progress add_up(const std::vector<live_counts>& live) noexcept;

/// One run of the load: `threads` workers, each with its own spaces, engine and measures.
///
/// Same network, options and seed: same operations and events, whatever the number of threads,
/// unless the run is stopped early or a closed loop is limited by time. `start` and the
/// two joins belong to one thread.
template <class Probe>
class load_run {
 public:
  /// The network must outlive the run. Throws `workload_error` for options that make no sense, and
  /// if there are to be DRM trials but fewer than two lists are made of the network's words.
  load_run(const semantic_network& network, std::span<const drm_list> lists,
           const load_options& options)
      : network_(&network),
        options_(checked(options)),
        lists_(located(network, lists, options)),
        plan_(network, options.mix, demand_of(options), options.seed),
        schedule_(schedule_of(options, plan_)),
        live_(options.threads),
        outcomes_(options.threads),
        ready_(static_cast<std::ptrdiff_t>(options.threads)) {}

  load_run(const load_run&) = delete;
  load_run& operator=(const load_run&) = delete;

  /// Stops and joins the workers if nobody has.
  ~load_run() {
    stop_.store(true, std::memory_order_relaxed);
    join_threads();
  }

  /// Starts the workers and returns when their clock has begun to run; at most one time.
  void start() {
    try {
      for (unsigned number = 0; number < options_.threads; ++number) {
        threads_.emplace_back([this, number] { work(number); });
      }
    } catch (...) {  // no more threads: let those that wait go home
      stop_.store(true, std::memory_order_relaxed);
      go_.count_down();
      throw;
    }
    ready_.wait();
    start_ = load_clock::now();
    go_.count_down();
  }

  /// Where the run stands. From any thread, also during a join, once `start` has returned.
  [[nodiscard]] load_progress poll() const {
    // Acquire: pairs with the release by which a worker ends, so that the counts read below are its
    // last ones.
    const bool finished = ended_.load(std::memory_order_acquire) == options_.threads;
    load_progress progress = add_up(live_);
    progress.elapsed = load_clock::now() - start_;
    progress.finished = finished;
    return progress;
  }

  /// Waits until the schedule is worked off; again, it reports again. Rethrows what a worker threw.
  /// Not before `start`.
  [[nodiscard]] load_report join() {
    join_threads();
    load_report report;
    for (const outcome& one : outcomes_) {
      if (one.failure) std::rethrow_exception(one.failure);
      report.counts += one.worker->counts();
      report.measures += one.worker->measures();
      report.elapsed = std::max(report.elapsed, one.end - start_);
    }
    return report;
  }

  /// Lets every worker finish the operation it is at, then reports.
  [[nodiscard]] load_report stop_and_join() {
    stop_.store(true, std::memory_order_relaxed);
    return join();
  }

 private:
  struct outcome {
    std::unique_ptr<load_worker<Probe>> worker;
    load_clock::time_point end;
    std::exception_ptr failure;
  };

  void join_threads() {
    for (std::thread& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
  }

  // Each worker makes its engine itself, so that its memory is near, and before the clock starts.
  void work(unsigned number) noexcept {
    prepare_worker_thread(number);
    outcome& result = outcomes_[number];
    try {
      result.worker = std::make_unique<load_worker<Probe>>(*network_, plan_, lists_,
                                                           options_.memory, schedule_, number);
    } catch (...) {
      result.failure = std::current_exception();
    }
    ready_.count_down();
    go_.wait();
    if (result.worker) run(result, live_[number]);
    // Release: pairs with the acquire in poll().
    ended_.fetch_add(1, std::memory_order_release);
  }

  void run(outcome& result, live_counts& live) noexcept {
    try {
      result.worker->run(start_, stop_, live);
    } catch (...) {
      result.failure = std::current_exception();
    }
    result.end = load_clock::now();
  }

  const semantic_network* network_;
  load_options options_;
  std::vector<drm_material> lists_;
  work_plan plan_;
  load_schedule schedule_;
  std::vector<live_counts> live_;
  std::vector<outcome> outcomes_;
  std::latch ready_;
  std::latch go_{1};
  std::atomic<bool> stop_{false};
  std::atomic<unsigned> ended_{0};
  load_clock::time_point start_;
  std::vector<std::thread> threads_;
};

}  // namespace engram::workload
