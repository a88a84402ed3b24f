// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/some_events.hpp"

#include <engram/collect/collector.hpp>
#include <engram/collect/time_base.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace engram::testing {
namespace {

TEST(Collector, DeliversWhatWasRecordedInOrder) {
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  on_a_thread([] {
    for (std::uint64_t i = 0; i < 500; ++i) emit_primed(i);
  });
  const auto report = drain.stop();
  EXPECT_TRUE(report.complete());
  EXPECT_EQ(report.drained, 500U);
  const auto records = log->copy();
  ASSERT_EQ(records.size(), 500U);
  for (std::uint64_t i = 0; i < 500; ++i) EXPECT_EQ(records[i].words[3], i);
  EXPECT_TRUE(drain.account().balances());
}

TEST(Collector, RecordsCarryTheirTypeTimeAndOperation) {
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  const auto before = read_anchor().wall_ns;
  std::uint64_t id = 0;
  on_a_thread([&] {
    const basic_operation<on> op{recall, {.space = 9, .subject = 33}};
    id = op.id();
    emit_primed(5);
  });
  drain.stop();
  const auto after = read_anchor().wall_ns;
  const auto records = log->copy();
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[0].kind, record_kind::operation_begin);
  EXPECT_EQ(records[0].subject(), 33U);
  EXPECT_EQ(records[1].type->name, primed_name);
  EXPECT_EQ(records[2].events(), 1U);
  for (const auto& each : records) {
    EXPECT_EQ(each.operation, id);
    EXPECT_EQ(each.space, 9U);
    // The tick clock's rate was measured over some milliseconds only: a generous millisecond.
    EXPECT_GE(each.wall_ns, before - 1'000'000);
    EXPECT_LE(each.wall_ns, after + 1'000'000);
  }
  EXPECT_EQ(records[0].wall_ns, records[1].wall_ns);
}

TEST(Collector, RecordsNothingBeforeItsStartAndAfterItsStop) {
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  emit_primed(1);
  ASSERT_TRUE(drain.start());
  emit_primed(2);
  drain.stop();
  emit_primed(3);
  const auto records = log->copy();
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].words[3], 2U);
  EXPECT_EQ(account_of(drain, primed_name).offered, 1U);
}

TEST(Collector, FlushReturnsWhenAllThatWasRecordedHasReachedTheExporters) {
  const auto log = std::make_shared<recorded>();
  auto options = with_fake(log);
  options.interval = ages;  // it would sleep through the test
  collector drain(std::move(options));
  ASSERT_TRUE(drain.start());
  for (std::uint64_t n = 1; n <= 20; ++n) {
    emit_primed(n);
    ASSERT_TRUE(drain.flush(ages));
    ASSERT_EQ(log->count(), n);
    ASSERT_TRUE(drain.account().balances());
  }
  EXPECT_EQ(log->with([](auto& self) { return self.flushes; }), 20);
  drain.stop();
}

TEST(Collector, FlushSaysWhenAnExporterCouldNot) {
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  log->with([](auto& self) { self.flushes_well = false; });
  EXPECT_FALSE(drain.flush(ages));
  log->with([](auto& self) { self.flushes_well = true; });
  EXPECT_TRUE(drain.flush(ages));
  log->with([](auto& self) { self.flushes_well = false; });
  EXPECT_FALSE(drain.stop().exporters_flushed);
}

TEST(Collector, FlushGivesUpAtItsDeadlineWhileAnExporterStalls) {
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  log->with([](auto& self) { self.stalled = true; });
  emit_primed(1);
  log->wait_until_stalled();
  EXPECT_FALSE(drain.flush(milliseconds(5)));
  log->release();
  EXPECT_TRUE(drain.flush(ages));
  EXPECT_EQ(log->count(), 1U);
  EXPECT_TRUE(drain.stop().complete());
}

TEST(Collector, FlushOfOneThatDoesNotRunIsFalse) {
  collector drain({});
  EXPECT_FALSE(drain.flush(ages));
  ASSERT_TRUE(drain.start());
  drain.stop();
  EXPECT_FALSE(drain.flush(ages));
}

TEST(Collector, ASecondOneIsRefusedUntilTheFirstStops) {
  std::vector<std::string> notices;
  collector_options options;
  options.notify = [&](const notice& each) {
    notices.push_back(std::string(each.component) + ": " + each.text);
  };
  collector first({});
  collector second(std::move(options));
  ASSERT_TRUE(first.start());
  EXPECT_FALSE(second.start());
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_NE(notices[0].find("another collector runs"), std::string::npos) << notices[0];
  first.stop();
  EXPECT_TRUE(second.start());
  second.stop();
}

TEST(Collector, StartsOnce) {
  collector drain({});
  ASSERT_TRUE(drain.start());
  EXPECT_FALSE(drain.start());
  drain.stop();
  EXPECT_FALSE(drain.start()) << "a stopped one stays stopped";
}

TEST(Collector, StoppingAgainGivesTheSameReport) {
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  emit_primed(1);
  EXPECT_EQ(drain.stop().drained, 1U);
  EXPECT_EQ(drain.stop().drained, 1U);
}

TEST(Collector, StoppingOneThatNeverStartedReportsNothing) {
  collector drain({});
  const auto report = drain.stop();
  EXPECT_EQ(report.drained, 0U);
  EXPECT_TRUE(report.complete());
}

TEST(Collector, DestroyingARunningOneDrainsIt) {
  const auto log = std::make_shared<recorded>();
  {
    collector drain(with_fake(log));
    ASSERT_TRUE(drain.start());
    emit_primed(1);
  }
  EXPECT_EQ(log->count(), 1U);
  collector next({});
  EXPECT_TRUE(next.start());
}

TEST(Collector, AnExporterThatCannotOpenRefusesTheStart) {
  const auto log = std::make_shared<recorded>();
  log->opens_well = false;
  std::vector<std::string> notices;
  auto options = with_fake(log);
  options.notify = [&](const notice& each) { notices.push_back(each.text); };
  collector drain(std::move(options));
  const auto before = account_of(drain, primed_name).offered;
  EXPECT_FALSE(drain.start());
  EXPECT_EQ(notices, std::vector<std::string>{"told not to open"});
  emit_primed(1);
  EXPECT_EQ(account_of(drain, primed_name).offered, before) << "nothing is traced";
  log->with([](auto& self) { self.opens_well = true; });
  EXPECT_TRUE(drain.start()) << "and it may be tried again";
}

TEST(Collector, EveryExporterGetsEveryRecord) {
  const auto first = std::make_shared<recorded>();
  const auto second = std::make_shared<recorded>();
  second->outcome = sink_outcome::io_error;
  auto options = with_fake(first);
  options.exporters.push_back(std::make_unique<fake_exporter>(second, "second"));
  collector drain(std::move(options));
  ASSERT_TRUE(drain.start());
  for (std::uint64_t i = 0; i < 10; ++i) emit_primed(i);
  drain.stop();
  EXPECT_EQ(first->count(), 10U);
  EXPECT_EQ(second->count(), 10U);
  const auto account = drain.account();
  EXPECT_EQ(account.sinks, (std::vector<std::string>{"fake", "second"}));
  EXPECT_EQ(account.total(0)[sink_outcome::acknowledged], 10U);
  EXPECT_EQ(account.total(1)[sink_outcome::io_error], 10U);
  EXPECT_TRUE(account.balances());
}

}  // namespace
}  // namespace engram::testing
