// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// Modules with a core of their own: attaching them, and threads that record through two cores.
#include "collect/process_store.hpp"

#include <engram/attach.hpp>
#include <engram/collect/registry.hpp>
#include <engram/counter.hpp>

#include <model/suite.hpp>

#include <cstdint>
#include <stdexcept>

namespace engram::testing {
namespace {

using detail::thread_state;
using model::require;
using model::thread;

constinit basic_counter<on> hits{{.name = "model.attach.hits"}};

/// Hosts that have chosen the slow clock.
constexpr detail::hooks<std_sync> tables[2]{};
constexpr detail::attachment<std_sync> host(const detail::hooks<std_sync>& table) {
  return {.mark = detail::attachment_mark,
          .layout = detail::shared_layout<std_sync>(),
          .table = &table,
          .attach_linked = nullptr,
          .pin = [](const void*) noexcept {},
          .has_fast_ticks = []() noexcept { return false; },
          .late_mutex = []() noexcept -> std_sync::mutex& {
            return std_sync::per_process<std_sync::mutex>::get();
          }};
}
constexpr detail::attachment<std_sync> hosts[2]{host(tables[0]), host(tables[1])};

MODEL(a_module_is_attached_to_one_host_and_finds_its_clock, {}) {
  auto first = attach_result::no_store;
  thread other([&] { first = detail::attach_core(&hosts[0], abi_version); });
  if (detail::installed_hooks<std_sync>() != nullptr) {
    require(!detail::has_fast_ticks(), "records use the clock that the host chose");
  }
  const auto second = detail::attach_core(&hosts[1], abi_version);
  other.join();
  const bool first_won = first == attach_result::attached;
  require(first_won != (second == attach_result::attached), "one of them has it");
  require((first_won ? second : first) == attach_result::other_store, "the other is told");
  require(detail::attach_core(&hosts[first_won ? 0 : 1], abi_version) == attach_result::attached,
          "once more changes nothing");
}

MODEL(a_module_is_attached_or_has_a_store_of_its_own, {.leaks_allowed = true}) {
  bool own = false;
  thread other([&] {
    try {
      detail::process_store::get();
      own = true;
    } catch (const std::logic_error&) {
    }
  });
  const auto result = detail::attach_core(&hosts[0], abi_version);
  other.join();
  require(result == (own ? attach_result::other_store : attach_result::attached),
          "it records to one place");
}

/// What a module keeps for each thread.
struct of_a_module {
  detail::thread_words<std_sync> words;
  detail::thread_link<std_sync> link;

  static of_a_module& of_this_thread() { return std_sync::per_thread<of_a_module>::get(); }
};

/// Records once through each core, and looks again when the thread's shard is given back.
void record_through_both() {
  model::hooks::at_thread_exit([] {
    const auto& late = of_a_module::of_this_thread();
    require(late.words.state == thread_state::exited && late.words.capacity == 0,
            "the module lets go of the shard too");
    require(late.link.words == nullptr, "and is in no list");
  });
  auto& mine = of_a_module::of_this_thread();
  detail::process_store::get().attach_linked(mine.words, mine.link);
  require(mine.words.self == detail::this_thread<std_sync>().self, "a thread has one shard");
  const auto slot = hits.slot().load(std::memory_order_relaxed);
  std_sync::add_own(mine.words.cells[slot], 1);
  hits.add(2);
}

MODEL(threads_record_through_two_cores_into_one_shard, {.leaks_allowed = true}) {
  const registry metrics{hits};
  thread one(record_through_both);
  thread two(record_through_both);
  const auto seen = metrics.scrape()[hits]();
  one.join();
  two.join();
  require(seen <= 6 && metrics.scrape()[hits]() == 6, "both cores' counts are there");
  std::uint64_t shards = 0;
  detail::process_store::get().walk_shards([&](const auto&) { ++shards; });
  require(shards <= 2, "and no more shards than threads");
}

MODEL(a_child_of_a_fork_starts_at_nothing_through_every_core, {.leaks_allowed = true}) {
  const registry metrics{hits};
  auto& store = detail::process_store::get();
  record_through_both();
  store.before_fork();
  store.after_fork_in_child();
  auto& mine = of_a_module::of_this_thread();
  require(mine.words.state == thread_state::fresh, "the module's words are nobody's");
  require(metrics.scrape()[hits]() == 0, "nothing of the parent's");
  thread([] { record_through_both(); }).join();
  store.attach_linked(mine.words, mine.link);
  hits.add(4);
  require(metrics.scrape()[hits]() == 7, "and all of the child's");
}

}  // namespace
}  // namespace engram::testing
