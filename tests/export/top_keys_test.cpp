// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/records.hpp"

#include <engram/collect/collector.hpp>
#include <engram/event.hpp>
#include <engram/export/top_keys.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <map>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

using engram::sink_outcome;
using engram::top_key;
using engram::top_keys;
using namespace records;
using ::testing::HasSubstr;

engram::top_keys_options pairs(std::size_t capacity = 100) {
  return {.event = "test.node.primed", .fields = {"prime", "target"}, .capacity = capacity};
}

engram::event_record pair(std::uint64_t prime, std::uint64_t target, std::uint8_t weight = 0) {
  return event(primed{.prime = node_id{prime},
                      .target = node_id{target},
                      .strength = 0.5F,
                      .kind = relation::associative,
                      .hops = 1},
               {.weight_code = weight});
}

TEST(TopKeys, PairsAreCountedInTheirOrder) {
  top_keys exporter(pairs());
  engram::sink_ledger ledger;
  hand_over(exporter, {pair(1, 2), pair(2, 1), pair(1, 2), pair(1, 3)}, ledger);
  const auto now = exporter.read().top(2);
  ASSERT_EQ(now.keys.size(), 2U);
  EXPECT_EQ(now.keys[0].key, (top_key{1, 2}));
  EXPECT_EQ(now.keys[0].count, 2);
  EXPECT_EQ(now.keys[0].error, 0);
  EXPECT_TRUE(now.keys[0].in_order);
  EXPECT_EQ(now.keys[1].count, 1);
  EXPECT_EQ(now.total, 4);
  EXPECT_EQ(now.unseen, 0);
}

TEST(TopKeys, OneFieldMakesAKeyAlone) {
  top_keys exporter({.event = "test.node.primed", .fields = {"target"}});
  engram::sink_ledger ledger;
  hand_over(exporter, {pair(1, 2), pair(3, 2), pair(1, 9)}, ledger);
  const auto now = exporter.read().top(1);
  ASSERT_EQ(now.keys.size(), 1U);
  EXPECT_EQ(now.keys[0].key, (top_key{2, 0}));
  EXPECT_EQ(now.keys[0].count, 2);
}

TEST(TopKeys, AnEventCountsWithItsSamplingWeight) {
  top_keys exporter(pairs());
  engram::sink_ledger ledger;
  hand_over(exporter, {pair(1, 2, 16), pair(1, 2), pair(3, 4, 32)}, ledger);
  const auto now = exporter.read().top(2);
  EXPECT_EQ(now.keys[0].key, (top_key{3, 4}));
  EXPECT_EQ(now.keys[0].count, 4);
  EXPECT_EQ(now.keys[1].count, 3);
  EXPECT_EQ(now.total, 7);
}

TEST(TopKeys, EachRecordIsCountedOnce) {
  top_keys exporter(pairs());
  auto unknown = pair(1, 2);
  unknown.type = nullptr;
  unknown.type_index = 9;
  engram::sink_ledger ledger;
  hand_over(exporter,
            {pair(1, 2), pair(1, 2), begin(1, {}), end(5, 0, 0, {}), unknown,
             event(wide{1, 2, 3}, {.type_index = 2})},
            ledger);
  EXPECT_EQ(ledger[1][sink_outcome::acknowledged], 2U);
  EXPECT_EQ(ledger[2][sink_outcome::filtered], 1U);
  EXPECT_EQ(ledger[recall_index][sink_outcome::filtered], 2U);
  EXPECT_EQ(ledger[9][sink_outcome::rejected], 1U);
  for (const auto type : std::array<std::uint8_t, 4>{1, 2, 9, 128})
    EXPECT_TRUE(ledger[type].balances());
  EXPECT_EQ(exporter.read().top(1).total, 2);
}

