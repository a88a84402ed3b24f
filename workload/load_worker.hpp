// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/arrival.hpp"
#include "workload/load_report.hpp"
#include "workload/performer.hpp"
#include "workload/work_plan.hpp"
#include "workload/worker_clock.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace engram::workload {

/// What all workers of a run share.
struct load_schedule {
  arrival arrivals = arrival::poisson;
  double rate = 0;                    ///< operations a second of all workers together
  std::chrono::nanoseconds duration;  ///< 0: no limit
  std::uint64_t max_operations = 0;   ///< of all workers together; 0: no limit
  std::uint64_t seed = 0;
  std::vector<std::uint32_t> owners;  ///< worker of each space
};

/// Counts that a worker alone writes and any thread may read.
struct alignas(64) live_counts {
  std::atomic<std::uint64_t> operations{0};
  std::atomic<std::uint64_t> events{0};
  std::atomic<std::uint64_t> drm_trials{0};
  std::atomic<std::uint64_t> lures_recalled{0};
  std::atomic<std::uint64_t> late{0};
  std::atomic<std::int64_t> busy_ns{0};
};

/// One worker: walks the schedule of the whole run, and carries out the operations on its own
/// spaces, each at its intended start or, when that has passed, at once. None is skipped.
///
/// Busy wall time is taken around each operation; CPU time around each run of operations without a
/// wait between them, because reading the thread's CPU clock is a system call.
template <class Probe>
class load_worker {
 public:
  /// The arguments must outlive the worker.
  load_worker(const semantic_network& network, const work_plan& plan,
              std::span<const drm_material> lists, const params& params,
              const load_schedule& schedule, unsigned number)
      : plan_(&plan),
        schedule_(&schedule),
        number_(number),
        arrivals_(schedule.arrivals, schedule.rate, schedule.seed),
        performer_(network, plan, lists, params) {}

  /// Works until the schedule ends or `stop` is set. On the worker's own thread.
  void run(load_clock::time_point start, const std::atomic<bool>& stop, live_counts& live) {
    cpu_mark_ = thread_cpu_time();
    while (!stop.load(std::memory_order_relaxed) && next_own()) {
      if (closed_loop() ? out_of_time(start) : !wait(start + intended_, stop, live)) break;
      execute(start + intended_, live);
    }
    pause(live);
  }

  [[nodiscard]] const tally& counts() const noexcept { return performer_.counts(); }
  [[nodiscard]] const load_measures& measures() const noexcept { return measures_; }

 private:
  static constexpr std::chrono::milliseconds late_after{1};
  static constexpr std::chrono::milliseconds longest_sleep{50};  // to notice the stop flag
  static constexpr std::uint64_t publish_every = 64;             // operations without a wait

  [[nodiscard]] bool closed_loop() const noexcept {
    return schedule_->arrivals == arrival::saturate;
  }

  [[nodiscard]] bool out_of_time(load_clock::time_point start) const noexcept {
    return schedule_->duration.count() > 0 && load_clock::now() - start >= schedule_->duration;
  }

  /// Moves on to the next operation on a space of this worker; false at the end of the schedule.
  bool next_own() noexcept {
    do {
      if (schedule_->max_operations != 0 && index_ >= schedule_->max_operations) return false;
      intended_ = arrivals_.next();
      if (!closed_loop() && schedule_->duration.count() > 0 && intended_ >= schedule_->duration) {
        return false;
      }
      planned_ = plan_->operation(index_++);
    } while (schedule_->owners[planned_.space] != number_);
    return true;
  }

  /// Waits for the intended start, if it has not passed; false if the run was stopped meanwhile.
  bool wait(load_clock::time_point intended, const std::atomic<bool>& stop, live_counts& live) {
    auto now = load_clock::now();
    if (now >= intended) return true;
    pause(live);
    for (; now < intended; now = load_clock::now()) {
      if (stop.load(std::memory_order_relaxed)) return false;
      sleep_until(std::min<load_clock::time_point>(intended, now + longest_sleep));
    }
    cpu_mark_ = thread_cpu_time();
    return true;
  }

  void execute(load_clock::time_point intended, live_counts& live) {
    const auto begin = load_clock::now();
    performer_.perform(planned_);
    const auto end = load_clock::now();
    // In a closed loop an operation is meant to start when it does.
    record(closed_loop() ? begin : intended, begin, end);
    if (++unpublished_ == publish_every) publish(live);
  }

  void record(load_clock::time_point intended, load_clock::time_point begin,
              load_clock::time_point end) noexcept {
    operation_latency& latency = measures_.latency[static_cast<std::size_t>(planned_.type)];
    latency.from_intended.record(end - intended);
    latency.service.record(end - begin);
    measures_.busy += end - begin;
    if (begin - intended > late_after) ++measures_.late;
  }

  /// The worker is about to wait: settles the CPU time of what it did since the last wait.
  void pause(live_counts& live) noexcept {
    const auto cpu = thread_cpu_time();
    measures_.cpu += cpu - cpu_mark_;
    cpu_mark_ = cpu;
    publish(live);
  }

  // Relaxed: each count stands alone, and what the reader decides from it touches nothing else.
  void publish(live_counts& live) noexcept {
    constexpr auto relaxed = std::memory_order_relaxed;
    const tally& counted = counts();
    live.operations.store(counted.total_operations(), relaxed);
    live.events.store(counted.total_events(), relaxed);
    live.drm_trials.store(counted.drm_trials, relaxed);
    live.lures_recalled.store(counted.drm_recalled[0], relaxed);
    live.late.store(measures_.late, relaxed);
    live.busy_ns.store(measures_.busy.count(), relaxed);
    unpublished_ = 0;
  }

  const work_plan* plan_;
  const load_schedule* schedule_;
  unsigned number_;
  arrival_schedule arrivals_;
  performer<Probe> performer_;
  load_measures measures_;
  planned_operation planned_{operation_type::recall, 0, random_stream(0, 0)};
  std::uint64_t index_ = 0;
  std::uint64_t unpublished_ = 0;
  std::chrono::nanoseconds intended_{};
  std::chrono::nanoseconds cpu_mark_{};
};

}  // namespace engram::workload
