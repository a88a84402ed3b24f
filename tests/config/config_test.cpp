// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/config_reader.hpp"
#include "engram/run_config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <optional>
#include <ostream>
#include <string>

namespace {

using engram::tool::config_error;
using engram::tool::load_config;
using engram::tool::run_config;
using testing::StartsWith;
using namespace std::chrono_literals;

std::string write_file(const std::string& text) {
  const auto path = testing::TempDir() + "engram_config_test." + std::to_string(getpid()) + ".toml";
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

run_config read(const std::string& text, run_config config = {}) {
  load_config(write_file(text), config);
  return config;
}

/// What is said of a file, its path left out.
std::string complaint(const std::string& text) {
  const auto path = write_file(text);
  run_config config;
  try {
    load_config(path, config);
  } catch (const config_error& error) {
    EXPECT_EQ(config, run_config{}) << "a bad file changed something";
    std::string said = error.what();
    for (auto at = said.find(path + ":"); at != std::string::npos; at = said.find(path + ":")) {
      said.erase(at, path.size() + 1);
    }
    return said;
  }
  return "nothing";
}

TEST(Config, TheExampleHoldsTheDefaults) {
  run_config config;
  // Every default is overwritten before, so that a key the example lacks would show.
  config.load = {.rate = 1,
                 .duration = 1s,
                 .threads = 9,
                 .spaces = 9,
                 .seed = 9,
                 .scenario = "x",
                 .arrival = "x"};
  config.data = {.wordnet = "x", .cache = "x", .drm_lists = "x"};
  config.metrics = {.address = "x", .port = 1};
  config.events.ring_slots = config.events.ring_budget = 1;
  config.ndjson = {.path = "x", .max_file_bytes = 1, .max_files = 9};
  load_config(ENGRAM_EXAMPLES "/engram.toml", config);
  EXPECT_EQ(config, run_config{});
}

TEST(Config, TheExampleOfATypeInTheExampleIsRight) {
  std::ifstream file(ENGRAM_EXAMPLES "/engram.toml");
  std::string text;
  bool inside = false;
  for (std::string line; std::getline(file, line);) {
    inside = inside || line.starts_with("# [events.types.");
    if (inside && line.starts_with("# ")) text += line.substr(2) + "\n";
  }
  const auto config = read(text);
  ASSERT_TRUE(config.events.types.contains("engram.node.primed"));
  EXPECT_EQ(config.events.types.at("engram.node.primed").min_strength, 0.05);
}

TEST(Config, WhatAFileDoesNotNameIsKept) {
  run_config before;
  before.load.rate = 5;
  before.metrics.port = 7;
  const auto after = read("[load]\nthreads = 4\n", before);
  EXPECT_EQ(after.load.threads, 4U);
  EXPECT_EQ(after.load.rate, 5);
  EXPECT_EQ(after.metrics.port, 7);
  EXPECT_EQ(read("", before), before);
}

TEST(Config, EveryKeyIsRead) {
  const auto config = read(R"(
[load]
rate = 2500.5
duration = "1.5m"
threads = 8
spaces = 1000
seed = 42
scenario = "recalls"
arrival = "saturate"
[data]
wordnet = "/w"
cache = "/c"
drm_lists = "/d"
[metrics]
address = "::1"
port = 0
[events]
ring_slots = 1024
ring_budget = "2GiB"
[events.types."engram.node.primed"]
on = false
[events.types."engram.memory.interfered"]
min_strength = 0.25
[ndjson]
path = "-"
max_file_bytes = 0
max_files = 9
)");
  EXPECT_EQ(config.load,
            (engram::tool::load_settings{2500.5, 90s, 8, 1000, 42, "recalls", "saturate"}));
  EXPECT_EQ(config.data, (engram::tool::data_settings{"/w", "/c", "/d"}));
  EXPECT_EQ(config.metrics, (engram::tool::metrics_settings{"::1", 0}));
  EXPECT_EQ(config.events.ring_slots, 1024U);
  EXPECT_EQ(config.events.ring_budget, 2ULL << 30);
  EXPECT_FALSE(config.events.types.at("engram.node.primed").on);
  EXPECT_EQ(config.events.types.at("engram.memory.interfered").min_strength, 0.25);
  EXPECT_EQ(config.ndjson, (engram::tool::ndjson_settings{"-", 0, 9}));
}

struct mistake {
  const char* text;
  const char* said;
};

/// Without it, a test's name would hold addresses.
void PrintTo(const mistake& it, std::ostream* out) { *out << testing::PrintToString(it.text); }

class ConfigMistake : public testing::TestWithParam<mistake> {};

TEST_P(ConfigMistake, IsToldWithItsPlaceAndWhatWouldBeRight) {
  EXPECT_EQ(complaint(GetParam().text), GetParam().said);
}

INSTANTIATE_TEST_SUITE_P(
    Each, ConfigMistake,
    testing::Values(
        mistake{"[load]\nrat = 5\n", "2:1: unknown key load.rat; did you mean rate?"},
        mistake{"[laod]\n", "1:2: unknown key laod; did you mean load?"},
        mistake{"[metrics]\nx = 1\n", "2:1: unknown key metrics.x; there is address or port"},
        mistake{"[events.types.\"a.b\"]\nmin_strenght = 1\n",
                "2:1: unknown key events.types.\"a.b\".min_strenght; did you mean min_strength?"},
        mistake{"[load]\nrate = \"fast\"\n",
                "2:8: load.rate is \"fast\"; it should be a number from 0.001 to 1e+09"},
        mistake{"[load]\nrate = nan\n",
                "2:8: load.rate is nan; it should be a number from 0.001 to 1e+09"},
        mistake{"[load]\n\nthreads = 0\n",
                "3:11: load.threads is 0; it should be a whole number from 1 to 1024"},
        mistake{"[load]\nthreads = 2.5\n",
                "2:11: load.threads is 2.5; it should be a whole number from 1 to 1024"},
        mistake{"[load]\nduration = 60\n",
                "2:12: load.duration is 60; it should be a time with its unit: \"60s\", \"500ms\", "
                "\"5m\", \"1.5h\""},
        mistake{"[load]\nduration = \"60 parsecs\"\n",
                "2:12: load.duration is \"60 parsecs\"; it should be a time with its unit: "
                "\"60s\", \"500ms\", "
                "\"5m\", \"1.5h\""},
        mistake{"[load]\narrival = \"poison\"\n",
                "2:11: load.arrival is \"poison\"; it should be poisson, burst or saturate"},
        mistake{"[metrics]\nport = 65536\n",
                "2:8: metrics.port is 65536; it should be a whole number from 0 to 65535"},
        mistake{"[metrics]\naddress = 127\n",
                "2:11: metrics.address is 127; it should be a string in quotes"},
        mistake{"[events]\nring_budget = \"64Mb\"\n",
                "2:15: events.ring_budget is \"64Mb\"; it should be a size: bytes, or \"64MiB\", "
                "\"1.5GiB\"; "
                "at least 4096"},
        mistake{"[ndjson]\nmax_file_bytes = 100\n",
                "2:18: ndjson.max_file_bytes is 100; it should be a size: bytes, or \"64MiB\", "
                "\"1.5GiB\"; "
                "at least 65536, or 0 for no limit"},
        mistake{"[events.types.\"a.b\"]\non = 1\n",
                "2:6: events.types.\"a.b\".on is 1; it should be true or false"},
        mistake{"load = 5\n", "1:8: load is 5; it should be a table: [load]"},
        mistake{"[events]\ntypes = [1]\n",
                "2:9: events.types is an array; it should be a table: [events.types]"}));

TEST(Config, AllMistakesAreToldInTheOrderOfTheFile) {
  EXPECT_EQ(complaint("[metrics]\nport = -1\n[load]\nseed = -1\nthread = 1\n"),
            "2:8: metrics.port is -1; it should be a whole number from 0 to 65535\n"
            "4:8: load.seed is -1; it should be a whole number from 0 to 9223372036854775807\n"
            "5:1: unknown key load.thread; did you mean threads?");
}

TEST(Config, WhatIsNoTomlIsToldWithItsPlace) {
  EXPECT_THAT(complaint("[load]\nrate = = 5\n"), StartsWith("2:8: "));
  EXPECT_THAT(complaint("[load]\nrate = 5\nrate = 6\n"), StartsWith("3:"));
  EXPECT_THAT(complaint("[load\n"), StartsWith("1:"));
}

TEST(Config, AFileThatIsNotThereIsToldByItsName) {
  run_config config;
  try {
    load_config("/no/such.toml", config);
    FAIL() << "it was read";
  } catch (const config_error& error) {
    EXPECT_THAT(error.what(), StartsWith("/no/such.toml: cannot be read; name a TOML file"));
  }
  EXPECT_THROW(load_config("/", config), config_error);
}

TEST(ConfigReader, DurationsHaveUnits) {
  using engram::tool::parse_duration;
  EXPECT_EQ(parse_duration("60s"), 60'000'000'000);
  EXPECT_EQ(parse_duration("1.5 ms"), 1'500'000);
  EXPECT_EQ(parse_duration("2h"), 7'200'000'000'000);
  EXPECT_EQ(parse_duration("250us"), 250'000);
  for (const auto* text :
       {"", "s", "60", "-1s", "0s", "1e999s", "nans", "infs", "99999999999h", "5 s s"}) {
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
  }
}

TEST(ConfigReader, SizesMayHaveUnits) {
  using engram::tool::parse_size;
  EXPECT_EQ(parse_size("65536"), 65'536U);
  EXPECT_EQ(parse_size("64MiB"), 64U << 20);
  EXPECT_EQ(parse_size("1.5 kB"), 1'500U);
  EXPECT_EQ(parse_size("0"), 0U);
  for (const auto* text : {"", "MiB", "-1", "64M", "1e30GiB", "nan"}) {
    EXPECT_EQ(parse_size(text), std::nullopt) << text;
  }
}

TEST(ConfigReader, TheNearestNameIsNearEnoughOrNone) {
  using engram::tool::nearest;
  EXPECT_EQ(nearest("thread", {"rate", "threads", "spaces"}), "threads");
  EXPECT_EQ(nearest("wordent", {"cache", "wordnet"}), "wordnet");
  EXPECT_EQ(nearest("colour", {"rate", "threads"}), "");
  EXPECT_EQ(nearest("x", {"on"}), "");
}

}  // namespace
