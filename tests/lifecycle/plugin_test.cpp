// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "lifecycle/plugin_host.hpp"

#include <engram/export/prometheus.hpp>

#include <memory>
#include <string>

// A plugin whose core is the host's: the host exports its symbols, or both use the shared library.
namespace engram::testing {
namespace {

class Plugin : public ::testing::TestWithParam<int> {};

TEST_P(Plugin, ItsCountsReachTheHostsScrape) {
  const auto all = registry::everything();
  const loaded_plugin plugin(GetParam());
  const auto before = scraped(plugin_hits);
  plugin.count(3);
  on_a_thread([&] { plugin.count(4); });
  EXPECT_EQ(scraped(plugin_hits), before + 7);
}

TEST_P(Plugin, ItsEventsReachTheHostsCollector) {
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  const loaded_plugin plugin(GetParam());
  plugin.record();
  EXPECT_TRUE(drain.stop().complete());
  const auto records = log->copy();
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[1].type->name, "test.plugin.loaded");
}

TEST_P(Plugin, AttachingWhatSharesTheHostsCoreChangesNothing) {
  const auto all = registry::everything();
  const auto before = scraped(plugin_hits);
  const loaded_plugin plugin(GetParam());
  plugin.count(1);
  EXPECT_EQ(attach_plugin(plugin.attach()), attach_result::attached);
  plugin.count(2);
  on_a_thread([&] { plugin.count(4); });
  EXPECT_EQ(scraped(plugin_hits), before + 7);
}

TEST_P(Plugin, ItMayRecordWhileItIsLoadedAndWhileItIsUnloaded) {
  const auto all = registry::everything();
  const std::uint64_t news = is_mapped() ? 0 : 1;
  const auto loads = scraped("test.plugin.loads");
  const auto unloads = scraped("test.plugin.unloads");
  {
    const loaded_plugin plugin(GetParam());
    EXPECT_EQ(scraped("test.plugin.loads"), loads + news);
  }
  EXPECT_EQ(scraped("test.plugin.unloads"), unloads + news);
}

TEST_P(Plugin, UnloadedWithCountersAloneItLeavesItsNamesAndCounts) {
  const auto all = registry::everything();
  const auto before = scraped(plugin_hits);
  {
    const loaded_plugin plugin(GetParam());
    plugin.count(3);
  }
  EXPECT_EQ(scraped(plugin_hits), before + 3);
  const loaded_plugin again(GetParam());
  again.count(4);
  EXPECT_EQ(scraped(plugin_hits), before + 7) << "loaded again, it goes on where it was";
}

/// Everything in the store that reaches into a plugin's memory: gates, a gauge's cells, a
/// histogram's bounds.
void use_all_that_is_registered() {
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  drain.control("test.plugin.loaded", {.on = false});
  EXPECT_TRUE(drain.stop().complete());
  const auto page = prometheus_text(registry::everything().scrape());
  EXPECT_NE(page.find("test_plugin_level 2.5"), std::string::npos) << page;
  EXPECT_NE(page.find("test_plugin_sizes_bucket{le=\"2\"}"), std::string::npos) << page;
}

TEST_P(Plugin, UnloadedWithEverythingItStaysInMemoryForTheStore) {
  const auto all = registry::everything();
  {
    const loaded_plugin plugin(GetParam());
    plugin.record();
  }
  EXPECT_TRUE(is_mapped());
  use_all_that_is_registered();
}

TEST_P(Plugin, UnloadedWhileAThreadThatRecordedForItLivesLetsTheThreadEnd) {
  const auto all = registry::everything();
  const auto before = scraped(plugin_hits);
  on_a_thread([scope = GetParam()] {
    const loaded_plugin plugin(scope);
    plugin.record();
  });
  EXPECT_EQ(scraped(plugin_hits), before + 1);
}

INSTANTIATE_TEST_SUITE_P(Opened, Plugin, ::testing::Values(RTLD_LOCAL, RTLD_GLOBAL),
                         [](const auto& scope) {
                           return scope.param == RTLD_LOCAL ? "Local" : "Global";
                         });

}  // namespace
}  // namespace engram::testing
