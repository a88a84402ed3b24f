// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// A process with every kind of metric under load, for real readers to scrape. Says its port,
// records until it has read two lines, of which the first makes a label set that soon expires, says
// what it recorded, and serves until its input ends.
#include <engram/collect/collector.hpp>
#include <engram/collect/registry.hpp>
#include <engram/engram.hpp>
#include <engram/export/self_metrics.hpp>
#include <engram/serve/metrics_handler.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

enum class outcome : std::uint8_t { hit, miss };
consteval auto label_set(outcome) { return engram::labels{"outcome", {"hit", "miss"}}; }
constexpr std::array<const char*, 2> outcome_names{"hit", "miss"};

inline constexpr engram::bounds wait_bounds{0.001, 0.01, 0.1, 1, 10};

constinit engram::counter<outcome> visits{
    {.name = "conf.visits", .help = "Look-ups.", .unit = "{visit}"}};
constinit engram::up_down_counter<> balance{{.name = "conf.balance", .help = "Up and down."}};
constinit engram::gauge<> level{{.name = "conf.level", .help = "A \"level\"\\of\nsorts."}};
constinit engram::operation_kind look_up{{.name = "conf.look.up"}};
constinit engram::histogram<engram::with_exemplars<engram::explicit_bounds<wait_bounds>>, outcome>
    waits{{.name = "conf.wait", .help = "Fixed bounds.", .unit = "s"}};
constinit engram::histogram<engram::with_exemplars<engram::exponential<>>, outcome> efforts{
    {.name = "conf.effort", .help = "Moving bounds.", .unit = "s"}};
constinit engram::histogram<engram::exponential<160, 8, true>> valences{
    {.name = "conf.valence", .help = "Below zero too.", .unit = "1"}};

constinit engram::counter_family<engram::text, engram::text, outcome> requests{
    {.name = "conf.requests", .help = "By strings.", .keys = {"tenant", "route"}}};
constinit engram::histogram_family<engram::explicit_bounds<wait_bounds>, engram::text> trips{
    {.name = "conf.trip", .unit = "s", .keys = {"tenant"}}};
/// Which two of three threads' label sets overflow.
constinit engram::counter_family<engram::text> crowded{
    {.name = "conf.crowded", .keys = {"word"}, .cardinality_limit = 10}};
constinit engram::counter_family<engram::text> fleeting{
    {.name = "conf.fleeting", .keys = {"word"}, .idle_seconds = 1}};

/// What formats escape, cannot hold, or take for something else.
constexpr std::array<std::string_view, 9> odd_values{
    "plain", "a \"quoted\" one", "two\nlines", "back\\slash, \\n",   std::string_view("nu\0l", 4),
    "\xff",  "\xef\xbf\xbd",     "",           "{tenant=\"x\"} 1 # "};

/// What a thread recorded, counted apart from the library.
struct truth {
  std::array<std::uint64_t, 2> visits{};
  std::int64_t balance = 0;
  std::array<std::vector<double>, 2> waits;
  std::array<std::vector<double>, 2> efforts;
  std::vector<double> valences;
  std::array<std::array<std::uint64_t, 2>, odd_values.size()> requests{};
  std::array<std::vector<double>, odd_values.size()> trips;
  std::uint64_t crowded = 0;

  void add(const truth& other) {
    const auto append = [](std::vector<double>& to, const std::vector<double>& from) {
      to.insert(to.end(), from.begin(), from.end());
    };
    balance += other.balance;
    for (std::size_t i = 0; i < 2; ++i) {
      visits[i] += other.visits[i];
      append(waits[i], other.waits[i]);
      append(efforts[i], other.efforts[i]);
    }
    append(valences, other.valences);
    for (std::size_t i = 0; i < odd_values.size(); ++i) {
      for (std::size_t j = 0; j < 2; ++j) requests[i][j] += other.requests[i][j];
      append(trips[i], other.trips[i]);
    }
    crowded += other.crowded;
  }
};

