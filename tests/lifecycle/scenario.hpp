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

inline constinit basic_histogram<on, exponential<>> spans{{.name = "test.lifecycle.spans"}};

/// One of each: a hit, a size, a span, and three records: an event, in an operation of its own.
inline void record_everything() {
  static thread_local std::uint64_t rounds = 0;
  const basic_operation<on> op{recall};
  hits.add();
  sizes.record(1);
  // Powers of two from 1 to 2^63 in turn, so that the window moves.
  spans.record(static_cast<double>(std::uint64_t{1} << (rounds++ * 7 % 64)));
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
inline std::uint64_t total_spans() {
  const registry metrics{spans};
  const auto now = metrics.scrape();
  return now[spans]().count();
}

}  // namespace engram::testing
