// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/process_store.hpp"

#include <engram/collect/registered.hpp>

namespace engram::inline v0 {

registered_figures read_registered() {
  return detail::process_store::get().with_tables([](auto& metrics, auto& types) {
    registered_figures all;
    for (const auto& metric : metrics.entries()) {
      ++all.metrics;
      all.series += metric.descriptor.series;
    }
    for (const auto& type : types.entries()) {
      ++(type.is_operation ? all.operation_kinds : all.event_types);
    }
    return all;
  });
}

}  // namespace engram::inline v0
