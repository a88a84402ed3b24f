// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/families.hpp>
#include <engram/collect/notice.hpp>
#include <engram/collect/registry.hpp>
#include <engram/engram.hpp>
#include <engram/export/prometheus.hpp>

#include <cstdio>

// [metric]
enum class outcome : std::uint8_t { hit, miss };
consteval auto label_set(outcome) { return engram::labels{"outcome", {"hit", "miss"}}; }

inline constinit engram::counter_family<engram::text, engram::text, outcome> requests{
    {.name = "app.requests",
     .help = "Requests by tenant, route and outcome.",
     .unit = "{request}",
     .keys = {"tenant", "route"},
     .cardinality_limit = 3}};
// [/metric]

int main() {
  // [notify]
  engram::notify_of_metrics(
      [](const engram::notice& what) { std::printf("# %s\n", what.text.c_str()); });
  // [/notify]
  const engram::registry metrics{requests};

  // [record]
  requests.add("acme", "/recall", outcome::hit);
  requests.add("acme", "/recall", outcome::miss, 2);

  const auto stores = requests.bind("zeta", "/store");  // looked up once
  for (int i = 0; i < 10; ++i) stores.add(outcome::hit);
  // [/record]

  requests.add("a \"quoted\"\nname", "", outcome::hit);  // any bytes, or none
  requests.add("late", "/recall", outcome::hit);         // the fourth label set, of three
  requests.add("later", "/recall", outcome::miss, 5);

  std::fputs(engram::prometheus_text(metrics.scrape()).c_str(), stdout);
  for (const auto& each : engram::read_families()) {
    if (each.name != "app.requests") continue;
    std::printf("# %u of %u label sets, %llu look-ups found no room\n", each.live, each.limit,
                static_cast<unsigned long long>(each.no_room));
  }
}
