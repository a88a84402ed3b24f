// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "export/records.hpp"

#include <engram/export/ndjson.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <limits>

namespace {

using engram::sink_outcome;
using namespace records;
using nlohmann::json;

constexpr std::uint64_t first_operation = std::uint64_t{3} << 40 | 0x457;

bool english(std::string_view entity, std::uint64_t id, std::string& name) {
  if (entity != "node" || id > 3) return false;
  name = id == 1 ? "doctor" : id == 2 ? "nurse" : "say \"ah\"\n\xff";
  return true;
}

/// Every kind of line there is.
engram::batch all_kinds() {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  constexpr float infinity = std::numeric_limits<float>::infinity();
  const frame in{.operation = first_operation, .space = 7, .shard = 3};
  const primed usual{node_id{1}, node_id{2}, 0.25F, relation::associative, 1};
  const primed odd{node_id{3}, node_id{4}, 1e-7F, relation{9}, 255};
  return {begin(123, in),
          event(usual, in),
          event(odd,
                {.wall_ns = noon + 1, .operation = first_operation, .shard = 3, .weight_code = 32}),
          end(1'500'000'000, 2, 1, in),
          event(wide{UINT64_MAX, INT64_MIN, infinity}, {.type_index = 2}),
          event(wide{0, -1, -infinity}, {.wall_ns = -1, .type_index = 2}),
          event(narrow{nan, -4, -2, -1, true}, {.type_index = 3}),
          event(clashing{0.5F, 9, node_id{1}, 8}, {.type_index = 4}),
          end(0, 65'535, 65'535, {.operation = first_operation + 1, .shard = 3})};
}

std::vector<json> parsed(const std::string& path) {
  std::vector<json> all;
  for (const auto& line : lines(path)) all.push_back(json::parse(line));
  return all;
}

/// What an exporter with these options writes for a batch, without the header.
std::vector<json> written(const engram::batch& batch, engram::ndjson_options options = {}) {
  const scratch folder;
  options.path = folder / "trace.ndjson";
  engram::ndjson exporter(options);
  EXPECT_TRUE(exporter.open({}));
  engram::sink_ledger ledger;
  hand_over(exporter, batch, ledger);
  auto all = parsed(options.path);
  all.erase(all.begin());
  return all;
}

TEST(Ndjson, TheGoldenFileStillHolds) {
  const scratch folder;
  engram::ndjson exporter(
      {.path = folder / "trace.ndjson",
       .operation_begins = true,
       .resource = {{"service.name", "golden"}, {"service.instance.id", "1\"2"}},
       .resolve = english});
  ASSERT_TRUE(exporter.open({}));
  engram::sink_ledger ledger;
  hand_over(exporter, all_kinds(), ledger);
  EXPECT_TRUE(exporter.flush());
  expect_golden(contents(folder / "trace.ndjson"), ENGRAM_GOLDEN "/ndjson/v1.ndjson");
}

TEST(Ndjson, EachRecordIsCountedOnce) {
  const scratch folder;
  engram::ndjson exporter({.path = folder / "trace.ndjson"});
  ASSERT_TRUE(exporter.open({}));
  engram::sink_ledger ledger;
  auto batch = all_kinds();
  batch.push_back(batch.back());
  batch.back().type = nullptr;
  hand_over(exporter, batch, ledger);
  EXPECT_EQ(ledger[1][sink_outcome::acknowledged], 2U);
  EXPECT_EQ(ledger[2][sink_outcome::acknowledged], 2U);
  EXPECT_EQ(ledger[recall_index][sink_outcome::acknowledged], 2U);
  EXPECT_EQ(ledger[recall_index][sink_outcome::filtered], 1U);  // the begin
  EXPECT_EQ(ledger[recall_index][sink_outcome::rejected], 1U);  // the one of no known type
  for (int type = 0; type < 256; ++type) {
    EXPECT_TRUE(ledger[static_cast<std::uint8_t>(type)].balances()) << type;
  }
}

TEST(Ndjson, AnEventCarriesItsFrameAndItsFields) {
  const auto all = written({event(primed{node_id{1}, node_id{2}, 0.1F, relation::semantic, 3},
                                  {.operation = first_operation, .space = 7, .shard = 3})});
  EXPECT_EQ(all[0], json::parse(R"({"time":"2026-11-25T02:14:00.123456789Z",
      "event":"test.node.primed","operation":"0000030000000457","space":7,"thread":3,"weight":1,
      "prime":1,"target":2,"strength":0.1,"kind":"semantic","hops":3})"));
}

TEST(Ndjson, AnEventOutsideOperationsHasNoOperationAndNoSpace) {
  const auto all = written({some_event(1)});
  EXPECT_FALSE(all[0].contains("operation"));
  EXPECT_FALSE(all[0].contains("space"));
}

TEST(Ndjson, AnEndSaysWhatItsBeginSaid) {
  const frame outer{.operation = first_operation, .space = 7, .shard = 3};
  const frame inner{.operation = first_operation + 1, .space = 8, .shard = 3};
  const frame other{.operation = 5, .space = 9, .shard = 0};
  const auto all = written({begin(11, outer), begin(22, inner), begin(33, other),
                            end(5, 0, 0, inner), end(7, 2, 1, outer), end(9, 0, 0, other)});
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0]["subject"], 22);
  EXPECT_EQ(all[1]["subject"], 11);
  EXPECT_EQ(all[2]["subject"], 33);
  EXPECT_EQ(all[1]["duration_ns"], 7);
  EXPECT_EQ(all[1]["began"], "2026-11-25T02:14:00.123456789Z");
  EXPECT_EQ(all[1]["time"], "2026-11-25T02:14:00.123456796Z");
  EXPECT_EQ(all[1]["events"], 2);
  EXPECT_EQ(all[1]["lost"], 1);
}

