// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "lifecycle/plugin_host.hpp"

#include <memory>

// A plugin in a host that links the library statically and exports nothing: the two have a core
// each.
namespace engram::testing {
namespace {

TEST(PluginApart, HasACoreOfItsOwnWhichTheHostDoesNotRead) {
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  const loaded_plugin plugin;
  plugin.total();  // brings its own library, if it has one, to life
  plugin.record();
  plugin.count(2);
  EXPECT_EQ(scraped(plugin_hits), 0U);
  EXPECT_EQ(plugin.total(), PLUGIN_TOTAL) << "what its own library, if it has one, reads";
  EXPECT_TRUE(drain.stop().complete());
  EXPECT_EQ(log->count(), 0U);
}

#if PLUGIN_TOTAL >= 0

TEST(PluginApart, ThatReadsItselfIsNotAttached) {
  const loaded_plugin plugin;
  plugin.total();
  EXPECT_EQ(attach_plugin(plugin.attach()), attach_result::other_store);
  plugin.count(1);
  EXPECT_EQ(scraped(plugin_hits), 0U);
}

#endif

TEST(PluginApart, UnloadedLeavesTheHostAlone) {
  const auto all = registry::everything();
  on_a_thread([] {
    const loaded_plugin plugin;
    plugin.record();
    plugin.total();
    plugin.record();
  });
  const auto log = std::make_shared<recorded>();
  collector drain(with_fake(log));
  ASSERT_TRUE(drain.start());
  emit_primed(1);
  EXPECT_TRUE(drain.stop().complete());
  EXPECT_EQ(log->count(), 1U);
}

}  // namespace
}  // namespace engram::testing
