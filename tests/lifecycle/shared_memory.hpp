// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "collect/fakes.hpp"

#include <engram/collect/collector.hpp>

#include <sys/mman.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <new>
#include <string_view>
#include <utility>

/// What a process leaves behind for the one that forked it.
namespace engram::testing {

/// A `T` that parent and child see.
template <class T>
class shared {
 public:
  shared()
      : at_(new(mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))
                T{}) {}
  ~shared() { munmap(at_, sizeof(T)); }
  shared(const shared&) = delete;
  shared& operator=(const shared&) = delete;
  T& operator*() { return *at_; }
  T* operator->() { return at_; }

 private:
  T* at_;
};

using shared_number = shared<std_sync::atomic<std::uint64_t>>;

/// Adds the number of records that it is given to a number.
class adding_exporter : public exporter {
 public:
  explicit adding_exporter(std_sync::atomic<std::uint64_t>& to) : to_(to) {}
  std::string_view name() const noexcept override { return "adding"; }
  bool open(const notifier&) override { return true; }
  void write(const batch& records, sink_ledger& ledger) override {
    for (const auto& each : records) ledger.count(each.type_index, sink_outcome::acknowledged);
    to_.fetch_add(records.size());
  }
  bool flush() override { return true; }

 private:
  std_sync::atomic<std::uint64_t>& to_;
};

/// A collector whose records are counted where the parent sees it.
inline collector_options adding_to(std_sync::atomic<std::uint64_t>& number,
                                   std::chrono::milliseconds interval) {
  collector_options options;
  options.interval = interval;
  options.exporters = only(std::make_unique<adding_exporter>(number));
  return options;
}

}  // namespace engram::testing
