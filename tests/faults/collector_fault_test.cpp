// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "faults/granted_thread.hpp"
#include "faults/sweep.hpp"

#include <engram/cognitive/priming.hpp>
#include <engram/collect/collector.hpp>
#include <engram/engram.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <utility>

namespace engram::testing {
namespace {

using std::chrono::milliseconds;

constinit basic_operation_kind<on> recall{{.name = "test.faults.recall"}};

/// Counts what it is given, and asks for memory each time.
class counting final : public exporter {
 public:
  explicit counting(std::uint64_t& seen) noexcept : seen_(seen) {}
  std::string_view name() const noexcept override { return "counting"; }
  bool open(const notifier&) override { return true; }
  void write(const batch& records, sink_ledger& ledger) override {
    for (const auto& record : records) {
      const auto wanted = std::make_unique<event_record>(record);
      ledger.count(wanted->type_index, sink_outcome::acknowledged);
      ++seen_;
    }
  }
  bool flush() override { return std::make_unique<int>(1) != nullptr; }

 private:
  std::uint64_t& seen_;
};

collector_options to(std::uint64_t& seen) {
  collector_options options;
  options.ring_slots = 64;
  options.interval = milliseconds(1);
  options.exporters.push_back(std::make_unique<counting>(seen));
  options.filters.emplace("test.faults.a.type.that.never.comes", event_filter{.on = false});
  return options;
}

void emit_one() {
  emit<on>(cognitive::primed{.prime = cognitive::node_id{1},
                             .target = cognitive::node_id{2},
                             .strength = 0.5F,
                             .kind = cognitive::priming_kind::semantic,
                             .hops = 1});
}

/// Five calls, four events and an operation: six records.
constexpr std::uint64_t calls = 5;
constexpr std::uint64_t records = 6;
void work() {
  emit_one();
  {
    const basic_operation<on> op{recall};
    emit_one();
    emit_one();
  }
  emit_one();
}

/// How many calls an account knows of: an operation offers two records.
std::uint64_t calls_in(const accounting& account) {
  std::uint64_t sum = 0;
  for (const auto& type : account.types) {
    sum += type.is_operation ? type.producer.offered / 2 : type.producer.offered;
  }
  return sum;
}

/// Whether a collector works as if nothing had been, and delivers what the last one left in the
/// rings.
void expect_all_is_well(verdict& is, std::optional<std::uint64_t> left = std::nullopt) {
  std::uint64_t seen = 0;
  collector next(to(seen));
  if (!next.start()) return is.expect(false, "no collector starts once memory is back");
  work();
  on_a_granted_thread(work);
  is.expect(next.flush(milliseconds(20'000)), "a flush fails once memory is back");
  const auto report = next.stop();
  const auto account = next.account();
  is.expect(report.left_behind == 0 && report.in_time, "a stop leaves records behind");
  is.expect(account.balances(), "the next account does not balance");
  const auto more = account.total().offered - 2 * records;
  is.expect(more == left.value_or(more), "the next account has not all records");
  is.expect(account.total().dropped() == 0, "records are dropped once memory is back");
  is.expect(seen == account.total().drained, "the next exporter has not all records");
}

/// What must hold of a collector that started and has stopped, whatever was refused meanwhile.
void expect_accounted(verdict& is, const collector& of, const drain_report& report,
                      std::uint64_t seen, std::uint64_t refused) {
  const auto account = of.account();
  const auto total = account.total();
  is.expect(calls_in(account) + refused == 2 * calls, "calls are neither counted nor refused");
  is.expect(static_cast<std::uint64_t>(total.outstanding()) == report.left_behind,
            "what was left behind is not what is outstanding");
  is.expect(total.drained == report.drained, "the report and the account differ");
  is.expect(account.total(0).balances(), "an exporter's account does not balance");
  is.expect(account.total(0).drained == total.drained, "an exporter was not given all");
  is.expect(account.total(0)[sink_outcome::acknowledged] == seen,
            "what was seen is not what is counted");
}

TEST(CollectorFaults, EveryCallIsAccountedForWhateverIsRefused) {
  sweep([](fault what, verdict& is) {
    std::uint64_t seen = 0;
    collector drain(to(seen));
    const auto before = read_refusals();
    arm(what);
    const bool started = drain.start();
    work();
    on_a_granted_thread(work);
    static_cast<void>(drain.flush(milliseconds(10)));
    const auto report = drain.stop({.deadline = milliseconds(10)});
    is.requests = disarm();
    const auto refused = read_refusals().total() - before.total();
    if (started) expect_accounted(is, drain, report, seen, refused);
    expect_all_is_well(is, report.left_behind);
  });
}

TEST(CollectorFaults, MakingUsingAndDestroyingOneGoesWrongOnlyByThrowing) {
  sweep([](fault what, verdict& is) {
    std::uint64_t seen = 0;
    std::optional<collector> drain;
    arm(what);
    try {
      drain.emplace(to(seen));
      static_cast<void>(drain->start());
      work();
      static_cast<void>(drain->account());
      drain->disable<cognitive::primed>();
      drain->enable<cognitive::primed>({.min_strength = 0.1F});
      drain->control("test.faults.another.type.that.never.comes", {.on = false});
    } catch (const std::bad_alloc&) {
    }
    if (drain) static_cast<void>(drain->stop({.deadline = milliseconds(10)}));
    drain.reset();
    is.requests = disarm();
    expect_all_is_well(is);
  });
}

TEST(CollectorFaults, ARunningOneMayBeDestroyedWhereNothingIsGranted) {
  sweep([](fault what, verdict& is) {
    std::uint64_t seen = 0;
    std::optional<collector> drain(std::in_place, to(seen));
    is.expect(drain->start(), "it does not start");
    work();
    arm(what);
    work();
    drain.reset();
    is.requests = disarm();
    expect_all_is_well(is);
  });
}

}  // namespace
}  // namespace engram::testing
