// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// The core's own synchronisation: the mutex, the hooks and the clock, the fork mark, the figures of
// a server.
#include "collect/fork_mark.hpp"
#include "collect/mapped_memory.hpp"
#include "serve/http_figures.hpp"

#include <engram/clock.hpp>
#include <engram/futex_mutex.hpp>
#include <engram/shard.hpp>

#include <model/suite.hpp>

namespace engram::testing {
namespace {

using model::require;
using model::thread;

/// `threads` threads that each add to plain data under the lock.
void count_under_lock(int threads) {
  futex_mutex<std_sync> mutex;
  model::var<int> sum;
  const auto add = [&] {
    const scoped_lock lock(mutex);
    sum.set(sum.get() + 1);
  };
  thread one(add);
  thread two;
  if (threads > 2) two = thread(add);
  add();
  one.join();
  if (threads > 2) two.join();
  const scoped_lock lock(mutex);
  require(sum.get() == threads, "nobody comes in between");
}

MODEL(mutex_excludes_two_threads, {}) { count_under_lock(2); }
MODEL(mutex_excludes_three_threads, {}) { count_under_lock(3); }

MODEL(a_child_of_a_fork_finds_the_lock_open, {}) {
  futex_mutex<std_sync> mutex;
  mutex.lock();
  mutex.reset_after_fork();
  const scoped_lock lock(mutex);
}

MODEL(a_new_process_is_settled_once_before_anyone_goes_on, {.leaks_allowed = true}) {
  detail::fork_mark mark(detail::mapped_memory::reserve(sizeof(detail::fork_mark::page)));
  std_sync::var<int> settled;
  const auto cold_path = [&] {
    mark.notice([&] { settled.set(settled.get() + 1); });
    require(settled.get() == 1, "it is settled, and once");
  };
  thread other(cold_path);
  cold_path();
  other.join();
}

MODEL(whoever_finds_the_hooks_finds_the_clock_chosen, {}) {
  static constexpr detail::hooks<std_sync> table{};
  thread chooser([] {
    detail::chosen_clock().steady.store(true, std::memory_order_relaxed);
    detail::install_hooks<std_sync>(&table);
  });
  if (detail::installed_hooks<std_sync>() != nullptr) {
    require(!detail::has_fast_ticks(), "records use the clock that was chosen");
  }
  chooser.join();
}

MODEL(a_server_counts_its_connections, {}) {
  detail::http_figures figures;
  thread server([&] {
    figures.connection_opened();
    figures.connection_opened();
    figures.connection_closed();
    figures.set_cpu(5);
  });
  const auto seen = figures.connections();
  require(seen <= 2, "a number of connections");
  server.join();
  require(figures.connections() == 1 && figures.cpu() == 5, "the figures are exact at rest");
}

}  // namespace
}  // namespace engram::testing
