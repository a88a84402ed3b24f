// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "collect/some_events.hpp"

#include <engram/collect/registry.hpp>

#include <cstdint>

/// What the tests of lifecycles record, on whatever thread and at whatever moment.
namespace engram::testing {

inline constinit basic_counter<on> hits{{.name = "test.lifecycle.hits"}};
inline constexpr bounds few_sizes{1, 2};
inline constinit basic_histogram<on, explicit_bounds<few_sizes>> sizes{
    {.name = "test.lifecycle.sizes"}};

/// One of each: a hit, a size, and three records: an event, in an operation of its own.
inline void record_everything() {
  const basic_operation<on> op{recall};
  hits.add();
  sizes.record(1);
  emit_primed(1);
}
inline constexpr std::uint64_t records_of_everything = 3;

inline std::uint64_t total_hits() {
  const registry metrics{hits};
  return metrics.scrape()[hits]();
}
inline std::uint64_t total_sizes() {
  const registry metrics{sizes};
  const auto now = metrics.scrape();
  return now[sizes]().count();
}

}  // namespace engram::testing