TEST(Ndjson, AnEndWhoseBeginWasNeverSeenTakesNoOthersSubject) {
  const frame outer{.operation = first_operation, .shard = 3};
  const frame unseen{.operation = first_operation + 1, .shard = 3};
  const frame lost{.operation = first_operation + 2, .shard = 3};
  const frame next{.operation = first_operation + 9, .shard = 3};
  const auto all = written({begin(11, outer), end(1, 0, 0, unseen), begin(22, lost),
                            end(1, 0, 0, outer), end(1, 0, 0, next)});
  EXPECT_FALSE(all[0].contains("subject"));
  EXPECT_EQ(all[1]["subject"], 11);
  EXPECT_FALSE(all[2].contains("subject"));
}

TEST(Ndjson, ANumberOutsideItsEnumIsWrittenAsANumber) {
  const auto all = written({event(primed{node_id{}, node_id{}, 0, relation{2}, 0})});
  EXPECT_EQ(all[0]["kind"], 2);
}

TEST(Ndjson, WeightIsTheInverseOfTheKeepProbability) {
  const auto all =
      written({event(wide{}, {.weight_code = 16}), event(wide{}, {.weight_code = 255})});
  EXPECT_EQ(all[0]["weight"], 2);
  EXPECT_NEAR(all[1]["weight"].get<double>(), 62757.0, 1);  // 2^(255/16)
}

TEST(Ndjson, NamesStandBesideTheirIdsAndUnknownIdsHaveNone) {
  const auto all = written({some_event(1), some_event(9)}, {.resolve = english});
  EXPECT_EQ(all[0]["prime_name"], "doctor");
  EXPECT_EQ(all[0]["target_name"], "nurse");
  EXPECT_FALSE(all[1].contains("prime_name"));
}

TEST(Ndjson, LongNamesAreCutBetweenCharacters) {
  const auto all = written({some_event(1)}, {.resolve = [](auto, auto, std::string& name) {
                             name = "a";
                             while (name.size() < 100'000) name += "€";
                             return true;
                           }});
  EXPECT_EQ(all[0]["prime_name"].get<std::string>().size(), 256U - (256 - 1) % 3);
}

TEST(Ndjson, FieldsNamedLikeTheFrameGetAnUnderscore) {
  const auto all = written({event(clashing{0.5F, 9, node_id{1}, 8})}, {.resolve = english});
  EXPECT_EQ(all[0]["time_"], 0.5);
  EXPECT_EQ(all[0]["thread_"], 9);
  EXPECT_EQ(all[0]["thread"], 1);
  EXPECT_EQ(all[0]["prime_name"], 8);
  EXPECT_EQ(all[0]["prime_name_"], "doctor");
}

TEST(Ndjson, ABatchLongerThanItsBufferIsWrittenWhole) {
  engram::batch batch;
  for (std::uint64_t i = 0; i < 20'000; ++i) batch.push_back(some_event(i));
  const auto all = written(batch);
  ASSERT_EQ(all.size(), batch.size());
  for (std::size_t i = 0; i < all.size(); ++i) ASSERT_EQ(all[i]["prime"], i);
}

}  // namespace
