// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/children.hpp"
#include "collect/process_store.hpp"
#include "lifecycle/scenario.hpp"
#include "lifecycle/shared_memory.hpp"

#include <engram/export/ndjson.hpp>
#include <engram/family.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

// What `tests/collect/fork_test.cpp` does not have: forks by and during exporters, forks that other
// threads record through, generations.
namespace engram::testing {
namespace {

/// In a child: whether a collector made there delivers exactly `n` events.
bool own_collector_delivers(std::uint64_t n) {
  const auto log = std::make_shared<recorded>();
  collector own(with_fake(log));
  if (!own.start()) return false;
  for (std::uint64_t i = 0; i < n; ++i) emit_primed(i);
  return own.stop().complete() && own.account().balances() && log->count() == n;
}

/// Does something in each `write`.
class doing_exporter : public exporter {
 public:
  explicit doing_exporter(std::function<void()> work) : work_(std::move(work)) {}
  std::string_view name() const noexcept override { return "doing"; }
  bool open(const notifier&) override { return true; }
  void write(const batch& records, sink_ledger& ledger) override {
    work_();
    for (const auto& each : records) ledger.count(each.type_index, sink_outcome::acknowledged);
  }
  bool flush() override { return true; }

 private:
  std::function<void()> work_;
};

collector_options doing(std::function<void()> work) {
  collector_options options;
  options.interval = milliseconds(1);
  options.exporters = only(std::make_unique<doing_exporter>(std::move(work)));
  return options;
}

TEST(ForkInExport, AnExportersChildStartsAtZeroAndMayCollectForItself) {
  const registry metrics{hits};
  hits.add(10);
  const auto before = total_hits();
  ending how;
  collector drain(doing([&] {
    how = in_a_child([] {
      if (total_hits() != 0) return 1;
      hits.add(5);
      if (!own_collector_delivers(3)) return 2;
      return total_hits() == 5 ? 0 : 3;
    });
  }));
  ASSERT_TRUE(drain.start());
  emit_primed(1);
  EXPECT_TRUE(drain.stop().complete());
  EXPECT_TRUE(how.exited_with(0)) << (how.hung() ? "it hung" : "") << how.status;
  EXPECT_EQ(total_hits(), before);
}

TEST(ForkInExport, AnExportersChildMayExitThroughTheParentsStaticCollector) {
  const auto outer = in_a_child([]() -> int {
    static ending inner;
    static collector drain(doing([] { inner = in_a_child([]() -> int { std::exit(7); }); }));
    if (!drain.start()) return 1;
    emit_primed(1);
    if (!drain.stop().complete()) return 2;
    return inner.exited_with(7) ? 0 : 3;
  });
  EXPECT_TRUE(outer.exited_with(0)) << (outer.hung() ? "it hung" : "") << outer.status;
}

TEST(ForkDuringExport, ChildGoesOnWithoutTheExportAndTheParentFinishesIt) {
  const auto log = std::make_shared<recorded>();
  log->stalled = true;
  auto drain = std::make_unique<collector>(with_fake(log));
  ASSERT_TRUE(drain->start());
  emit_primed(1);
  log->wait_until_stalled();
  emit_primed(2);
  const auto how = in_a_child([&] {
    if (drain->flush(ages)) return 1;
    const auto report = drain->stop();
    if (report.drained != 0 || !report.in_time) return 2;
    drain.reset();
    return own_collector_delivers(3) ? 0 : 3;
  });
  log->release();
  EXPECT_TRUE(how.exited_with(0)) << (how.hung() ? "it hung" : "") << how.status;
  EXPECT_TRUE(drain->stop().complete());
  EXPECT_EQ(log->count(), 2U);
}

std::uint64_t lines_with(const std::string& path, std::string_view text) {
  std::ifstream in(path);
  std::uint64_t n = 0;
  for (std::string line; std::getline(in, line);) n += line.find(text) != std::string::npos;
  return n;
}

TEST(ForkDuringExport, AFileHasEachLineOnceAlsoWhenTheChildExits) {
  const std::string path =
      (std::filesystem::path(::testing::TempDir()) / ("fork" + std::to_string(getpid()))).string();
  const auto outer = in_a_child([&] {
    collector_options options;
    options.exporters = only(std::make_unique<ndjson>(ndjson_options{.path = path}));
    static std::unique_ptr<collector> drain;
    drain = std::make_unique<collector>(std::move(options));
    if (!drain->start()) return 1;
    emit_primed(1);
    if (!drain->flush(ages)) return 2;
    emit_primed(2);
    const auto inner = in_a_child([]() -> int {
      emit_primed(3);
      std::exit(7);
    });
    if (!inner.exited_with(7)) return 3;
    return drain->stop().complete() ? 0 : 4;
  });
  EXPECT_TRUE(outer.exited_with(0)) << (outer.hung() ? "it hung" : "") << outer.status;
  EXPECT_EQ(lines_with(path, primed_name), 2U);
  std::filesystem::remove(path);
}

TEST(ForkWhileOthersRecord, TheParentLosesNothing) {
  constexpr std::uint64_t each = 100'000;
  std_sync::atomic<std::uint64_t> delivered{0};
  collector drain(adding_to(delivered, milliseconds(1)));
  ASSERT_TRUE(drain.start());
  const auto hits_before = total_hits();
  const auto sizes_before = total_sizes();
  const auto spans_before = total_spans();
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([] {
      for (std::uint64_t n = 0; n < each; ++n) record_everything();
    });
  }
  for (int i = 0; i < 50; ++i) {
    const auto how = in_a_child([] {
      hits.add(3);
      return total_hits() == 3 && total_sizes() == 0 && total_spans() == 0 ? 0 : 1;
    });
    EXPECT_TRUE(how.exited_with(0)) << (how.hung() ? "it hung" : "") << how.status;
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(total_hits() - hits_before, 3 * each);
  EXPECT_EQ(total_sizes() - sizes_before, 3 * each);
  EXPECT_EQ(total_spans() - spans_before, 3 * each);
  const auto report = drain.stop();
  EXPECT_EQ(report.drained + report.dropped, 3 * each * records_of_everything);
  EXPECT_EQ(report.drained, delivered.load());
  EXPECT_TRUE(drain.account().balances());
}

/// Registers a counter of that name, as its first record does. Returns its slot.
std::uint32_t registered(const std::string& name) {
  detail::slot_word<std_sync> slot{detail::unregistered_slot};
  auto row = hits.descriptor();
  row.name = name;
  detail::process_store::get().register_metric(row, slot);
  return slot.load();
}

/// Whether the metric that registered last is known by its name.
bool last_is_known() {
  const auto now = registry::everything().scrape();
  const auto& last = *now.metrics().back();
  return registered(std::string(last.descriptor.name)) == last.slot;
}

TEST(ForkWhileOthersRegister, ChildFindsTablesAtRest) {
  registered("test.lifecycle.fork.first");
  std_sync::atomic<bool> done{false};
  std::thread other([&] {
    for (int i = 0; !done.load() && i < 200'000; ++i) {
      registered("test.lifecycle.fork.n" + std::to_string(i));
    }
  });
  int wrong = 0;
  for (int i = 0; i < 40; ++i) {
    wrong += in_a_child([] { return last_is_known() ? 0 : 1; }).exited_with(0) ? 0 : 1;
  }
  done.store(true);
  other.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_TRUE(last_is_known());
}

constinit counter_family<text> words{
    {.name = "test.fork.words", .keys = {"word"}, .cardinality_limit = 8}};

std::uint64_t total_of(std::string_view word) {
  const registry metrics{words};
  return metrics.scrape()[words](word);
}

TEST(ForkOfAFamily, ItsChildStartsAtZeroAndCountsByOldAndNewLabelSets) {
  ASSERT_EQ(total_of("old"), 0U);  // and there is a store to count in
  const auto bound = words.bind("bound");
  bound.add(4);
  words.add("old", 5);
  const auto how = in_a_child([&] {
    if (total_of("old") != 0 || total_of("bound") != 0) return 1;
    words.add("old", 2);
    words.add("new", 3);
    bound.add();
    return total_of("old") == 2 && total_of("new") == 3 && total_of("bound") == 1 ? 0 : 2;
  });
  EXPECT_TRUE(how.exited_with(0)) << (how.hung() ? "it hung" : "") << how.status;
  EXPECT_EQ(total_of("old"), 5U);
  EXPECT_EQ(total_of("new"), 0U);
  EXPECT_EQ(total_of("bound"), 4U);
}

/// Runs a collector of its own in each of `generations` processes, each the child of the one
/// before, and returns 0 when all of them delivered what they emitted.
int collect_in_generations(int generations) {
  if (total_hits() != 0) return 1;
  hits.add(static_cast<std::uint64_t>(generations));
  const auto log = std::make_shared<recorded>();
  collector own(with_fake(log));
  if (!own.start()) return 2;
  emit_primed(1);
  if (generations > 1) {
    const auto how = in_a_child([&] { return collect_in_generations(generations - 1); });
    if (!how.exited_with(0)) return 3;
  }
  emit_primed(2);
  if (!own.stop().complete() || log->count() != 2) return 4;
  return total_hits() == static_cast<std::uint64_t>(generations) ? 0 : 5;
}

TEST(ForkOfForks, EveryGenerationCountsAndCollectsForItself) {
  const auto how = in_a_child([] { return collect_in_generations(5); });
  EXPECT_TRUE(how.exited_with(0)) << (how.hung() ? "it hung" : "") << how.status;
}

/// Forks when its thread ends, after the thread gave its shard back.
struct forks_late {
  ending* how = nullptr;
  ~forks_late() {
    if (how == nullptr) return;
    hits.add();
    *how = in_a_child([] {
      for (int i = 0; i < 3; ++i) record_everything();
      return total_hits() == 3 && total_sizes() == 3 ? 0 : 1;
    });
    hits.add();
  }
};

TEST(ForkAtThreadExit, ChildOfAThreadThatIsEndingStartsAtZeroAndCounts) {
  const auto before = total_hits();
  ending how;
  on_a_thread([&] {
    static thread_local forks_late last;
    last.how = &how;
    hits.add();
  });
  EXPECT_TRUE(how.exited_with(0)) << (how.hung() ? "it hung" : "") << how.status;
  EXPECT_EQ(total_hits(), before + 3);
}

}  // namespace
}  // namespace engram::testing
