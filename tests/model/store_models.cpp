// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// The store of cells: totals never fall and are exact at rest, whoever starts, ends, registers or
// reads meanwhile. The store is never destroyed, so its memory is left.
#include "collect/process_store.hpp"

#include <engram/collect/blocks.hpp>
#include <engram/collect/registry.hpp>
#include <engram/collect/topology.hpp>
#include <engram/counter.hpp>
#include <engram/gauge.hpp>
#include <engram/histogram.hpp>

#include <model/suite.hpp>

#include <cstdint>

namespace engram::testing {
namespace {

using model::require;
using model::thread;

constinit basic_counter<on> hits{{.name = "model.hits"}};
constinit basic_counter<on> misses{{.name = "model.misses"}};
constinit basic_gauge<on> level{{.name = "model.level"}};
constinit basic_histogram<on, log_linear<0, 1>> sizes{{.name = "model.sizes"}};

MODEL(a_scrape_never_falls_and_is_exact_at_rest, {.leaks_allowed = true}) {
  const registry metrics{hits};
  thread writer([] {
    hits.add();
    hits.add(2);
  });
  const auto first = metrics.scrape()[hits]();
  const auto second = metrics.scrape()[hits]();
  require(first <= second && second <= 3, "a total does not fall");
  writer.join();
  require(metrics.scrape()[hits]() == 3, "a total is exact at rest");
}

MODEL(threads_that_start_together_get_cells_of_their_own, {.leaks_allowed = true}) {
  const registry metrics{hits};
  thread one([] { hits.add(); });
  thread two([] { hits.add(); });
  const auto seen = metrics.scrape()[hits]();
  one.join();
  two.join();
  require(seen <= 2 && metrics.scrape()[hits]() == 2, "both are counted");
}

MODEL(a_thread_takes_over_the_cells_of_one_that_ended, {.leaks_allowed = true}) {
  const registry metrics{hits};
  thread one([] { hits.add(); });
  thread two([] { hits.add(2); });
  one.join();
  const auto first = metrics.scrape()[hits]();
  two.join();
  const auto second = metrics.scrape()[hits]();
  require(first >= 1 && second == 3, "no count went with its thread");
  thread([] { hits.add(4); }).join();
  require(metrics.scrape()[hits]() == 7, "the next owner goes on from there");
  std::uint64_t shards = 0;
  detail::process_store::get().walk_shards([&](const auto&) { ++shards; });
  require(shards <= 2, "a shard without an owner is taken again");
}

/// A record from a destructor that runs after the thread gave its cells back.
void record_after_exit() {
  model::hooks::at_thread_exit([] { hits.add(); });
  hits.add();
}

MODEL(records_after_a_threads_exit_are_counted, {.leaks_allowed = true}) {
  const registry metrics{hits};
  thread one(record_after_exit);
  const auto seen = metrics.scrape()[hits]();
  one.join();
  require(seen <= 2 && metrics.scrape()[hits]() == 2, "the late record is counted");
}

MODEL(threads_that_exit_together_share_the_late_cells, {.leaks_allowed = true}) {
  const registry metrics{hits};
  thread one(record_after_exit);
  thread two(record_after_exit);
  one.join();
  two.join();
  require(metrics.scrape()[hits]() == 4, "both late records are counted");
}

/// Two nodes; threads with odd numbers run on the second.
topology two_nodes() { return topology({{0, {0, 2, 4}}, {1, {1, 3, 5}}}); }

MODEL(nodes_have_blocks_of_their_own_that_add_up, {.leaks_allowed = true}) {
  require(use_topology(two_nodes()), "there is no store yet");
  const registry metrics{hits};
  thread one([] { hits.add(); });
  thread two([] { hits.add(2); });
  const auto seen = metrics.scrape_node(1)[hits]();
  require(seen <= 1, "the second thread is on the other node");
  require(read_blocks().total().made <= 2, "figures may be read meanwhile");
  one.join();
  two.join();
  thread([] { hits.add(4); }).join();
  const auto here = metrics.scrape_node(0)[hits]();
  const auto there = metrics.scrape_node(1)[hits]();
  require(here == 2 && there == 5 && metrics.scrape()[hits]() == 7, "nodes add up");
  const auto blocks = read_blocks();
  require(blocks.nodes[0].made == 1 && blocks.nodes[1].made == 1, "a block waits on its node");
  require(blocks.total().free == 2, "and all wait");
}

MODEL(late_records_of_two_nodes_add_up, {.leaks_allowed = true}) {
  require(use_topology(two_nodes()), "there is no store yet");
  const registry metrics{hits};
  thread one(record_after_exit);
  thread two(record_after_exit);
  one.join();
  two.join();
  require(metrics.scrape_node(0)[hits]() == 2 && metrics.scrape_node(1)[hits]() == 2,
          "each is counted where it was made");
}

MODEL(a_topology_is_in_use_or_refused, {.leaks_allowed = true}) {
  bool chosen = false;
  thread other([&] { chosen = use_topology(two_nodes()); });
  const auto nodes = topology_in_use().size();
  other.join();
  require(nodes == (chosen ? 2U : 1U), "nobody was told otherwise");
  require(!use_topology({}), "the choice is made");
}

MODEL(whoever_finds_the_store_finds_the_hooks, {.leaks_allowed = true}) {
  detail::process_store* found = nullptr;
  thread other([&] {
    found = &detail::process_store::get();
    require(detail::installed_hooks<std_sync>() != nullptr, "records find the hooks");
  });
  auto& mine = detail::process_store::get();
  require(detail::installed_hooks<std_sync>() != nullptr, "records find the hooks");
  other.join();
  require(found == &mine, "there is one store");
}

MODEL(a_metric_registers_once, {.leaks_allowed = true}) {
  detail::process_store::get();
  thread other([] { hits.add(); });
  hits.add();
  misses.add(5);
  other.join();
  const registry metrics{hits, misses};
  const auto now = metrics.scrape();
  require(now[hits]() == 2 && now[misses]() == 5, "two threads found the same cells");
}

MODEL(a_registry_sees_a_metric_that_registers_meanwhile, {.leaks_allowed = true}) {
  const auto metrics = registry::everything();
  thread other([] { misses.add(3); });
  const auto seen = metrics.scrape()[misses]();
  require(seen == 0 || seen == 3, "a total is a sum of records");
  other.join();
  require(metrics.scrape()[misses]() == 3, "what registered is read");
}

MODEL(a_handle_counts_like_its_counter, {.leaks_allowed = true}) {
  const registry metrics{hits};
  const auto handle = hits.bind();
  thread other([handle] { handle.add(2); });
  hits.add();
  other.join();
  require(metrics.scrape()[hits]() == 3, "both are counted");
}

MODEL(a_histogram_is_exact_at_rest, {.leaks_allowed = true}) {
  const registry metrics{sizes};
  thread other([] {
    sizes.record(1);
    sizes.record(1.5);
  });
  const auto meanwhile = metrics.scrape();
  require(meanwhile[sizes]().count() <= 2, "no record is counted twice");
  other.join();
  const auto at_rest = metrics.scrape();
  const auto now = at_rest[sizes]();
  require(now.count() == 2 && now.sum() == 2.5 && now.max() == 1.5 && now.min() == 1,
          "every cell arrived");
}

MODEL(shared_cells_of_a_histogram_lose_nothing, {}) {
  using access = detail::shared_access<std_sync>;
  detail::cell<std_sync> sum;
  detail::cell<std_sync> peak;
  const auto record = [&](double value, std::uint64_t key) {
    access::add_double(sum, value);
    access::raise(peak, key);
  };
  thread one([&] { record(1, 7); });
  thread two([&] { record(1.5, 9); });
  one.join();
  two.join();
  require(std::bit_cast<double>(sum.load(std::memory_order_relaxed)) == 2.5, "the sum is whole");
  require(peak.load(std::memory_order_relaxed) == 9, "the peak is the highest");
}

LONG_MODEL(late_records_of_a_histogram_add_up, {.spurious_failures = 0, .leaks_allowed = true}) {
  const registry metrics{sizes};
  const auto late = [](double value) {
    return [value] {
      model::hooks::at_thread_exit([value] { sizes.record(value); });
      hits.add();
    };
  };
  thread one(late(1));
  thread two(late(1.5));
  one.join();
  two.join();
  const auto at_rest = metrics.scrape();
  const auto now = at_rest[sizes]();
  require(now.count() == 2 && now.sum() == 2.5 && now.max() == 1.5 && now.min() == 1,
          "shared cells lose nothing");
}

MODEL(a_gauge_publishes_what_came_before_it, {.leaks_allowed = true}) {
  detail::process_store::get();
  model::var<int> payload;
  thread writer([&] {
    payload.set(1);
    level.set(1);
  });
  if (level.value() == 1) require(payload.get() == 1, "what came before is seen");
  writer.join();
}

MODEL(a_scraped_gauge_publishes_what_came_before_it, {.leaks_allowed = true}) {
  const registry metrics{level};
  model::var<int> payload;
  thread writer([&] {
    payload.set(1);
    level.set(1);
  });
  if (metrics.scrape()[level]() == 1) require(payload.get() == 1, "what came before is seen");
  writer.join();
  require(metrics.scrape()[level]() == 1, "the last level is read");
}

}  // namespace
}  // namespace engram::testing
