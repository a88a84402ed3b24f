// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/background_thread.hpp"
#include "collect/drainer.hpp"
#include "collect/process_store.hpp"

#include <engram/collect/collector.hpp>
#include <engram/collect/threading.hpp>

#include <algorithm>
#include <bit>
#include <ctime>
#include <limits>
#include <new>
#include <optional>
#include <system_error>
#include <utility>

namespace engram::inline v0 {
namespace {

using std::chrono::milliseconds;
using clock_type = std::chrono::steady_clock;

constexpr std::int64_t anchor_interval_ns = 1'000'000'000;
/// How long the rate of the tick clock is measured before anything is recorded.
constexpr milliseconds first_measure{10};
constexpr milliseconds busy_interval{10};
constexpr double busy_fill = 0.25;
/// How long past the deadline an exporter may take to come back.
constexpr milliseconds exporter_grace{1000};
/// A year: what is longer would overflow a clock.
constexpr milliseconds longest_deadline = std::chrono::hours(24 * 365);

time_base measure_clock() {
  const auto earlier = read_anchor();
  std_threading::sleep_for(first_measure);
  return {earlier, read_anchor()};
}

}  // namespace

/// The collector's state, in three parts: what `start` and `stop` set, what belongs to whoever
/// holds `mutex_`, and what belongs to the collector's thread while it runs.
class collector::engine {
 public:
  explicit engine(collector_options options) : options_(std::move(options)) {
    options_.ring_slots = std::bit_ceil(std::max<std::uint64_t>(options_.ring_slots, 2));
    if (!options_.notify) options_.notify = [](const notice&) {};
    for (const auto& each : options_.exporters) names_.emplace_back(each->name());
    ledgers_.resize(options_.exporters.size());
    published_.resize(options_.exporters.size());
  }

  /// Whether its thread cannot be waited for: it is the parent's, or an exporter holds it.
  bool abandoned() const noexcept { return abandoned_; }

  bool start();
  bool flush(milliseconds deadline);
  drain_report stop(stop_options options);
  accounting account() const;
  void control(std::string_view type, event_filter filter) {
    store_.control(type, {filter.on, filter.min_strength});
  }
  std::int64_t cpu_nanoseconds() const { return cpu_ns_.load(ENGRAM_MO(cpu_read, relaxed)); }
  double ring_fill() const { return fill_.load(ENGRAM_MO(fill_read, relaxed)); }

 private:
  bool prepare();
  bool open_exporters();
  void take_baseline();
  bool start_thread();
  void run();
  void sleep();
  void round();
  void keep_time();
  void deliver(const batch& records);
  void count_lost(const batch& records, sink_ledger& ledger) noexcept;
  void watch_memory();
  void publish();
  bool flush_exporters();
  void drain_in_time();
  /// Whether the deadline of a stop has passed.
  bool late() const noexcept;
  std::int64_t outstanding();
  void answer_flushes();
  /// Whether the process that started it is not this one.
  bool forked() const noexcept { return is_started() && store_.fork_epoch() != epoch_.get(); }
  bool is_started() const noexcept {
    return started_.load(ENGRAM_MO(started_load, acquire));  // acquire: pairs with start's release
  }
  drain_report abandon();
  bool wait_for_end(milliseconds longest);
  producer_account since_start(const type_entry& type) const;
  producer_account total() const;
  void tell(severity how_bad, std::string_view what) const noexcept;

  detail::process_store& store_ = detail::process_store::get();
  collector_options options_;
  std::vector<std::string> names_;
  std::map<std::uint8_t, producer_account> baseline_;
  std_threading::thread thread_;
  std_sync::atomic<bool> started_{false};
  std_sync::atomic<std::int64_t> stop_by_ns_{std::numeric_limits<std::int64_t>::max()};
  bool abandoned_ = false;
  std_sync::var<std::uint32_t> epoch_;

