// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// The most frequent of a million keys: an update of 4,096 counters to one of an exact table of all.
#include <engram/export/top_keys.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <unordered_map>
#include <vector>

namespace {

using engram::top_key;
using hash = engram::detail::top_key_hash;
using summary = engram::space_saving<top_key, double, hash>;

constexpr std::size_t keys = 1'000'000;
constexpr std::size_t counters = 4096;
constexpr std::size_t length = 1 << 21;

top_key key_of(std::uint64_t rank) {
  const std::uint64_t mixed = rank * 0x9e37'79b9'7f4a'7c15U;
  return {mixed >> 44, rank};
}

/// Ranks by a Zipf law of exponent 1, as words have; drawn from the cumulative weights.
std::vector<top_key> make_zipf() {
  std::vector<double> reached(keys);
  double sum = 0;
  for (std::size_t i = 0; i < keys; ++i) reached[i] = sum += 1 / (static_cast<double>(i) + 1);
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> draw(0, sum);
  std::vector<top_key> all(length);
  for (auto& each : all) {
    each = key_of(static_cast<std::uint64_t>(std::ranges::lower_bound(reached, draw(random)) -
                                             reached.begin()));
  }
  return all;
}

/// All keys alike: almost every update takes another key's counter.
std::vector<top_key> make_uniform() {
  std::mt19937_64 random(1);
  std::vector<top_key> all(length);
  for (auto& each : all) each = key_of(random() % keys);
  return all;
}

const std::vector<top_key>& zipf() {
  static const auto all = make_zipf();
  return all;
}
const std::vector<top_key>& uniform() {
  static const auto all = make_uniform();
  return all;
}

/// Updates from a stream, again and again; the first pass is not timed.
template <class Update>
void run(benchmark::State& state, const std::vector<top_key>& stream, Update update) {
  for (const auto& key : stream) update(key);
  std::size_t next = 0;
  for (auto _ : state) {
    update(stream[next]);
    next = (next + 1) % length;
  }
}

void exact(benchmark::State& state, const std::vector<top_key>& stream) {
  std::unordered_map<top_key, double, hash> counts;
  run(state, stream, [&](const top_key& key) { counts[key] += 1; });
  benchmark::DoNotOptimize(counts.size());
}

void space_saving(benchmark::State& state, const std::vector<top_key>& stream) {
  summary counts(counters);
  run(state, stream, [&](const top_key& key) { counts.add(key); });
  benchmark::DoNotOptimize(counts.unseen());
}

void exact_zipf(benchmark::State& state) { exact(state, zipf()); }
void space_saving_zipf(benchmark::State& state) { space_saving(state, zipf()); }
void exact_uniform(benchmark::State& state) { exact(state, uniform()); }
void space_saving_uniform(benchmark::State& state) { space_saving(state, uniform()); }

BENCHMARK(exact_zipf);
BENCHMARK(space_saving_zipf);
BENCHMARK(exact_uniform);
BENCHMARK(space_saving_uniform);

}  // namespace
