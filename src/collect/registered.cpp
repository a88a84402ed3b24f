// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/family_record.hpp"
#include "collect/process_store.hpp"

#include <engram/collect/registered.hpp>

namespace engram::inline v0 {
namespace {

std::uint64_t series_of(const metric_entry& metric) {
  const std::uint64_t room = metric.descriptor.series;
  if (metric.family == nullptr) return room;
  // Of a family, the enum labels of each label set; the overflow is one set more than the limit.
  const std::uint64_t sets = std::uint64_t{metric.family->limits().sets} + 1;
  return metric.family->live() * (room / sets);
}

}  // namespace

registered_figures read_registered() {
  return detail::process_store::get().with_tables([](auto& metrics, auto& types) {
    registered_figures all;
    for (const auto& metric : metrics.entries()) {
      ++all.metrics;
      all.series += series_of(metric);
    }
    for (const auto& type : types.entries()) {
      ++(type.is_operation ? all.operation_kinds : all.event_types);
    }
    return all;
  });
}

}  // namespace engram::inline v0