void record_some(std::mt19937_64& random, truth& told) {
  std::lognormal_distribution<double> spread(-3.0, 2.0);
  std::normal_distribution<double> around_zero(0.25, 1.0);
  const engram::operation op(look_up, {.space = 1, .subject = random()});
  const std::size_t which = random() % 3 == 0 ? 1 : 0;
  const auto label = static_cast<outcome>(which);
  visits.add(label);
  ++told.visits[which];
  const std::int64_t step = random() % 4 == 0 ? -2 : 1;
  balance.add(step);
  told.balance += step;
  told.waits[which].push_back(spread(random));
  waits.record(label, told.waits[which].back());
  told.efforts[which].push_back(spread(random));
  efforts.record(label, told.efforts[which].back());
  // Every tenth is zero, which native histograms count apart.
  told.valences.push_back(random() % 10 == 0 ? 0.0 : around_zero(random));
  valences.record(told.valences.back());
}

void record_families(std::mt19937_64& random, truth& told) {
  std::lognormal_distribution<double> spread(-3.0, 2.0);
  const std::size_t value = random() % odd_values.size();
  const std::size_t which = random() % 2;
  requests.add(odd_values[value], odd_values[(value + 1) % odd_values.size()],
               static_cast<outcome>(which));
  ++told.requests[value][which];
  told.trips[value].push_back(spread(random));
  trips.record(odd_values[value], told.trips[value].back());
  crowded.add("word" + std::to_string(random() % 30));
  ++told.crowded;
}

nlohmann::json summary(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  nlohmann::json made{
      {"count", values.size()}, {"sum", 0.0}, {"quantiles", nlohmann::json::object()}};
  double sum = 0;
  for (const double value : values) sum += value;
  made["sum"] = sum;
  for (const double q : {0.1, 0.5, 0.9, 0.99}) {
    const auto at = static_cast<std::size_t>(std::ceil(q * static_cast<double>(values.size())));
    made["quantiles"][nlohmann::json(q).dump()] = values.empty() ? 0 : values[at - 1];
  }
  for (const double bound : wait_bounds.values) {
    made["le"][nlohmann::json(bound).dump()] =
        std::upper_bound(values.begin(), values.end(), bound) - values.begin();
  }
  return made;
}

nlohmann::json report(const truth& told) {
  nlohmann::json made{{"balance", told.balance}, {"valence", summary(told.valences)}};
  for (std::size_t i = 0; i < 2; ++i) {
    made["visits"][outcome_names[i]] = told.visits[i];
    made["wait"][outcome_names[i]] = summary(told.waits[i]);
    made["effort"][outcome_names[i]] = summary(told.efforts[i]);
  }
  // By the position of a value: JSON cannot hold them all.
  for (std::size_t i = 0; i < odd_values.size(); ++i) {
    made["requests"].push_back(told.requests[i]);
    made["trips"].push_back(summary(told.trips[i]));
  }
  made["crowded"] = told.crowded;
  return made;
}

}  // namespace

int main() {
  engram::collector traced({});  // without one there are no operations
  if (!traced.start()) return 1;
  const engram::registry metrics(visits, balance, level, waits, efforts, valences, requests, trips,
                                 crowded, fleeting);
  engram::http_endpoint endpoint({.port = 0});
  endpoint.route("/metrics",
                 engram::metrics_handler([&] { return metrics.scrape(); },
                                         {.page = {.extra = [](engram::prometheus_page& page) {
                                            engram::add_self_metrics(page);
                                          }}}));
  endpoint.start();
  std::cout << endpoint.port() << std::endl;  // NOLINT: flushed

  level.set(0.1);
  std::atomic<bool> going{true};
  std::array<truth, 3> told;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < told.size(); ++i) {
    threads.emplace_back([&going, &mine = told[i], i] {
      std::mt19937_64 random(i);  // NOLINT: the same every time
      while (going.load()) {
        for (int n = 0; n < 20; ++n) {
          record_some(random, mine);
          record_families(random, mine);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
      }
    });
  }
  std::string line;
  std::getline(std::cin, line);
  fleeting.add("here for a moment", 7);
  std::getline(std::cin, line);
  going.store(false);
  for (auto& each : threads) each.join();
  truth all;
  for (const auto& each : told) all.add(each);
  std::cout << report(all).dump() << std::endl;  // NOLINT: flushed
  while (std::getline(std::cin, line)) {
  }
  return 0;
}
