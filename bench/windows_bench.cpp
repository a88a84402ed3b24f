// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// Deltas and windows of the cognitive catalogue: what they cost beside a scrape.
#include "windows_fixture.hpp"

#include <engram/cognitive/catalogue.hpp>
#include <engram/engram.hpp>

namespace {

/// The metrics of the catalogue, recorded by one thread.
engram::registry catalogue() {
  engram::registry set;
  engram::cognitive::for_each_metric([&](const auto& metric) { set.declare(metric); });
  engram::cognitive::spacing_metrics<>::gap.record(engram::cognitive::practice_kind::massed, 3);
  return set;
}
BENCHMARK(windows_fixture::scrape<catalogue>)->Name("scrape");
BENCHMARK(windows_fixture::tick<catalogue>)->Name("tick");
BENCHMARK(windows_fixture::delta<catalogue>)->Name("delta");
BENCHMARK(windows_fixture::window<catalogue>)->Name("window");
BENCHMARK(windows_fixture::json<catalogue>)->Name("json");
BENCHMARK(windows_fixture::bare_json<catalogue>)->Name("bare_json");

}  // namespace