  // ---- whoever holds it
  mutable std_threading::mutex mutex_;
  std_threading::condition flushed_;  ///< for those who wait for the collector's thread
  std_threading::condition wanted_;   ///< for the collector's thread
  bool running_ = false;
  bool stopping_ = false;
  bool ended_ = false;
  std::optional<drain_report> report_;
  stop_options how_to_stop_;
  std::uint64_t flushes_wanted_ = 0;
  std::uint64_t flushes_done_ = 0;
  bool flush_failed_ = false;
  std::vector<sink_ledger> published_;
  // ---- the collector's thread
  std::vector<sink_ledger> ledgers_;
  detail::drainer drainer_{store_};
  std::unique_ptr<time_base> clock_;
  std::int64_t next_anchor_ns_ = 0;
  bool in_time_ = true;
  bool exporters_flushed_ = true;
  bool memory_short_ = false;
  std_sync::atomic<std::int64_t> cpu_ns_{0};
  std_sync::atomic<double> fill_{0};
};

bool collector::engine::start() {
  if (is_started()) {
    tell(severity::error, "this collector was started before; make a new one");
    return false;
  }
  if (!store_.claim_collector()) {
    tell(severity::error,
         "another collector runs in this process; stop it before starting this one");
    return false;
  }
  if (prepare() && start_thread()) return true;
  store_.forget_controls();
  store_.release_collector();
  return false;
}

/// All that a start needs before its thread. False, and the notifier knows: an exporter does not
/// open, or memory is short.
bool collector::engine::prepare() {
  try {
    if (!open_exporters()) return false;
    for (const auto& [type, filter] : options_.filters) control(type, filter);
    drainer_.prepare();
    clock_ = std::make_unique<time_base>(measure_clock());
    take_baseline();
    epoch_.set(store_.fork_epoch());
    return true;
  } catch (const std::bad_alloc&) {
    tell(severity::error, "memory is short: it does not start");
    return false;
  }
}

bool collector::engine::start_thread() {
  std_threading::lock lock(mutex_);
  std::string_view trouble;
  try {
    const detail::signals_blocked scope;
    thread_ = std_threading::thread([this] { run(); });
  } catch (const std::bad_alloc&) {
    trouble = "memory is short: its thread cannot be started";
  } catch (const std::system_error&) {
    trouble =
        "its thread cannot be started: raise the limit on threads (ulimit -u), or free memory";
  }
  if (!trouble.empty()) {
    lock.unlock();
    tell(severity::error, trouble);
    return false;
  }
  running_ = true;
  started_.store(true, ENGRAM_MO(started_store, release));  // release: forked() sees the epoch
  store_.trace({options_.ring_slots, options_.ring_budget});
  return true;
}

/// Tells the notifier, unless there is no memory to tell it with.
void collector::engine::tell(severity how_bad, std::string_view what) const noexcept {
  try {
    options_.notify({how_bad, "collector", std::string(what)});
  } catch (const std::bad_alloc&) {
    return;
  }
}

bool collector::engine::open_exporters() {
  bool all = true;
  for (const auto& each : options_.exporters) all = each->open(options_.notify) && all;
  return all;
}

void collector::engine::take_baseline() {
  store_.with_tables([&](auto&, auto& types) {
    for (const auto& type : types.entries()) {
      auto before = store_.account(type);
      // What an earlier collector left in the rings will be drained here: count it as offered here.
      before.offered -= static_cast<std::uint64_t>(before.outstanding());
      baseline_[type.index] = before;
    }
  });
}

void collector::engine::run() {
  detail::decline_cancellation();
  while (true) {
    {
      std_threading::lock lock(mutex_);
      if (stopping_) break;
    }
    round();
    answer_flushes();
    cpu_ns_.store(detail::read_cpu_clock(CLOCK_THREAD_CPUTIME_ID),
                  ENGRAM_MO(cpu_store, relaxed));  // relaxed: a figure
    sleep();
  }
  if (how_to_stop_.drain) drain_in_time();
  exporters_flushed_ = flush_exporters();
  in_time_ = !late();
  publish();
  answer_flushes();
  cpu_ns_.store(detail::read_cpu_clock(CLOCK_THREAD_CPUTIME_ID), ENGRAM_MO(cpu_last, relaxed));
  std_threading::lock lock(mutex_);
  ended_ = true;
  flushed_.notify_all();
}

/// Sleeps until the next round is due or somebody wants something. What was answered meanwhile
/// wakes it no more.
void collector::engine::sleep() {
  const auto longest =
      drainer_.fill() > busy_fill ? std::min(busy_interval, options_.interval) : options_.interval;
  std_threading::lock lock(mutex_);
  wanted_.wait_for(lock, longest, [this] { return stopping_ || flushes_wanted_ != flushes_done_; });
}

void collector::engine::round() {
  keep_time();
  const auto drained = drainer_.round(
      *clock_, [this](const batch& records) { deliver(records); }, [this] { return late(); });
  fill_.store(drainer_.fill(), ENGRAM_MO(fill_store, relaxed));  // relaxed: a figure
  watch_memory();
  if (drained != 0) publish();
}

void collector::engine::watch_memory() {
  if (drainer_.memory_short() && !memory_short_) {
    tell(severity::error, "memory is short: events wait in their rings");
  }
  memory_short_ = drainer_.memory_short();
}

void collector::engine::keep_time() {
  const auto now = static_cast<std::int64_t>(detail::monotonic_nanoseconds());
  if (now < next_anchor_ns_) return;
  clock_->add(read_anchor());
  next_anchor_ns_ = now + anchor_interval_ns;
}

void collector::engine::deliver(const batch& records) {
  for (std::size_t i = 0; i < options_.exporters.size(); ++i) {
    for (const auto& record : records) ledgers_[i].drain(record.type_index);
    try {
      options_.exporters[i]->write(records, ledgers_[i]);
    } catch (const std::bad_alloc&) {
      count_lost(records, ledgers_[i]);
    }
  }
}

/// What an exporter that ran out of memory has not counted itself.
void collector::engine::count_lost(const batch& records, sink_ledger& ledger) noexcept {
  for (const auto& record : records) {
    const auto lost = ledger[record.type_index].unaccounted();
    ledger.count(record.type_index, sink_outcome::no_memory, lost);
  }
}

void collector::engine::publish() {
  std_threading::lock lock(mutex_);
  published_ = ledgers_;
}

bool collector::engine::flush_exporters() {
  bool all = true;
  for (const auto& each : options_.exporters) {
    try {
      all = each->flush() && all;
    } catch (const std::bad_alloc&) {
      all = false;
    }
  }
  return all;
}

/// Drains until nothing is outstanding: also what a thread was about to commit when recording was
/// turned off, and the ends of operations that were open.
void collector::engine::drain_in_time() {
  do {
    round();
    if (outstanding() == 0) return;
    std_threading::sleep_for(milliseconds(1));
  } while (!late());
}

bool collector::engine::late() const noexcept {
  // relaxed: a time; a round that misses it meets it at the next portion.
  return static_cast<std::int64_t>(detail::monotonic_nanoseconds()) >=
         stop_by_ns_.load(ENGRAM_MO(stop_by_read, relaxed));
}

std::int64_t collector::engine::outstanding() {
  std::int64_t sum = 0;
  store_.with_tables([&](auto&, auto& types) {
    for (const auto& type : types.entries()) {
      sum += std::max<std::int64_t>(store_.account(type).outstanding(), 0);
    }
  });
  return sum;
}

void collector::engine::answer_flushes() {
  std::uint64_t wanted = 0;
  {
    std_threading::lock lock(mutex_);
    if (flushes_wanted_ == flushes_done_) return;
    wanted = flushes_wanted_;
  }
  round();  // what was recorded before the request but after the last round
  const bool good = flush_exporters();
  std_threading::lock lock(mutex_);
  flushes_done_ = wanted;
  flush_failed_ = !good;
  flushed_.notify_all();
}

bool collector::engine::flush(milliseconds deadline) {
  if (forked()) return false;
  deadline = std::clamp(deadline, milliseconds(0), longest_deadline);
  std_threading::lock lock(mutex_);
  if (!running_) return false;
  const std::uint64_t mine = ++flushes_wanted_;
  wanted_.notify_all();
  const bool done = flushed_.wait_for(lock, deadline, [&] { return flushes_done_ >= mine; });
  return done && !flush_failed_;
}

/// In the child of a fork, where there is no thread to wait for and nobody who would open a lock
/// that it held.
drain_report collector::engine::abandon() {
  abandoned_ = abandoned_ || thread_.joinable();
  running_ = false;
  return report_.value_or(drain_report{});
}

drain_report collector::engine::stop(stop_options options) {
  if (forked()) return abandon();
  options.deadline = std::clamp(options.deadline, milliseconds(0), longest_deadline);
  {
    std_threading::lock lock(mutex_);
    if (!running_) {  // never started, stopped, or another thread is at it
      flushed_.wait(lock, [this] { return !stopping_ || report_.has_value(); });
      return report_.value_or(drain_report{});
    }
    running_ = false;
    stopping_ = true;
    how_to_stop_ = options;
    const auto by = static_cast<std::int64_t>(detail::monotonic_nanoseconds()) +
                    std::chrono::nanoseconds(options.deadline).count();
    stop_by_ns_.store(by, ENGRAM_MO(stop_by_store, relaxed));  // relaxed: see late()
  }
  store_.stop_tracing();
  store_.forget_controls();
  wanted_.notify_all();
  const bool ended = wait_for_end(options.deadline + exporter_grace);
  const auto all = total();
  const drain_report report{
      .drained = all.drained,
      .left_behind = static_cast<std::uint64_t>(std::max<std::int64_t>(all.outstanding(), 0)),
      .dropped = all.dropped(),
      .in_time = ended && in_time_,
      .exporters_flushed = ended && exporters_flushed_};
  if (ended) store_.release_collector();
  std_threading::lock lock(mutex_);
  report_ = report;
  flushed_.notify_all();
  return report;
}

/// Joins the thread. One that an exporter holds past the deadline is left to itself, and so is all
/// that it uses.
bool collector::engine::wait_for_end(milliseconds longest) {
  {
    std_threading::lock lock(mutex_);
    abandoned_ = !flushed_.wait_for(lock, longest, [this] { return ended_; });
  }
  if (abandoned_) {
    tell(severity::error, "an exporter did not return in time; its events may be lost");
    thread_.detach();
  } else {
    thread_.join();
  }
  return !abandoned_;
}

producer_account collector::engine::since_start(const type_entry& type) const {
  auto account = store_.account(type);
  const auto before = baseline_.find(type.index);
  if (before != baseline_.end()) account -= before->second;
  return account;
}

/// All types together. Allocates nothing: a stop needs it.
producer_account collector::engine::total() const {
  producer_account sum;
  store_.with_tables([&](auto&, auto& types) {
    for (const auto& type : types.entries()) sum += since_start(type);
  });
  return sum;
}

accounting collector::engine::account() const {
  accounting all;
  all.sinks = names_;
  if (forked()) return all;  // the figures are the parent's, and so is whoever holds the lock
  all.refusals = store_.read_refusals();
  std_threading::lock lock(mutex_);
  if (!is_started()) return all;
  store_.with_tables([&](auto&, auto& types) {
    for (const auto& type : types.entries()) {
      auto& row = all.types.emplace_back();
      row.name = type.event.name;
      row.index = type.index;
      row.is_operation = type.is_operation;
      row.producer = since_start(type);
      for (const auto& ledger : published_) row.sinks.push_back(ledger[type.index]);
    }
  });
  return all;
}

collector::collector(collector_options options)
    : engine_(std::make_unique<engine>(std::move(options))) {}
collector::~collector() {
  static_cast<void>(engine_->stop({}));
  // Its thread still uses it, or slept on a condition when the process forked: destroying that
  // would wait for it forever.
  if (engine_->abandoned()) static_cast<void>(engine_.release());
}
bool collector::start() { return engine_->start(); }
bool collector::flush(milliseconds deadline) { return engine_->flush(deadline); }
drain_report collector::stop(stop_options options) { return engine_->stop(options); }
void collector::control(std::string_view type, event_filter filter) {
  engine_->control(type, filter);
}
accounting collector::account() const { return engine_->account(); }
std::int64_t collector::cpu_nanoseconds() const { return engine_->cpu_nanoseconds(); }
std::uint64_t collector::ring_bytes() const { return detail::process_store::get().ring_bytes(); }
double collector::ring_fill() const { return engine_->ring_fill(); }

}  // namespace engram::inline v0
