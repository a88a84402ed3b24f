// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "collect/fakes.hpp"

#include <engram/cognitive/priming.hpp>
#include <engram/collect/collector.hpp>
#include <engram/engram.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string_view>
#include <thread>
#include <utility>

/// What the tests of the collector record, and what they ask of it.
namespace engram::testing {

using cognitive::primed;
using std::chrono::milliseconds;

/// Long enough for any machine; a test that waits for it has failed.
inline constexpr milliseconds ages{60'000};

inline constinit basic_operation_kind<on> recall{{.name = "test.collector.recall"}};

inline void emit_primed(std::uint64_t target, float strength = 0.5F) {
  emit<on>(primed{.prime = cognitive::node_id{1},
                  .target = cognitive::node_id{target},
                  .strength = strength,
                  .kind = cognitive::priming_kind::semantic,
                  .hops = 1});
}

/// Runs `work` on a thread of its own and waits for it.
template <class Work>
void on_a_thread(Work work) {
  std::thread(std::move(work)).join();
}

/// A collector that a test has not changed, with one fake exporter.
inline collector_options with_fake(const std::shared_ptr<recorded>& log) {
  collector_options options;
  options.interval = milliseconds(1);
  options.exporters = only(std::make_unique<fake_exporter>(log));
  return options;
}

/// The account of one type; all zeros for a type that was never seen.
inline producer_account account_of(const collector& of, std::string_view type) {
  for (const auto& row : of.account().types) {
    if (row.name == type) return row.producer;
  }
  return {};
}
inline constexpr std::string_view primed_name = "engram.node.primed";

}  // namespace engram::testing
