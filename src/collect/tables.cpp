// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/tables.hpp>
#include <engram/record.hpp>

#include <algorithm>
#include <utility>

namespace engram::inline v0::detail {

std::string_view text_pool::copy(std::string_view text) { return texts_.emplace_back(text); }

std::span<const std::string_view> text_pool::copy(std::span<const std::string_view> texts) {
  auto& list = lists_.emplace_back();
  for (auto text : texts) list.push_back(copy(text));
  return list;
}

metric_descriptor text_pool::copy(const metric_descriptor& from) {
  metric_descriptor to = from;
  to.name = copy(from.name);
  to.help = copy(from.help);
  to.unit = copy(from.unit);
  auto& dimensions = dimensions_.emplace_back();
  for (const auto& dimension : from.dimensions) {
    dimensions.push_back({copy(dimension.key), copy(dimension.values)});
  }
  to.dimensions = dimensions;
  to.text_keys = copy(from.text_keys);
  return to;
}

event_descriptor text_pool::copy(const event_descriptor& from) {
  auto& fields = fields_.emplace_back(from.fields.begin(), from.fields.end());
  for (auto& field : fields) {
    field.name = copy(field.name);
    field.help = copy(field.help);
    field.labels = copy(field.labels);
    field.entity = copy(field.entity);
  }
  return {copy(from.name), copy(from.help), fields, from.strength};
}

text_pool::mark text_pool::here() const noexcept {
  return {texts_.size(), lists_.size(), dimensions_.size(), fields_.size()};
}

void text_pool::back_to(const mark& earlier) noexcept {
  const auto cut = [](auto& rows, std::size_t size) {
    while (rows.size() > size) rows.pop_back();
  };
  cut(texts_, earlier.texts);
  cut(lists_, earlier.lists);
  cut(dimensions_, earlier.dimensions);
  cut(fields_, earlier.fields);
}

namespace {

bool same_labels(const metric_descriptor& a, const metric_descriptor& b) {
  return std::ranges::equal(a.dimensions, b.dimensions, [](const auto& x, const auto& y) {
    return x.key == y.key && std::ranges::equal(x.values, y.values);
  });
}

bool same_buckets(const bucket_layout* a, const bucket_layout* b) {
  if (a == nullptr || b == nullptr) return a == b;
  if (a->count != b->count || a->kind != b->kind) return false;
  if (a->max_scale != b->max_scale || a->negative != b->negative || a->exemplars != b->exemplars) {
    return false;
  }
  for (std::uint32_t i = 0; i < a->count; ++i) {
    if (a->upper_bound(i) != b->upper_bound(i)) return false;
  }
  return true;
}

bool same_shape(const metric_descriptor& a, const metric_descriptor& b) {
  return a.kind == b.kind && a.series == b.series && a.stride == b.stride && same_labels(a, b) &&
         std::ranges::equal(a.text_keys, b.text_keys) && same_buckets(a.buckets, b.buckets);
}

}  // namespace

const metric_entry* metric_table::enrol(const metric_descriptor& metric,
                                        const cell<std_sync>* gauge_cells) {
  if (const auto known = by_name_.find(metric.name); known != by_name_.end()) {
    const bool same_gauge = known->second->gauge_cells == gauge_cells;
    if (same_gauge && same_shape(known->second->descriptor, metric)) return known->second;
    ++refused_;
    return nullptr;
  }
  const auto before = here();
  const bool is_gauge = metric.kind == metric_kind::gauge;
  const auto slot =
      take(is_gauge ? metric.series : metric.cells(), metric.kind == metric_kind::histogram);
  if (slot == unregistered_slot) return nullptr;
  try {
    return add(metric, slot, gauge_cells);
  } catch (...) {
    back_to(before);
    throw;
  }
}

const metric_entry* metric_table::add(const metric_descriptor& metric, std::uint32_t slot,
                                      const cell<std_sync>* gauge_cells) {
  auto& entry = entries_.emplace_back(pool_.copy(metric), slot, gauge_cells);
  by_name_.emplace(entry.descriptor.name, &entry);  // last: nothing can go wrong after it
  return &entry;
}

void metric_table::back_to(const mark& earlier) noexcept {
  while (entries_.size() > earlier.entries) entries_.pop_back();
  pool_.back_to(earlier.pool);
  used_ = earlier.used;
}

void metric_table::set_family(const metric_entry& entry, family_record& family) {
  by_name_.at(entry.descriptor.name)->family = &family;
}

std::uint32_t metric_table::enrol_account() { return take(account_cells::count, true); }

std::uint32_t metric_table::take(std::uint32_t cells, bool whole_lines) {
  const std::uint64_t first = whole_lines ? (used_ + 7ULL) / 8 * 8 : used_;
  if (first + cells > limit_) {
    ++refused_;
    return unregistered_slot;
  }
  used_ = static_cast<std::uint32_t>(first) + cells;
  return static_cast<std::uint32_t>(first);
}

type_entry* type_table::enrol(const event_descriptor& type, bool is_operation,
                              metric_table& metrics) {
  for (auto& entry : entries_) {
    if (entry.is_operation == is_operation && entry.event.name == type.name) return &entry;
  }
  const auto before = metrics.here();
  const std::uint32_t id = is_operation ? operations_ : events_ + 1;
  const std::uint32_t limit = is_operation ? 128U : first_reserved_type;
  const std::uint32_t account = id < limit ? metrics.enrol_account() : unregistered_slot;
  if (account == unregistered_slot) {
    ++refused_;
    return nullptr;
  }
  try {
    type_entry entry;
    entry.index = static_cast<std::uint8_t>(is_operation ? first_operation_index + id : id);
    entry.is_operation = is_operation;
    entry.account = account;
    entry.event = metrics.pool().copy(type);
    entries_.push_back(std::move(entry));
  } catch (...) {
    metrics.back_to(before);
    throw;
  }
  ++(is_operation ? operations_ : events_);
  return &entries_.back();
}

}  // namespace engram::inline v0::detail
