// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/exporter.hpp>
#include <engram/collect/threading.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

/// Exporters that a test scripts and looks into. What they saw is kept in a `recorded`, which
/// outlives them: the collector owns its exporters.
namespace engram::testing {

/// What an exporter was told, and what it is to answer. Guarded: the collector's thread writes it.
class recorded {
 public:
  /// Runs `visit(state)` under the lock.
  template <class Visit>
  auto with(Visit visit) {
    const std_threading::lock lock(mutex_);
    return visit(*this);
  }
  std::vector<event_record> copy() {
    return with([](auto& self) { return self.records; });
  }
  std::uint64_t count() {
    return with([](auto& self) { return self.records.size(); });
  }
  /// The records of one kind.
  std::vector<event_record> of(record_kind kind) {
    std::vector<event_record> some;
    for (const auto& each : copy()) {
      if (each.kind == kind) some.push_back(each);
    }
    return some;
  }

  /// Lets `write` return from now on.
  void release() {
    with([](auto& self) { self.stalled = false; });
    moved_.notify_all();
  }
  /// Waits until `write` stands still.
  void wait_until_stalled() {
    std_threading::lock lock(mutex_);
    moved_.wait(lock, [this] { return stalls > 0; });
  }
  void stall_here() {
    std_threading::lock lock(mutex_);
    if (!stalled) return;
    ++stalls;
    moved_.notify_all();
    moved_.wait(lock, [this] { return !stalled; });
  }

  std::vector<event_record> records;
  int opens = 0;
  int flushes = 0;
  int stalls = 0;
  // The script.
  bool opens_well = true;
  bool flushes_well = true;
  bool stalled = false;
  sink_outcome outcome = sink_outcome::acknowledged;

 private:
  std_threading::mutex mutex_;
  std_threading::condition moved_;
};

/// Keeps every record it is given and counts it as its script says.
class fake_exporter : public exporter {
 public:
  explicit fake_exporter(std::shared_ptr<recorded> log, std::string name = "fake")
      : log_(std::move(log)), name_(std::move(name)) {}

  std::string_view name() const noexcept override { return name_; }
  bool open(const notifier& notify) override {
    const bool good = log_->with([](auto& log) {
      ++log.opens;
      return log.opens_well;
    });
    if (!good) notify({severity::error, name_, "told not to open"});
    return good;
  }
  void write(const batch& records, sink_ledger& ledger) override {
    log_->stall_here();
    log_->with([&](auto& log) {
      for (const auto& record : records) ledger.count(record.type_index, log.outcome);
      log.records.insert(log.records.end(), records.begin(), records.end());
    });
  }
  bool flush() override {
    return log_->with([](auto& log) {
      ++log.flushes;
      return log.flushes_well;
    });
  }

 private:
  std::shared_ptr<recorded> log_;
  std::string name_;
};

/// A list of one exporter, as `collector_options` wants it.
inline std::vector<std::unique_ptr<exporter>> only(std::unique_ptr<exporter> one) {
  std::vector<std::unique_ptr<exporter>> list;
  list.push_back(std::move(one));
  return list;
}

}  // namespace engram::testing
