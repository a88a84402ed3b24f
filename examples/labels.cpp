// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/registry.hpp>
#include <engram/engram.hpp>
#include <engram/export/prometheus.hpp>

#include <cstdio>

// [label]
enum class tier : std::uint8_t { hot, warm, cold };
consteval auto label_set(tier) { return engram::labels{"tier", {"hot", "warm", "cold"}}; }
enum class result : std::uint8_t { hit, miss };
consteval auto label_set(result) { return engram::labels{"result", {"hit", "miss"}}; }
// [/label]

// [metric]
inline constinit engram::counter<tier, result> lookups{
    {.name = "app.lookups", .help = "Look-ups by tier and result.", .unit = "{lookup}"}};
// [/metric]
inline constexpr engram::bounds depth_bounds{1, 2, 5};
inline constinit engram::histogram<engram::explicit_bounds<depth_bounds>, tier> depths{
    {.name = "app.lookup.depth", .help = "Nodes visited in a look-up."}};
inline constinit engram::up_down_counter<> open{{.name = "app.open", .help = "Open cursors."}};
inline constinit engram::gauge<tier> fill{{.name = "app.fill", .help = "Fill of a tier, 0..1."}};

int main() {
  const engram::registry metrics{lookups, depths, open, fill};

  lookups.add(tier::hot, result::hit);
  lookups.add(tier::cold, result::miss, 3);
  lookups.add(static_cast<tier>(200), result::hit);  // counted as tier="out_of_range"
  depths.record(tier::hot, 2);                       // on a bound: belongs to le="2"
  open.add(5);
  open.add(-2);
  fill.set(tier::warm, 0.75);

  const auto warm_hits = lookups.bind(tier::warm, result::hit);  // resolved once, outside the loop
  for (int i = 0; i < 10; ++i) warm_hits.add();

  std::fputs(engram::prometheus_text(metrics.scrape()).c_str(), stdout);
}
