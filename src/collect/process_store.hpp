// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "collect/family_record.hpp"
#include "collect/fork_mark.hpp"
#include "collect/mapped_memory.hpp"

#include <engram/attach.hpp>
#include <engram/collect/accounting.hpp>
#include <engram/collect/blocks.hpp>
#include <engram/collect/families.hpp>
#include <engram/collect/shard_list.hpp>
#include <engram/collect/tables.hpp>
#include <engram/collect/topology.hpp>

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace engram::inline v0::detail {

/// Whether a type is traced, and from which strength on.
struct event_control {
  bool on = true;
  float min_strength = -std::numeric_limits<float>::infinity();
};

/// What rings may take.
struct ring_limits {
  std::uint64_t slots = 0;   ///< of each ring; a power of two; 0: no rings
  std::uint64_t budget = 0;  ///< bytes of all rings together
};

/// What the store installs under the core. Each module's own: a program and a plugin that both hold
/// this library are two.
[[gnu::visibility("hidden")]] extern const hooks<std_sync> store_hooks;

/// Where blocks go.
struct placement {
  topology nodes;
  processor_function processor = nullptr;

  /// The index of the node that the calling thread runs on.
  std::uint32_t node() const noexcept {
    return nodes.size() == 1 ? 0 : nodes.index_of(processor());
  }
};

/// The one store of a process: slot space, shards, tables of what is registered. Made when the
/// first registry or collector is, and never destroyed: threads may record until the process is
/// gone.
class process_store {
 public:
  using shards = shard_list<std_sync, mapped_memory>;

  /// In the place of a node's index: all of them.
  static constexpr std::uint32_t every_node = ~std::uint32_t{0};

  /// The store; installs the core's hooks the first time. Throws `std::logic_error` where the core
  /// is attached to another store.
  static process_store& get();
  /// Says where blocks go, before there is a store; false when there is one, or another choice.
  static bool choose(placement where);

  // Called through the core's hooks, by any thread.
  void register_metric(const metric_descriptor& metric, slot_word<std_sync>& slot) noexcept;
  void register_gauge(const metric_descriptor& metric, const cell<std_sync>* cells,
                      slot_word<std_sync>& slot) noexcept;
  void register_family(const metric_descriptor& metric, const family_limits& limits,
                       std_sync::atomic<series_table<std_sync>*>& table) noexcept;
  std::uint32_t resolve(series_table<std_sync>& table, const label_set_key& key) noexcept;
  bool revive(series_table<std_sync>& table, std::uint32_t set, std::uint32_t life) noexcept;
  void register_type(const event_descriptor& type, bool is_operation,
                     event_gate<std_sync>& gate) noexcept;
  void attach(thread_words<std_sync>& words) noexcept;
  /// Makes words of the calling thread that are another core's live with the thread's own shard.
  void attach_linked(thread_words<std_sync>& words, thread_link<std_sync>& link) noexcept;
  /// Ends the calling thread's ownership of its shard, whatever cores it recorded through.
  void retire_this_thread() noexcept;
  void provide_ring(shard<std_sync>& self) noexcept;
  cell<std_sync>* late_cells() noexcept;

  /// Turns all types on, as their controls say, with rings within `limits`; or off.
  void trace(ring_limits limits) noexcept;
  void stop_tracing() noexcept;
  /// Sets what becomes of a type, registered already or not yet.
  void control(std::string_view type, event_control control);
  /// Every type is on again, from every strength.
  void forget_controls() noexcept;

  /// Calls `visit` with the tables, under the lock.
  template <class Visit>
  auto with_tables(Visit visit) {
    scoped_lock lock(mutex_);
    return visit(metrics_, types_);
  }
  /// Calls `visit` for each block of cells that scrapes sum, of all nodes or of the one with that
  /// index: shards', and the late cells.
  template <class Visit>
  void walk_cells(Visit visit, std::uint32_t node = every_node) {
    const auto wanted = [node](std::uint32_t each) { return node == every_node || node == each; };
    shards_.walk([&](const shard<std_sync>& each) {
      if (wanted(each.node)) visit(each.cells);
    });
    for (std::uint32_t i = 0; i < shards_.nodes(); ++i) {
      if (!wanted(i)) continue;
      // acquire: pairs with late_cells's release; a block is seen whole.
      if (auto* late = late_[i].load(ENGRAM_MO(late_walk, acquire))) visit(late);
    }
  }
  template <class Visit>
  void walk_shards(Visit visit) {
    shards_.walk(visit);
  }
  /// Lets one collector run at a time.
  bool claim_collector() noexcept;
  void release_collector() noexcept;
  /// Counts drained records of a type. The collector's thread alone calls it.
  void count_drained(std::uint8_t type, std::uint64_t n) noexcept;
  /// The producers' account of a type, over the life of the process.
  producer_account account(const type_entry& type);
  /// One accounting cell of a type, summed over all blocks.
  std::uint64_t sum_cell(std::uint32_t slot);
  std::uint64_t ring_bytes() const noexcept;
  const topology& nodes() const noexcept { return placement_.nodes; }
  block_figures read_blocks();
  std::vector<family_figures> read_families();
  /// Has `notify` hear what is to be said about metrics.
  void set_notifier(notifier notify);
  /// Says to that notifier what is to be said about metrics.
  void tell();
  /// What found no place.
  engram::refusals read_refusals();

  // Around a fork: the lock is held across it, so that the child finds tables at rest.
  void before_fork() noexcept;
  void after_fork_in_parent() noexcept;
  void after_fork_in_child() noexcept;
  /// How many forks lie between the first process and this one.
  std::uint32_t fork_epoch() noexcept;

 private:
  process_store(std::uint32_t cells, placement where);
  /// The store as a fork left it.
  static process_store& instance();
  /// Does what a fork's handler does in the child, if none ran.
  void notice_fork() noexcept;
  void apply(type_entry& entry) noexcept;
  bool knows(const bucket_layout& buckets) noexcept;
  void enrol(const metric_descriptor& metric, const cell<std_sync>* gauge_cells,
             slot_word<std_sync>& slot) noexcept;
  family_record* enrol_family(const metric_descriptor& metric, const family_limits& limits);
  template <class Result, class Change>
  Result change_family(const series_table<std_sync>& table, Result otherwise,
                       Change change) noexcept;
  set_sums read_set_of(family_record& family, std::uint32_t set);

  placement placement_;
  shards shards_;
  std_sync::mutex mutex_;
  fork_mark mark_{mapped_memory::wiped_by_forks(sizeof(fork_mark::page))};
  metric_table metrics_;
  std::deque<family_record> families_;
  notifier notify_;
  type_table types_;
  std::map<std::string, event_control, std::less<>> controls_;
  std::vector<std_sync::atomic<cell<std_sync>*>> late_;  // by the node's index
  bool tracing_ = false;
  ring_limits limits_;
  std_sync::atomic<std::uint64_t> ring_bytes_{0};
  std::uint64_t unplaced_ = 0;  // under the lock
  std_sync::atomic<std::uint32_t> forks_{0};
  std_sync::atomic<bool> collector_{false};
  std::array<std_sync::atomic<std::uint64_t>, type_indices> drained_{};
};

}  // namespace engram::inline v0::detail