TEST(TopKeys, AFieldThatIsNotThereIsToldOnceWithThoseThatAre) {
  top_keys exporter({.event = "test.node.primed", .fields = {"prime", "aim"}});
  std::vector<std::string> said;
  ASSERT_TRUE(exporter.open([&](const engram::notice& what) { said.push_back(what.text); }));
  engram::sink_ledger ledger;
  hand_over(exporter, {pair(1, 2), pair(1, 2)}, ledger);
  hand_over(exporter, {pair(1, 2)}, ledger);
  ASSERT_EQ(said.size(), 1U);
  EXPECT_EQ(said[0],
            "test.node.primed has no field aim; it has prime, target, strength, kind, hops");
  EXPECT_EQ(ledger[1][sink_outcome::rejected], 3U);
  EXPECT_TRUE(exporter.read().top(1).keys.empty());
}

std::string refusal(engram::top_keys_options options) {
  try {
    const top_keys refused(std::move(options));
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "it was accepted";
}

TEST(TopKeys, OptionsThatCannotWorkAreRefusedWithWhatWouldBeRight) {
  EXPECT_THAT(refusal({.fields = {"a"}}), HasSubstr("event is empty: name the events to count"));
  EXPECT_THAT(refusal({.event = "a.b"}), HasSubstr("0 fields: name one or two"));
  EXPECT_THAT(refusal({.event = "a.b", .fields = {"a", "b", "c"}}), HasSubstr("3 fields"));
  EXPECT_THAT(refusal({.event = "a.b", .fields = {"a"}, .capacity = 0}), HasSubstr("from 1 to"));
}

/// Emits pairs of which few are frequent, and counts them.
std::map<std::pair<std::uint64_t, std::uint64_t>, double> emit_pairs(int events) {
  std::map<std::pair<std::uint64_t, std::uint64_t>, double> truth;
  std::mt19937_64 random(7);
  std::geometric_distribution<std::uint64_t> draw(0.05);
  for (int i = 0; i < events; ++i) {
    const auto prime = draw(random);
    const auto target = draw(random);
    engram::emit(primed{node_id{prime}, node_id{target}, 1, relation::semantic, 1});
    ++truth[{prime, target}];
  }
  return truth;
}

TEST(TopKeys, ACollectorFillsItWhileItIsRead) {
  auto exporter = std::make_unique<top_keys>(pairs(300));
  const auto reader = exporter->read();
  engram::collector_options options{.ring_slots = 1 << 16};
  options.exporters.push_back(std::move(exporter));
  std::map<std::pair<std::uint64_t, std::uint64_t>, double> truth;
  {
    engram::collector collector(std::move(options));
    ASSERT_TRUE(collector.start());
    std::jthread watcher([&](const std::stop_token& stop) {
      double before = 0;
      while (!stop.stop_requested()) {
        const auto now = reader.top(10);
        ASSERT_GE(now.total, before);
        before = now.total;
      }
    });
    truth = emit_pairs(20'000);
    collector.flush(std::chrono::minutes(1));
    watcher.request_stop();
    watcher.join();
    ASSERT_TRUE(collector.stop().complete());
    EXPECT_TRUE(collector.account().balances());
  }
  const auto now = reader.top(300);  // the exporter is gone
  EXPECT_EQ(now.total, 20'000);
  EXPECT_LE(now.unseen, 20'000. / 300);
  for (const auto& each : now.keys) {
    const auto exact = truth[{each.key.first, each.key.second}];
    EXPECT_LE(exact, each.count);
    EXPECT_GE(exact, each.at_least());
  }
}

#if !defined(__SANITIZE_THREAD__)
TEST(TopKeys, TheChildOfAForkReadsNothing) {
  top_keys exporter(pairs());
  engram::sink_ledger ledger;
  hand_over(exporter, {pair(1, 2)}, ledger);
  const auto reader = exporter.read();
  const pid_t child = ::fork();
  if (child == 0) ::_exit(reader.top(1).keys.empty() && reader.top(1).total == 0 ? 0 : 1);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(reader.top(1).total, 1);
}
#endif

}  // namespace
