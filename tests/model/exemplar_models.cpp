// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// Exemplars: a value and its operation are one word, and never those of two records.
#include "collect/process_store.hpp"

#include <engram/collect/registry.hpp>
#include <engram/histogram.hpp>

#include <model/suite.hpp>

#include <cstdint>

namespace engram::testing {
namespace {

using model::require;
using model::thread;

inline constexpr bounds few{1, 8};
constinit basic_histogram<on, with_exemplars<explicit_bounds<few>>> sizes{
    {.name = "model.exemplars"}};

/// Records inside an operation of the calling thread's.
void record_within(std::uint64_t serial, double value) {
  sizes.warm();  // the thread has its shard
  auto& self = *detail::this_thread<std_sync>().self;
  self.operation = std::uint64_t{self.id} << 40 | serial;
  sizes.record(value);
  self.operation = 0;
}

MODEL(an_exemplar_is_of_one_record, {.leaks_allowed = true}) {
  const registry metrics{sizes};
  thread other([] {
    record_within(1, 2);
    record_within(3, 4);
  });
  const auto value_of_the_second_bucket = [&] {
    const auto now = metrics.scrape();
    const auto all = now.exemplars(*now.metrics()[0], 0);
    if (all.empty()) return 0.0;
    const auto serial = all[1].operation & 0xff'ffff'ffff;
    require((serial == 1 && all[1].value == 2) || (serial == 3 && all[1].value == 4),
            "an exemplar is whole");
    require(all[1].operation >> 40 != 0, "its operation is its shard's");
    return all[1].value;
  };
  const double meanwhile = value_of_the_second_bucket();
  other.join();
  require(meanwhile <= 4 && value_of_the_second_bucket() == 4, "the last is kept");
}

}  // namespace
}  // namespace engram::testing
