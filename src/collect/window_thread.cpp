// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/background_thread.hpp"
#include "collect/process_store.hpp"

#include <engram/clock.hpp>
#include <engram/collect/threading.hpp>
#include <engram/collect/window_thread.hpp>

#include <algorithm>
#include <new>
#include <system_error>
#include <utility>

namespace engram::inline v0 {
namespace {

using std::chrono::nanoseconds;

nanoseconds monotonic_now() noexcept {
  return nanoseconds(static_cast<std::int64_t>(detail::monotonic_nanoseconds()));
}

}  // namespace

class window_thread::engine {
 public:
  engine(registry set, window_thread_options options)
      : set_(std::move(set)), options_(std::move(options)) {
    options_.interval = std::max(options_.interval, std::chrono::milliseconds(1));
    history_.tick(set_.scrape(), monotonic_now());
    start();
  }

  /// Whether the process that started it is not this one. Then there is nobody who would open a
  /// lock that the thread held.
  bool forked() const noexcept { return detail::process_store::get().fork_epoch() != epoch_; }
  bool has_thread() const noexcept { return thread_.joinable(); }

  window_reading read() const {
    window_reading made;
    if (!forked()) {
      const std_threading::lock lock(mutex_);
      made.history = history_;
    }
    // After the history, which then holds nothing that is newer.
    made.now = set_.scrape();
    made.at = monotonic_now();
    return made;
  }

  void stop() {
    {
      const std_threading::lock lock(mutex_);
      if (std::exchange(stopping_, true)) return;
    }
    wanted_.notify_all();
    thread_.join();
  }

  std::int64_t cpu_nanoseconds() const {
    if (forked()) return 0;
    const std_threading::lock lock(mutex_);
    return cpu_ns_;
  }

 private:
  void start();
  void run();
  void tick();
  void tell() noexcept;

  registry set_;
  window_thread_options options_;
  std::uint32_t epoch_ = detail::process_store::get().fork_epoch();
  std_threading::thread thread_;
  bool told_ = false;  // the thread's

  // ---- whoever holds it
  mutable std_threading::mutex mutex_;
  std_threading::condition wanted_;
  window_aggregator history_;
  bool stopping_ = false;
  std::int64_t cpu_ns_ = 0;
};

void window_thread::engine::start() {
  try {
    const detail::signals_blocked scope;
    thread_ = std_threading::thread([this] { run(); });
  } catch (const std::system_error& error) {
    throw std::system_error(error.code(),
                            "the thread that reads for windows cannot be started: raise the limit "
                            "on threads (ulimit -u), or free memory");
  }
}

void window_thread::engine::run() {
  detail::decline_cancellation();
  auto due = monotonic_now();
  std_threading::lock lock(mutex_);
  while (true) {
    // A reading that came late does not make the next ones hurry.
    due = std::max(due + nanoseconds(options_.interval), monotonic_now());
    wanted_.wait_for(lock, due - monotonic_now(), [this] { return stopping_; });
    if (!stopping_) {
      lock.unlock();
      tick();
      lock.lock();
    }
    cpu_ns_ = detail::read_cpu_clock(CLOCK_THREAD_CPUTIME_ID);
    if (stopping_) return;
  }
}

/// The lock is held for the change of the history alone, so that who reads waits for no scrape.
void window_thread::engine::tick() {
  try {
    auto now = set_.scrape();
    const auto at = monotonic_now();
    const std_threading::lock lock(mutex_);
    history_.tick(std::move(now), at);
  } catch (const std::bad_alloc&) {
    tell();
  }
}

/// Once, unless there is no memory to say it with.
void window_thread::engine::tell() noexcept {
  if (told_ || !options_.notify) return;
  try {
    options_.notify({severity::warning, "windows", "memory is short: a reading is left out"});
    told_ = true;
  } catch (const std::bad_alloc&) {
    return;
  }
}

window_thread::window_thread(registry set, window_thread_options options)
    : engine_(std::make_unique<engine>(std::move(set), std::move(options))) {}

window_thread::~window_thread() {
  stop();
  // Its thread is the parent's, and slept on a condition when the process forked: destroying that
  // would wait for it forever.
  if (engine_->has_thread()) static_cast<void>(engine_.release());
}

window_reading window_thread::read() const { return engine_->read(); }
void window_thread::stop() {
  if (!engine_->forked()) engine_->stop();
}
std::int64_t window_thread::cpu_nanoseconds() const { return engine_->cpu_nanoseconds(); }

}  // namespace engram::inline v0
