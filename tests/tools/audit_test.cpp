// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/audit.hpp"

#include "tools/counting_exporter.hpp"
#include "tools/small_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <concepts>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace engram::tool {
namespace {

using testing::counting_exporter;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::run_small;
using testing::seen_records;
using testing::small_run;
using ::testing::StartsWith;

collector_options ample() { return {.ring_slots = testing::ample_slots}; }

collector_options ample_into(std::shared_ptr<seen_records> seen, std::uint64_t forget = 0) {
  auto options = ample();
  options.exporters.push_back(std::make_unique<counting_exporter>(std::move(seen), forget));
  return options;
}

audit_report audit_of(const small_run& run, const type_names& off = {}) {
  return audit(run.load.counts, run.metrics, run.events, off);
}

std::vector<std::string> failed_names(const audit_report& report) {
  std::vector<std::string> names;
  for (const auto& line : report.failures()) names.push_back(line.what);
  return names;
}

/// How often the next run is to lose something.
std::atomic<int> losses{0};
bool lose_now() { return losses.load() > 0 && losses.fetch_sub(1) > 0; }

/// The first priming feeds its metrics and emits no event.
struct event_losing_probe : probe<on> {
  template <class Observation>
  static void observe(const Observation& seen) noexcept {
    if constexpr (std::same_as<Observation, cognitive::primed>) {
      if (lose_now()) {
        cognitive::priming_metrics<on>::events.add(seen.kind);
        cognitive::priming_metrics<on>::strength.record(seen.kind, seen.strength);
        return;
      }
    }
    probe<on>::observe(seen);
  }
};

/// The first practice is not counted, though its histograms and its event are there.
struct increment_losing_probe : probe<on> {
  template <class Observation>
  static void observe(const Observation& seen) noexcept {
    if constexpr (std::same_as<Observation, cognitive::practiced>) {
      if (lose_now()) {
        cognitive::spacing_metrics<on>::gap.record(seen.kind, seen.gap_seconds);
        cognitive::spacing_metrics<on>::retention.record(seen.kind, seen.retention_ratio);
        emit<on>(seen);
        return;
      }
    }
    probe<on>::observe(seen);
  }
};

/// The first operation leaves no trace; the events inside it do.
struct operation_losing_probe : probe<on> {
  class operation {
   public:
    operation(operation_type type, std::uint32_t space, std::uint64_t subject) noexcept {
      if (!lose_now()) recorded_.emplace(type, space, subject);
    }

   private:
    std::optional<probe<on>::operation> recorded_;
  };
};

/// The first event is recorded twice.
struct doubling_probe : probe<on> {
  template <class Observation>
  static void observe(const Observation& seen) noexcept {
    probe<on>::observe(seen);
    if constexpr (std::same_as<Observation, cognitive::interfered>) {
      if (lose_now()) emit<on>(seen);
    }
  }
};

TEST(Audit, HoldsOnARun) {
  const auto seen = std::make_shared<seen_records>();
  const auto run = run_small<probe<on>>(ample_into(seen));
  ASSERT_EQ(run.load.counts.total_operations(), testing::small_operations);
  ASSERT_GT(run.load.counts.total_events(), testing::small_operations);
  const auto report = audit_of(run);
  EXPECT_TRUE(report.holds());
  EXPECT_THAT(failed_names(report), ElementsAre());
  EXPECT_GT(report.metrics.size(), 40U);
  EXPECT_GT(report.events.size(), 20U);
}

TEST(Audit, WhatItAuditsReachedTheExporterByType) {
  const auto seen = std::make_shared<seen_records>();
  const auto run = run_small<probe<on>>(ample_into(seen));
  const auto& counts = run.load.counts;
  ASSERT_EQ(run.events.total().dropped(), 0U);
  EXPECT_EQ((*seen)["engram.node.primed"],
            counts.primed[0] + counts.primed[1] + counts.primed[2] + counts.primed[3]);
  EXPECT_EQ((*seen)["engram.item.practiced"], counts.practiced[0] + counts.practiced[1]);
  EXPECT_EQ((*seen)["engram.recall"], 2 * counts.operations[0]);
  EXPECT_EQ((*seen)["engram.drm_trial"], 2 * counts.operations[5]);
}

TEST(Audit, NamesTheTypeThatLostOneEvent) {
  losses = 1;
  const auto run = run_small<event_losing_probe>(ample());
  const auto report = audit_of(run);
  EXPECT_FALSE(report.holds());
  EXPECT_THAT(failed_names(report), ElementsAre("engram.node.primed: offered"));
  ASSERT_EQ(report.failures().size(), 1U);
  EXPECT_EQ(report.failures()[0].expected, report.failures()[0].found + 1);
}

TEST(Audit, NamesTheSeriesThatLostOneIncrement) {
  losses = 1;
  const auto report = audit_of(run_small<increment_losing_probe>(ample()));
  EXPECT_FALSE(report.holds());
  EXPECT_THAT(failed_names(report), ElementsAre(StartsWith("engram.spacing.practices{kind=")));
}

TEST(Audit, NamesTheOperationThatLeftNoTrace) {
  losses = 1;
  const auto report = audit_of(run_small<operation_losing_probe>(ample(), 1));
  EXPECT_FALSE(report.holds());
  EXPECT_THAT(failed_names(report),
              ElementsAre(StartsWith("engram.operations{type="), HasSubstr(": offered")));
  ASSERT_EQ(report.failures().size(), 2U);
  EXPECT_EQ(report.failures()[0].expected, report.failures()[0].found + 1);
  EXPECT_EQ(report.failures()[1].expected, report.failures()[1].found + 2) << "begin and end";
}

TEST(Audit, NamesTheTypeThatWasRecordedTwice) {
  losses = 1;
  const auto report = audit_of(run_small<doubling_probe>(ample()));
  EXPECT_FALSE(report.holds());
  EXPECT_THAT(failed_names(report), ElementsAre("engram.interference.detected: offered"));
}

TEST(Audit, NamesTheSinkThatMiscountedOneRecord) {
  const auto seen = std::make_shared<seen_records>();
  const auto report = audit_of(run_small<probe<on>>(ample_into(seen, 1)));
  EXPECT_FALSE(report.holds());
  EXPECT_THAT(failed_names(report), ElementsAre(HasSubstr(": accounted for by counting")));
}

/// A thread that starts takes over the ring of one that ended, whatever its size: what is about
/// scarce rings runs in a process of its own.
class AuditOfScarceRings : public ::testing::Test {
 protected:
  void SetUp() override { GTEST_FLAG_SET(death_test_style, "threadsafe"); }

