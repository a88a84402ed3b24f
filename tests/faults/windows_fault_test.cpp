// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "faults/sweep.hpp"

#include <engram/collect/delta.hpp>
#include <engram/collect/window_thread.hpp>
#include <engram/collect/windows.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <new>
#include <optional>
#include <system_error>

namespace engram::testing {
namespace {

using namespace std::chrono_literals;

constinit basic_counter<on> hits{{.name = "test.faults.windows.hits"}};
constinit basic_gauge<on> level{{.name = "test.faults.windows.level"}};
constinit basic_histogram<on, exponential<8>> sizes{{.name = "test.faults.windows.sizes"}};

void record() {
  hits.add(5);
  level.set(2);
  sizes.record(3);
}

/// Runs `work`, which may throw for want of memory and in no other way; whether it did not.
template <class Work>
bool went_well(Work work) {
  try {
    work();
    return true;
  } catch (const std::bad_alloc&) {
    return false;
  }
}

TEST(WindowFaults, DeltasAddUpWhicheverReadingThrows) {
  sweep([](fault what, verdict& is) {
    const registry metrics{hits, level, sizes};
    delta_reader deltas{metrics};
    record();
    std::uint64_t counted = 0;
    std::uint64_t values = 0;
    const auto read = [&] {
      const auto delta = deltas.read();
      counted += delta[hits]();
      values += delta[sizes]().count();
    };
    arm(what);
    for (int i = 0; i < 3; ++i) {
      went_well(read);
      record();
    }
    is.requests = disarm();
    read();
    is.expect(counted == 20, "the deltas of a counter do not add up");
    is.expect(values == 4, "the deltas of a histogram do not add up");
  });
}

TEST(WindowFaults, ATickThatThrowsLeavesAllAsItWas) {
  sweep([](fault what, verdict& is) {
    const registry metrics{hits, level, sizes};
    window_aggregator windows;
    for (int second = 0; second < 13; ++second) {
      record();
      windows.tick(metrics.scrape(), std::chrono::seconds(second));
    }
    const auto kept = windows.kept();
    record();
    arm(what);
    const bool taken = went_well([&] { windows.tick(metrics.scrape(), 13s); });
    is.requests = disarm();
    is.expect(windows.kept() >= kept, "what was kept is lost");
    is.expect(windows.over(1s)[hits]().count == 5, "the last second is not the last second");
    is.expect(windows.over(300s)[level]().samples == (taken ? 13 : 12), "samples are lost");
    record();
    windows.tick(metrics.scrape(), 14s);
    is.expect(windows.over(300s)[hits]().count == 70, "counts are lost");
    is.expect(windows.over(300s)[sizes]().count == 14, "values are lost");
  });
}

TEST(WindowFaults, AThreadStartsOrThrows) {
  sweep([](fault what, verdict& is) {
    const registry metrics{hits, level, sizes};
    std::optional<window_thread> windows;
    arm(what);
    bool started = false;
    try {
      started = went_well([&] { windows.emplace(metrics, window_thread_options{.interval = 1h}); });
    } catch (const std::system_error&) {
    }
    is.requests = disarm();
    if (!started) windows.emplace(metrics, window_thread_options{.interval = 1h});
    record();
    is.expect(windows->read().over(10s)[hits]().count == 5, "its windows are wrong");
  });
}

}  // namespace
}  // namespace engram::testing
