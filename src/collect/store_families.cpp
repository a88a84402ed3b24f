// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// The store's part for metrics with string labels.
#include "collect/fold.hpp"
#include "collect/module_pin.hpp"
#include "collect/process_store.hpp"

#include <new>
#include <utility>

namespace engram::inline v0::detail {
namespace {

bool same_limits(const family_limits& a, const family_limits& b) noexcept {
  return a.sets == b.sets && a.label_bytes == b.label_bytes && a.cells_of_set == b.cells_of_set &&
         a.idle_nanoseconds == b.idle_nanoseconds;
}

}  // namespace

void process_store::register_family(const metric_descriptor& metric, const family_limits& limits,
                                    std_sync::atomic<series_table<std_sync>*>& table) noexcept {
  if (metric.buckets != nullptr) pin_module_of(metric.buckets);
  const scoped_lock lock(mutex_);
  try {
    family_record* family = enrol_family(metric, limits);
    // release: pairs with the family's acquire; the table is seen whole.
    if (family != nullptr) table.store(&family->table(), ENGRAM_MO(family_publish, release));
  } catch (const std::bad_alloc&) {
    metrics_.count_refusal();
  }
}

family_record* process_store::enrol_family(const metric_descriptor& metric,
                                           const family_limits& limits) {
  const metric_entry* entry = metrics_.enrol(metric, nullptr);
  if (entry == nullptr) return nullptr;
  if (entry->family == nullptr) {
    void* room = mapped_memory::reserve(series_table<std_sync>::bytes_of(limits));
    if (room == nullptr) throw std::bad_alloc();
    // Its address differs from run to run, which is what a seed is for.
    const auto seed = reinterpret_cast<std::uintptr_t>(room);
    auto& made = families_.emplace_back(entry->descriptor, limits, entry->slot, room, seed);
    metrics_.set_family(*entry, made);
  }
  if (same_limits(entry->family->limits(), limits)) return entry->family;
  metrics_.count_refusal();
  return nullptr;
}

std::uint32_t process_store::resolve(series_table<std_sync>& table,
                                     const label_set_key& key) noexcept {
  return change_family(table, table.overflow(), [&](family_record& family) {
    return family.resolve(key, std_sync::monotonic_nanoseconds(),
                          [&](std::uint32_t set) { return read_set_of(family, set); });
  });
}

bool process_store::revive(series_table<std_sync>& table, std::uint32_t set,
                           std::uint32_t life) noexcept {
  return change_family(table, false, [&](family_record& family) {
    return family.revive(set, life, std_sync::monotonic_nanoseconds());
  });
}

/// `otherwise` where memory is short.
template <class Result, class Change>
Result process_store::change_family(const series_table<std_sync>& table, Result otherwise,
                                    Change change) noexcept {
  const scoped_lock lock(mutex_);
  try {
    for (auto& family : families_) {
      if (&family.table() == &table) return change(family);
    }
  } catch (const std::bad_alloc&) {
    metrics_.count_refusal();
  }
  return otherwise;
}

set_sums process_store::read_set_of(family_record& family, std::uint32_t set) {
  set_sums sums(family.limits().cells_of_set);
  const std::uint32_t first = family.table().first_cell(set);
  walk_cells(
      [&](const cell<std_sync>* cells) { fold_series(family.metric(), sums, cells + first); });
  return sums;
}

std::vector<family_figures> process_store::read_families() {
  const scoped_lock lock(mutex_);
  std::vector<family_figures> all;
  for (auto& family : families_) {
    const auto count = [&](std::uint32_t what) {
      return sum_cell(family.table().account() + what);
    };
    all.push_back({.name = std::string(family.metric().name),
                   .limit = family.limits().sets,
                   .live = family.live(),
                   .expired = family.expired(),
                   .no_room = count(family_cells::no_room),
                   .too_long = count(family_cells::too_long),
                   .stale = count(family_cells::stale),
                   .bytes = series_table<std_sync>::bytes_of(family.limits())});
  }
  return all;
}

void process_store::set_notifier(notifier notify) {
  const scoped_lock lock(mutex_);
  notify_ = std::move(notify);
}

void process_store::tell() {
  notifier notify;
  std::vector<notice> all;
  {
    const scoped_lock lock(mutex_);
    for (auto& family : families_) {
      for (auto& each : family.take_notices()) all.push_back(std::move(each));
    }
    if (all.empty()) return;
    notify = notify_;
  }
  if (!notify) return;
  for (const auto& each : all) notify(each);
}

}  // namespace engram::inline v0::detail

namespace engram::inline v0 {

std::vector<family_figures> read_families() { return detail::process_store::get().read_families(); }

void notify_of_metrics(notifier notify) {
  detail::process_store::get().set_notifier(std::move(notify));
}

}  // namespace engram::inline v0
