// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "faults/granted_thread.hpp"
#include "faults/sweep.hpp"

#include <engram/collect/accounting.hpp>
#include <engram/collect/registry.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <new>

namespace engram::testing {
namespace {

enum class tier : std::uint8_t { hot, cold };
consteval auto label_set(tier) { return labels{"tier", {"hot", "cold"}}; }

constinit basic_counter<on> plain{{.name = "test.faults.counter", .help = "Longer than in place."}};
constinit basic_counter<on, tier> labelled{{.name = "test.faults.labelled.counter"}};
constinit basic_histogram<on, log_linear<0, 4>> sizes{{.name = "test.faults.histogram"}};
constinit basic_gauge<on> level{{.name = "test.faults.gauge"}};

/// Six records.
void record() {
  plain.add();
  plain.add();
  labelled.add(tier::hot);
  labelled.add(tier::cold);
  sizes.record(2);
  sizes.record(3);
}

std::uint64_t recorded() {
  const auto now = registry::everything().scrape();
  return now[plain]() + now[labelled](tier::hot) + now[labelled](tier::cold) + now[sizes]().count();
}

TEST(MetricFaults, EveryRecordIsCountedOrIsRefusedAndCounted) {
  sweep([](fault what, verdict& is) {
    registry::everything();  // the core is alive
    arm(what);
    record();
    on_a_granted_thread(record);
    is.requests = disarm();
    is.expect(recorded() + read_refusals().total() == 12,
              "records are neither counted nor refused");
    record();
    is.expect(recorded() + read_refusals().total() == 18,
              "records are lost after memory came back");
    is.expect(recorded() >= 6, "what was refused is refused for ever");
  });
}

TEST(MetricFaults, AGaugeKeepsItsLevelAndIsSeenOnceMemoryIsBack) {
  sweep([](fault what, verdict& is) {
    registry::everything();
    arm(what);
    level.set(3);
    is.requests = disarm();
    is.expect(level.value() == 3, "the level is lost");
    level.set(level.value());
    is.expect(registry::everything().scrape()[level]() == 3, "the gauge stays invisible");
  });
}

TEST(MetricFaults, MakingAndScrapingARegistryGoesWrongOnlyByThrowing) {
  sweep([](fault what, verdict& is) {
    arm(what);
    try {
      const registry metrics{plain, labelled, sizes, level};
      record();
      static_cast<void>(metrics.scrape());
    } catch (const std::bad_alloc&) {
    }
    is.requests = disarm();
    const registry metrics{plain, labelled, sizes, level};
    const auto before = recorded();
    record();
    level.set(4);
    const auto now = metrics.scrape();
    is.expect(now.metrics().size() == 4, "a registry is not whole once memory is back");
    is.expect(recorded() == before + 6, "a metric does not record once memory is back");
    is.expect(now[level]() == 4, "a gauge is not seen once memory is back");
  });
}

}  // namespace
}  // namespace engram::testing
