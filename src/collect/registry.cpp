// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/exemplars.hpp"
#include "collect/fold.hpp"
#include "collect/process_store.hpp"
#include "collect/subtract.hpp"

#include <engram/collect/registry.hpp>

#include <algorithm>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace engram::inline v0 {
namespace {

constexpr auto every_node = detail::process_store::every_node;

/// A family as it was when a scrape began.
struct family_scrape {
  const metric_entry* metric;
  detail::family_record* record;  // under the store's lock
  std::uint32_t used;
  detail::label_sets sets;
  std::shared_ptr<const detail::family_record::baselines> baselines;
};

/// Folds `count` series from `series` on.
void fold(std::vector<std::uint64_t>& sums, const metric_entry& metric, std::uint32_t series,
          std::uint32_t count, const detail::cell<std_sync>* cells) {
  const auto& row = metric.descriptor;
  const std::size_t first = metric.slot + std::size_t{series} * row.stride;
  detail::fold_series(row, std::span(sums).subspan(first, std::size_t{count} * row.stride),
                      cells + first);
}

/// The places that a family has given out, its overflow, and what it counts itself.
void fold_family(std::vector<std::uint64_t>& sums, const family_scrape& family,
                 const detail::cell<std_sync>* cells) {
  const auto& row = family.metric->descriptor;
  const std::uint32_t enums = detail::count_enums(row);
  fold(sums, *family.metric, 0, family.used * enums, cells);
  fold(sums, *family.metric, family.sets.overflow * enums, enums, cells);
  const std::size_t own = family.metric->slot + std::size_t{row.series} * row.stride;
  detail::fold_sums(std::span(sums).subspan(own, detail::family_cells::count), cells + own);
}

/// Takes from the label sets what others had counted before them in the same cells.
void subtract_baselines(std::vector<std::uint64_t>& sums, const family_scrape& family) {
  if (family.baselines == nullptr) return;
  for (const auto& [set, before] : *family.baselines) {
    const auto first = family.metric->slot + std::size_t{set} * before.size();
    detail::subtract_series(family.metric->descriptor,
                            std::span(sums).subspan(first, before.size()), before);
  }
}

std::vector<detail::metric_exemplars> read_exemplars(detail::process_store& store,
                                                     std::span<const metric_entry* const> metrics,
                                                     std::span<const std::uint64_t> sums) {
  std::vector<detail::metric_exemplars> all;
  for (const auto* metric : metrics) {
    const auto* buckets = metric->descriptor.buckets;
    if (buckets == nullptr || buckets->exemplars == 0) continue;
    all.push_back(detail::read_exemplars(store, *metric, sums));
  }
  return all;
}

void read_gauge(std::vector<std::uint64_t>& sums, const metric_entry& metric) {
  for (std::uint32_t i = 0; i < metric.descriptor.series; ++i) {
    // acquire: pairs with set's release; what the writer did before it is seen by who reads it
    // here.
    sums[metric.slot + i] = metric.gauge_cells[std::size_t{i} * metric.descriptor.stride].load(
        ENGRAM_MO(scrape_gauge, acquire));
  }
}

/// Under the store's lock. A family that found no memory yet is none.
std::vector<family_scrape> families_of(const std::vector<const metric_entry*>& metrics) {
  std::vector<family_scrape> families;
  for (const auto* metric : metrics) {
    auto* record = metric->family;
    if (record == nullptr) continue;
    families.push_back({.metric = metric,
                        .record = record,
                        .used = record->used(),
                        .sets = record->sets(),
                        .baselines = record->passed_on()});
  }
  return families;
}

void sweep(detail::process_store& store, const family_scrape& family,
           const std::vector<std::uint64_t>& sums) {
  if (family.record->limits().idle_nanoseconds == 0) return;
  store.with_tables([&](auto&, auto&) {
    family.record->sweep(&sums[family.metric->slot], family.used,
                         std_sync::monotonic_nanoseconds());
  });
}

/// After all blocks are summed: lets label sets expire, and what is to be said be said.
/// What cells had counted for others before is known of all blocks together only: of one node's,
/// families whose label sets expire show none.
snapshot::family_sets finish(detail::process_store& store, std::vector<family_scrape>& families,
                             std::vector<std::uint64_t>& sums, bool all_blocks) {
  snapshot::family_sets sets;
  for (auto& family : families) {
    if (all_blocks) {
      sweep(store, family, sums);
      subtract_baselines(sums, family);
    } else if (family.record->limits().idle_nanoseconds != 0) {
      continue;
    }
    sets.emplace_back(family.metric, std::move(family.sets));
  }
  store.tell();
  return sets;
}

}  // namespace

void registry::start() { detail::process_store::get(); }

registry registry::everything() { return registry(all{}); }

void registry::add(const metric_descriptor& metric, detail::slot_word<std_sync>& slot) {
  detail::process_store::get().register_metric(metric, slot);
  add(metric.name);
}

void registry::add(std::string_view name) {
  detail::process_store::get().with_tables([&](auto& metrics, auto&) {
    for (const auto& entry : metrics.entries()) {
      if (entry.descriptor.name == name && std::ranges::count(metrics_, &entry) == 0) {
        metrics_.push_back(&entry);
      }
    }
  });
}

snapshot registry::scrape() const { return read(every_node); }

snapshot registry::scrape_node(std::uint32_t node) const {
  const auto numbers = topology_in_use().numbers();
  const auto found = std::ranges::find(numbers, node);
  if (found == numbers.end()) {
    throw std::out_of_range("scrape_node: node " + std::to_string(node) + " is none of the " +
                            std::to_string(numbers.size()) + " of topology_in_use()");
  }
  return read(static_cast<std::uint32_t>(found - numbers.begin()));
}

snapshot registry::read(std::uint32_t node) const {
  auto& store = detail::process_store::get();
  const auto epoch = store.fork_epoch();
  std::vector<const metric_entry*> metrics = metrics_;
  std::vector<family_scrape> families;
  const auto size = store.with_tables([&](auto& table, auto&) {
    if (everything_) {
      for (const auto& entry : table.entries()) metrics.push_back(&entry);
    }
    families = families_of(metrics);
    return table.cells_used();
  });
  const auto is_gauge = [](const metric_entry* each) { return each->gauge_cells != nullptr; };
  if (node != every_node) std::erase_if(metrics, is_gauge);
  std::vector<std::uint64_t> sums(size);
  for (const auto* metric : metrics) {
    if (is_gauge(metric)) read_gauge(sums, *metric);
  }
  const auto add = [&](const detail::cell<std_sync>* cells) {
    for (const auto* metric : metrics) {
      const bool plain = !is_gauge(metric) && metric->descriptor.text_keys.empty();
      if (plain) fold(sums, *metric, 0, metric->descriptor.series, cells);
    }
    for (const auto& family : families) fold_family(sums, family, cells);
  };
  store.walk_cells(add, node);
  auto sets = finish(store, families, sums, node == every_node);
  auto exemplars = read_exemplars(store, metrics, sums);
  snapshot reading(std::move(metrics), std::move(sums), epoch, std::move(exemplars));
  reading.set_families(std::move(sets));
  return reading;
}

}  // namespace engram::inline v0
