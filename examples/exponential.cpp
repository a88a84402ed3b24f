// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include <engram/collect/collector.hpp>
#include <engram/collect/registry.hpp>
#include <engram/engram.hpp>

#include <algorithm>
#include <cstdio>

// [metric]
inline constinit engram::histogram<engram::with_exemplars<engram::exponential<>>> latencies{
    {.name = "app.latency", .help = "Time that a look-up took.", .unit = "s"}};
inline constinit engram::operation_kind look_up{{.name = "app.look_up"}};
// [/metric]

// [record]
void answer(double seconds) {
  const engram::operation op{look_up, {}};
  latencies.record(seconds);  // remembers `op` as an exemplar of its bucket
}
// [/record]

int main() {
  engram::collector collector{{}};
  if (!collector.start()) return 1;
  const engram::registry metrics{latencies};
  for (int i = 1; i <= 1'000; ++i) answer(i * 1e-5);
  answer(3);  // an outlier: the resolution falls to what holds it too
  collector.stop();

  // [read]
  const auto now = metrics.scrape();
  const auto read = now[latencies]();
  std::printf("%llu values at scale %d: off by at most %.1f %%\n",
              static_cast<unsigned long long>(read.count()), read.scale(),
              100 * read.relative_error());
  std::printf("p50 %.2e s, p99 %.2e s, greatest %g s\n", read.quantile(.5), read.quantile(.99),
              read.max());
  const auto all = now.exemplars(*now.metrics()[0], 0);
  const auto slowest = std::ranges::max(all, {}, &engram::exemplar::value);
  std::printf("the slowest, %g s, has the operation %s\n", slowest.value,
              slowest.operation == 0 ? "none" : "that it ran in");
  // [/read]
}
