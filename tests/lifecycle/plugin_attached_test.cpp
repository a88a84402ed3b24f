// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "lifecycle/plugin_host.hpp"
#include "lifecycle/scenario.hpp"

#include <engram/collect/blocks.hpp>
#include <engram/export/prometheus.hpp>

#include <gmock/gmock.h>

#include <cstdio>
#include <cstring>
#include <filesystem>
#include <latch>
#include <memory>
#include <string>
#include <thread>
#include <vector>

// A plugin with a core of its own in a host that exports nothing, and that gives it its store.
namespace engram::testing {
namespace {

using ::testing::HasSubstr;

/// A plugin that is attached, as it is from the first of these on.
class attached_plugin : public loaded_plugin {
 public:
  explicit attached_plugin(const char* path = PLUGIN_PATH) : loaded_plugin(RTLD_LOCAL, path) {
    EXPECT_EQ(attach_plugin(attach()), attach_result::attached);
  }
};

TEST(PluginAttached, ItsMetricsReachTheHostsScrape) {
  const attached_plugin plugin;
  const auto before = scraped(plugin_hits);
  plugin.count(3);
  on_a_thread([&] { plugin.count(4); });
  EXPECT_EQ(scraped(plugin_hits), before + 7);
  plugin.record();
  const auto page = prometheus_text(registry::everything().scrape());
  EXPECT_THAT(page, HasSubstr("test_plugin_level 2.5"));
  EXPECT_THAT(page, HasSubstr("test_plugin_sizes_bucket{le=\"2\"}"));
  EXPECT_THAT(page, HasSubstr("test_plugin_words_total{word=\"plugged in\"} 1\n"));
}

TEST(PluginAttached, ItsEventsReachTheHostsCollectorInTheHostsOperation) {
  const attached_plugin plugin;
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  {
    const basic_operation<on> outer{recall};
    emit_primed(1);
    plugin.record();
    emit_primed(2);
  }
  EXPECT_TRUE(drain.stop().complete());
  EXPECT_TRUE(drain.account().balances());
  const auto records = log->copy();
  std::vector<std::string> order;
  for (const auto& each : records) order.emplace_back(each.type->name);
  EXPECT_THAT(order,
              ::testing::ElementsAre("test.collector.recall", "engram.node.primed",
                                     "test.plugin.work", "test.plugin.loaded", "test.plugin.work",
                                     "engram.node.primed", "test.collector.recall"));
}

TEST(PluginAttached, AThreadThatRecordsForBothHasOneBlockAndGivesItBack) {
  const attached_plugin plugin;
  const auto hits_before = total_hits();
  const auto before = scraped(plugin_hits);
  on_a_thread([&] { plugin.count(1); });
  const auto blocks = read_blocks().total();
  for (int i = 0; i < 500; ++i) {
    on_a_thread([&, plugin_first = i % 2 == 0] {
      if (plugin_first) plugin.count(1);
      hits.add();
      if (!plugin_first) plugin.count(1);
    });
  }
  EXPECT_EQ(read_blocks().total().made, blocks.made);
  EXPECT_EQ(read_blocks().total().free, blocks.free);
  EXPECT_EQ(scraped(plugin_hits), before + 501);
  EXPECT_EQ(total_hits(), hits_before + 500);
}

TEST(PluginAttached, RecordsAfterTheBlockWasGivenBackStillCount) {
  const attached_plugin plugin;
  const auto before = scraped(plugin_hits);
  on_a_thread([&] {
    plugin.count_at_thread_end(100);  // made first, so it is destroyed last
    plugin.count(1);
    hits.add();
  });
  on_a_thread([&] {
    plugin.count(10);
    plugin.count_at_thread_end(1000);
  });
  on_a_thread([&] { plugin.count_at_thread_end(10'000); });
  EXPECT_EQ(scraped(plugin_hits), before + 11'111);
}

constinit basic_histogram<on, exponential<>> shared_spans{{.name = "test.shared.spans"}};

struct late_spans {
  std::uint64_t n = 0;
  ~late_spans() {
    for (std::uint64_t i = 1; i <= n; ++i) shared_spans.record(static_cast<double>(i));
  }
};

TEST(PluginAttached, ThreadsThatEndTogetherLoseNoSpanOfTheHistogramThatBothHave) {
  const attached_plugin plugin;
  const registry metrics{shared_spans};
  constexpr std::uint64_t threads = 8;
  constexpr std::uint64_t each = 20'000;
  std::latch all_end(threads);
  std::vector<std::thread> all;
  for (std::uint64_t i = 0; i < threads; ++i) {
    all.emplace_back([&, for_the_plugin = i % 2 == 0] {
      static thread_local late_spans of_the_host;
      if (for_the_plugin) plugin.measure_at_thread_end(each);
      if (!for_the_plugin) of_the_host.n = each;
      hits.add();  // the shard is given back before the spans are recorded
      all_end.arrive_and_wait();
    });
  }
  for (auto& thread : all) thread.join();
  const auto now = metrics.scrape();
  EXPECT_EQ(now[shared_spans]().count(), threads * each);
  EXPECT_EQ(now[shared_spans]().sum(), threads * (each * (each + 1) / 2));
}

TEST(PluginAttached, ThreadsThatRecordForBothLoseNothing) {
  const attached_plugin plugin;
  const auto hits_before = total_hits();
  const auto before = scraped(plugin_hits);
  constexpr std::uint64_t threads = 8;
  constexpr std::uint64_t times = 20'000;
  std::vector<std::thread> all;
  for (std::uint64_t i = 0; i < threads; ++i) {
    all.emplace_back([&] {
      for (std::uint64_t n = 0; n < times; ++n) {
        hits.add();
        plugin.count(2);
      }
    });
  }
  std::uint64_t last = before;
  for (int i = 0; i < 50; ++i) {
    const auto now = scraped(plugin_hits);
    EXPECT_GE(now, last) << "a total does not fall";
    last = now;
  }
  for (auto& each : all) each.join();
  EXPECT_EQ(total_hits(), hits_before + threads * times);
  EXPECT_EQ(scraped(plugin_hits), before + 2 * threads * times);
}

TEST(PluginAttached, AnotherVersionIsRefused) {
  const loaded_plugin plugin;
  EXPECT_EQ(plugin.attach()(attachment(), abi_version + 1),
            static_cast<int>(attach_result::wrong_version));
  EXPECT_EQ(plugin.attach()(attachment(), 0), static_cast<int>(attach_result::wrong_version));
  EXPECT_THAT(explain(attach_result::wrong_version), HasSubstr("engram::abi_version"));
}

TEST(PluginAttached, WhatIsNoStoreIsRefused) {
  const loaded_plugin plugin;
  EXPECT_EQ(attach_plugin(nullptr), attach_result::not_attachable);
  EXPECT_EQ(plugin.attach()(nullptr, abi_version), static_cast<int>(attach_result::no_store));
  const std::uint64_t other[16]{};
  EXPECT_EQ(plugin.attach()(other, abi_version), static_cast<int>(attach_result::no_store));
}

TEST(PluginAttached, OtherHeadersOfTheSameVersionAreRefused) {
  const loaded_plugin plugin;
  detail::attachment<std_sync> other{};
  std::memcpy(&other, attachment(), sizeof other);
  ++other.layout;
  EXPECT_EQ(plugin.attach()(&other, abi_version), static_cast<int>(attach_result::wrong_layout));
}

TEST(PluginAttached, ByTheWordsOfTheDocsItIsAttached) {
  void* const handle = dlopen(PLUGIN_PATH, RTLD_NOW | RTLD_LOCAL);
  ASSERT_NE(handle, nullptr);
  // [attach]
  auto* engram_attach = reinterpret_cast<attach_function*>(dlsym(handle, "engram_attach"));
  const attach_result result = attach_plugin(engram_attach);
  if (result != attach_result::attached) std::puts(explain(result));
  // [/attach]
  EXPECT_EQ(result, attach_result::attached);
  dlclose(handle);
}

TEST(PluginAttached, AttachedAgainItGoesOn) {
  const attached_plugin plugin;
  const auto before = scraped(plugin_hits);
  plugin.count(1);
  EXPECT_EQ(attach_plugin(plugin.attach()), attach_result::attached);
  plugin.count(2);
  EXPECT_EQ(scraped(plugin_hits), before + 3);
}

TEST(PluginAttached, ItsOwnLibraryReadsNothingAnyMore) {
  const attached_plugin plugin;
  plugin.count(1);
  EXPECT_EQ(plugin.total(), PLUGIN_TOTAL) << "-2: refused, -1: it has none";
}

TEST(PluginAttached, ClosedItStaysForTheThreadsThatRecordedForIt) {
  const auto all = registry::everything();
  const auto before = scraped(plugin_hits);
  on_a_thread([] {
    const attached_plugin plugin;
    plugin.count(1);
  });
  EXPECT_TRUE(is_mapped());
  EXPECT_EQ(scraped(plugin_hits), before + 1);
}

TEST(PluginAttached, TwoPluginsAndTheHostShareAThreadsBlock) {
  const auto path = std::filesystem::path(::testing::TempDir()) /
                    ("second_plugin" + std::to_string(getpid()) + ".so");
  std::filesystem::copy_file(PLUGIN_PATH, path);
  const attached_plugin one;
  const attached_plugin two(path.c_str());
  std::filesystem::remove(path);
  EXPECT_NE(one.attach(), two.attach()) << "they are two";
  const auto before = scraped(plugin_hits);
  on_a_thread([&] { one.count(1); });
  const auto blocks = read_blocks().total();
  for (int i = 0; i < 100; ++i) {
    on_a_thread([&] {
      one.count(1);
      two.count(2);
      hits.add();
    });
  }
  EXPECT_EQ(scraped(plugin_hits), before + 301) << "the same name is the same metric";
  EXPECT_EQ(read_blocks().total().made, blocks.made);
  EXPECT_EQ(read_blocks().total().free, blocks.free);
}

}  // namespace
}  // namespace engram::testing
