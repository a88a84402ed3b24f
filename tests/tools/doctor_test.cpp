// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/doctor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace engram::tool {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

machine_facts good_machine() {
  return {.library = "1.2.3",
          .compiler = "GCC 12",
          .kernel = "Linux 6.1",
          .clock_source = "tsc",
          .node_notice = {}};
}

diagnosis look(const machine_facts& machine, std::string_view id) {
  const auto all = examine(machine);
  const auto found = std::ranges::find(all, id, &diagnosis::id);
  EXPECT_NE(found, all.end()) << id;
  return found == all.end() ? diagnosis{} : *found;
}

template <class Change>
machine_facts changed(Change change) {
  auto machine = good_machine();
  change(machine);
  return machine;
}

TEST(Doctor, AGoodMachineHasNothingBad) {
  for (const auto& each : examine(good_machine())) EXPECT_FALSE(each.bad) << each.id;
}

TEST(Doctor, ThisMachineCanBeRead) {
  const auto here = read_machine();
  EXPECT_GE(here.page, 4096U);
  EXPECT_GE(here.nodes, 1U);
  EXPECT_GT(here.tick_cost_ns, 0);
  EXPECT_GT(here.tick_step_ns, 0);
  EXPECT_THAT(here.kernel, HasSubstr("Linux"));
  for (const auto& each : examine(here)) EXPECT_FALSE(each.found.empty()) << each.id;
}

TEST(Doctor, AClockThatIsNotInvariantIsToldWithWhatItCosts) {
  const auto found = look(changed([](auto& m) {
                            m.fast_ticks = false;
                            m.clock_source = "hpet";
                            m.tick_cost_ns = 612.25;
                          }),
                          "clock");
  EXPECT_EQ(found.bad, severity::warning);
  EXPECT_THAT(found.found, HasSubstr("a reading costs 612."));
  EXPECT_THAT(found.advice, HasSubstr("the kernel uses hpet"));
}

TEST(Doctor, AnAddressLimitIsCountedInThreads) {
  const auto with = [](std::uint64_t threads) {
    return look(changed([=](auto& m) { m.address_limit = threads * (8U << 20); }), "address-limit");
  };
  EXPECT_FALSE(with(512).bad);
  EXPECT_EQ(with(511).bad, severity::warning);
  EXPECT_THAT(with(511).found, HasSubstr("room for 511 threads at 8 MiB each"));
  EXPECT_EQ(with(15).bad, severity::error);
  EXPECT_THAT(with(15).advice, HasSubstr("ulimit -v"));
}

TEST(Doctor, StrictOvercommitIsCountedInThreads) {
  const auto strict = [](std::uint64_t left) {
    return look(changed([=](auto& m) {
                  m.overcommit = 2;
                  m.commit_left = left;
                }),
                "overcommit");
  };
  EXPECT_FALSE(strict(512ULL * (8U << 20)).bad);
  EXPECT_EQ(strict(100ULL * (8U << 20)).bad, severity::warning);
  EXPECT_EQ(strict(0).bad, severity::error);
  EXPECT_THAT(strict(0).advice, HasSubstr("vm.overcommit_memory to 0 or 1"));
  const auto unknown = changed([](auto& m) { m.overcommit = -1; });
  EXPECT_EQ(look(unknown, "overcommit").found, "unknown");
}

TEST(Doctor, OldKernelsDoNotShowForks) {
  const auto found = look(changed([](auto& m) { m.wipe_on_fork = false; }), "fork");
  EXPECT_EQ(found.bad, severity::warning);
  EXPECT_THAT(found.advice, HasSubstr("4.14"));
}

TEST(Doctor, NodesThatAreNotKnownAreNoted) {
  const auto found = look(changed([](auto& m) { m.node_notice = "no sysfs"; }), "memory-nodes");
  EXPECT_EQ(found.bad, severity::info);
  EXPECT_EQ(found.advice, "no sysfs");
}

constexpr std::string_view quiet_page = R"(# HELP engram_telemetry_records_total Records.
engram_telemetry_records_total{type="a.b",outcome="offered"} 100
engram_telemetry_records_total{type="a.b",outcome="dropped_full"} 0
engram_telemetry_refusals_total{missing="metric"} 0
)";

TEST(Doctor, APageWithoutLossesHasNoFindings) {
  EXPECT_THAT(examine_records(quiet_page), IsEmpty());
  EXPECT_THAT(examine_records(""), IsEmpty());
  EXPECT_THAT(examine_records("{}}{\n engram{ \n\n}"), IsEmpty()) << "no page at all";
}

TEST(Doctor, LossesAreSummedOverTypesAndSinks) {
  const auto found = examine_records(std::string(quiet_page) + R"(
engram_telemetry_records_total{type="a.b",outcome="dropped_full"} 1200
engram_telemetry_records_total{type="c.d",outcome="dropped_full"} 34
engram_telemetry_refusals_total{missing="thread"} 5
engram_telemetry_sink_records_total{sink="ndjson",outcome="io_error"} 7
)");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].id, "refused-thread");
  EXPECT_EQ(found[0].bad, severity::error);
  EXPECT_EQ(found[1].id, "dropped-full");
  EXPECT_EQ(found[1].found, "1,234");
  EXPECT_EQ(found[1].bad, severity::warning);
  EXPECT_THAT(found[1].advice, HasSubstr("ring_slots"));
  EXPECT_EQ(found[2].id, "io-error");
}

}  // namespace
}  // namespace engram::tool