  /// Ends the process with 0 if the audit holds and records were `lost` as they should be.
  template <class Lost>
  [[noreturn]] static void run_and_exit(collector_options options, Lost lost) {
    const auto run = run_small<probe<on>>(std::move(options));
    const auto failed = failed_names(audit_of(run));
    for (const auto& name : failed) std::cerr << name << '\n';
    const auto total = run.events.total();
    std::exit(failed.empty() && total.offered > 0 && lost(total) ? 0 : 1);
  }
};

TEST_F(AuditOfScarceRings, HoldsWhenRingsAreFull) {
  EXPECT_EXIT(run_and_exit({.ring_slots = 64},
                           [](const producer_account& all) {
                             return all.dropped() > 0 && all.drained > 0 &&
                                    all.dropped() + all.drained == all.offered;
                           }),
              ::testing::ExitedWithCode(0), "");
}

TEST_F(AuditOfScarceRings, HoldsWhenAThreadGetsNoRing) {
  EXPECT_EXIT(run_and_exit({.ring_slots = 4096, .ring_budget = 0},
                           [](const producer_account& all) {
                             return all.dropped_no_ring > 0 && all.dropped() == all.offered;
                           }),
              ::testing::ExitedWithCode(0), "");
}

TEST(Audit, HoldsWhenWeakEventsAreFiltered) {
  auto options = ample();
  options.filters["engram.node.primed"] = {.min_strength = 0.2F};
  const auto run = run_small<probe<on>>(std::move(options));
  EXPECT_GT(run.events.total().filtered, 0U);
  EXPECT_LT(run.events.total().filtered, run.events.total().offered);
  EXPECT_THAT(failed_names(audit_of(run)), ElementsAre());
}

TEST(Audit, ExpectsNothingOfATypeThatIsOff) {
  auto options = ample();
  options.filters["engram.item.practiced"] = {.on = false};
  options.filters["engram.remember"] = {.on = false};
  const auto run = run_small<probe<on>>(std::move(options));
  EXPECT_THAT(failed_names(audit_of(run, {"engram.item.practiced", "engram.remember"})),
              ElementsAre());
  EXPECT_FALSE(audit_of(run).holds());
  EXPECT_FALSE(audit_of(run, {"engram.item.practiced", "engram.remember", "engram.recall"}).holds())
      << "one that was recorded though it was to be off";
}

TEST(Audit, WithoutEventsItIsAboutMetricsAlone) {
  const auto run = run_small<probe<on>>(ample());
  const auto report = audit(run.load.counts, run.metrics, {});
  EXPECT_TRUE(report.holds());
  EXPECT_TRUE(report.events.empty());
  EXPECT_FALSE(audit(workload::tally{}, run.metrics, {}).holds());
}

}  // namespace
}  // namespace engram::tool
