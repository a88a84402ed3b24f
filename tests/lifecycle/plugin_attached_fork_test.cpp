// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/children.hpp"
#include "lifecycle/plugin_host.hpp"
#include "lifecycle/scenario.hpp"

#include <memory>
#include <thread>

// Forks of a host whose plugin has a core of its own and is attached.
namespace engram::testing {
namespace {

TEST(PluginAttachedFork, ChildStartsAtZeroForBothAndTheParentLosesNothing) {
  const loaded_plugin plugin;
  ASSERT_EQ(attach_plugin(plugin.attach()), attach_result::attached);
  plugin.count(10);
  hits.add(20);
  const auto before = scraped(plugin_hits);
  const auto how = in_a_child([&] {
    if (scraped(plugin_hits) != 0 || total_hits() != 0) return 1;
    plugin.count(3);
    hits.add(4);
    on_a_thread([&] { plugin.count(5); });
    if (scraped(plugin_hits) != 8 || total_hits() != 4) return 2;
    const auto log = std::make_shared<recorded>();
    collector own(with_fake(log));
    if (!own.start()) return 3;
    plugin.record();
    return own.stop().complete() && own.account().balances() && log->count() == 3 ? 0 : 4;
  });
  EXPECT_TRUE(how.exited_with(0)) << (how.hung() ? "it hung" : "") << how.status;
  plugin.count(1);
  EXPECT_EQ(scraped(plugin_hits), before + 1);
}

TEST(PluginAttachedFork, ChildOfAThreadThatRecordedForThePluginAloneStartsAtZero) {
  const loaded_plugin plugin;
  ASSERT_EQ(attach_plugin(plugin.attach()), attach_result::attached);
  const auto before = scraped(plugin_hits);
  ending how;
  on_a_thread([&] {
    plugin.count(1);
    how = in_a_child([&] {
      plugin.count(2);
      return scraped(plugin_hits) == 2 ? 0 : 1;
    });
    plugin.count(4);
  });
  EXPECT_TRUE(how.exited_with(0)) << (how.hung() ? "it hung" : "") << how.status;
  EXPECT_EQ(scraped(plugin_hits), before + 5);
}

}  // namespace
}  // namespace engram::testing
