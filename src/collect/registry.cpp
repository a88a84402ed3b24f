// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/exemplars.hpp"
#include "collect/exponential_fold.hpp"
#include "collect/process_store.hpp"

#include <engram/collect/registry.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace engram::inline v0 {
namespace {

using at = detail::histogram_cells;
constexpr auto every_node = detail::process_store::every_node;

/// Folds one thread's series of a histogram into the sum.
void fold_histogram(std::uint64_t* to, const detail::cell<std_sync>* from, std::uint32_t stride) {
  // relaxed: each cell is complete in itself; the count is derived from the buckets.
  const auto read = [&](std::uint32_t i) { return from[i].load(ENGRAM_MO(scrape_cell, relaxed)); };
  const auto add = std::bit_cast<double>(to[at::sum]) + std::bit_cast<double>(read(at::sum));
  to[at::sum] = std::bit_cast<std::uint64_t>(add);
  to[at::max] = std::max(to[at::max], read(at::max));
  to[at::min] = std::max(to[at::min], read(at::min));
  for (std::uint32_t i = at::nan; i < stride; ++i) to[i] += read(i);
}

void fold(std::vector<std::uint64_t>& sums, const metric_entry& metric,
          const detail::cell<std_sync>* cells) {
  const auto& row = metric.descriptor;
  if (row.kind == metric_kind::histogram) {
    for (std::uint32_t i = 0; i < row.series; ++i) {
      const std::uint32_t first = metric.slot + i * row.stride;
      if (row.buckets->kind == bucket_kind::exponential) {
        detail::fold_exponential(*row.buckets, std::span(sums).subspan(first, row.stride),
                                 cells + first);
      } else {
        fold_histogram(&sums[first], cells + first, row.stride - row.buckets->exemplar_cells());
      }
    }
    return;
  }
  for (std::uint32_t i = metric.slot; i < metric.slot + row.cells(); ++i) {
    sums[i] += cells[i].load(ENGRAM_MO(scrape_sum, relaxed));  // relaxed: a sum orders nothing
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
  const auto size = store.with_tables([&](auto& table, auto&) {
    if (everything_) {
      for (const auto& entry : table.entries()) metrics.push_back(&entry);
    }
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
      if (!is_gauge(metric)) fold(sums, *metric, cells);
    }
  };
  store.walk_cells(add, node);
  auto exemplars = read_exemplars(store, metrics, sums);
  return {std::move(metrics), std::move(sums), epoch, std::move(exemplars)};
}

}  // namespace engram::inline v0
