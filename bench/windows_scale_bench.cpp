// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// Deltas and windows of 100,000 counters and of 1,000 levels: what they cost beside a scrape.
#include "many_labels.hpp"
#include "windows_fixture.hpp"

#include <engram/engram.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace {

using bench::area;
using bench::areas;
using bench::kind;
using bench::kinds;
enum class place : std::uint8_t {};
constexpr std::size_t places = 3;  // and a spare one: 250 x 100 x 4 series
consteval auto label_set(place) { return bench::numbered_labels<places>("place"); }

constinit const engram::counter<kind, area, place> counters{
    {.name = "bench.windows.counters"}};  // 100,000 series
constinit const engram::up_down_counter<kind, place> levels{
    {.name = "bench.windows.levels"}};  // 1,000 series

/// 100,000 counters, each counted.
engram::registry many() {
  for (std::size_t i = 0; i < kinds * areas; ++i) {
    counters.add(kind{static_cast<std::uint8_t>(i / areas)},
                 area{static_cast<std::uint8_t>(i % areas)}, place{1}, 600'000);
  }
  return engram::registry{counters};
}
engram::registry a_thousand_levels() { return engram::registry{levels}; }

BENCHMARK(windows_fixture::scrape<many>)->Name("scrape_100000");
BENCHMARK(windows_fixture::tick<many>)->Name("tick_100000");
BENCHMARK(windows_fixture::delta<many>)->Name("delta_100000");
BENCHMARK(windows_fixture::window<many>)->Name("window_100000");
BENCHMARK(windows_fixture::json<many>)->Name("json_100000");
BENCHMARK(windows_fixture::bare_json<many>)->Name("bare_json_100000");
BENCHMARK(windows_fixture::scrape<a_thousand_levels>)->Name("scrape_1000_levels");
BENCHMARK(windows_fixture::tick<a_thousand_levels>)->Name("tick_1000_levels");
BENCHMARK(windows_fixture::delta<a_thousand_levels>)->Name("delta_1000_levels");
BENCHMARK(windows_fixture::window<a_thousand_levels>)->Name("window_1000_levels");
BENCHMARK(windows_fixture::json<a_thousand_levels>)->Name("json_1000_levels");
BENCHMARK(windows_fixture::bare_json<a_thousand_levels>)->Name("bare_json_1000_levels");

}  // namespace
