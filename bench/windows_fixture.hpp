// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/delta.hpp>
#include <engram/collect/registry.hpp>
#include <engram/collect/windows.hpp>
#include <engram/export/metrics_json.hpp>

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstddef>

/// What readings of a registry cost beside its scrape. Programs of their own for few and for many
/// series: a scrape reads into as many cells as all metrics of the process have.
namespace windows_fixture {

using make_registry = engram::registry (*)();

/// Windows that are full, so that every tick thins out.
inline engram::window_aggregator full(const engram::registry& set) {
  engram::window_aggregator windows;
  for (int second = 0; second < 400; ++second) {
    windows.tick(set.scrape(), std::chrono::seconds(second));
  }
  return windows;
}

template <make_registry Make>
void scrape(benchmark::State& state) {
  const auto set = Make();
  for (auto _ : state) benchmark::DoNotOptimize(set.scrape());
}

/// A scrape, and its tick.
template <make_registry Make>
void tick(benchmark::State& state) {
  const auto set = Make();
  auto windows = full(set);
  std::chrono::seconds now{400};
  for (auto _ : state) windows.tick(set.scrape(), now += std::chrono::seconds(1));
  state.counters["bytes"] = static_cast<double>(windows.bytes());
}

/// A scrape, and what is new in it.
template <make_registry Make>
void delta(benchmark::State& state) {
  engram::delta_reader deltas{Make()};
  for (auto _ : state) benchmark::DoNotOptimize(deltas.read());
}

/// One window, ready to be read.
template <make_registry Make>
void window(benchmark::State& state) {
  const auto windows = full(Make());
  for (auto _ : state) benchmark::DoNotOptimize(windows.over(std::chrono::seconds(60)));
}

/// The document with all windows, of a reading that is there.
template <make_registry Make>
void json(benchmark::State& state) {
  const auto set = Make();
  const engram::window_reading reading{set.scrape(), std::chrono::seconds(400), full(set)};
  std::size_t bytes = 0;
  for (auto _ : state) bytes = engram::metrics_json(reading, 0).size();
  state.counters["bytes"] = static_cast<double>(bytes);
}

/// The document without windows.
template <make_registry Make>
void bare_json(benchmark::State& state) {
  const auto reading = Make().scrape();
  std::size_t bytes = 0;
  for (auto _ : state) bytes = engram::metrics_json(reading, 0).size();
  state.counters["bytes"] = static_cast<double>(bytes);
}

}  // namespace windows_fixture
