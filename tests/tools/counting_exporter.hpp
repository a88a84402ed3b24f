// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/exporter.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace engram::tool::testing {

/// Records that reached an exporter, by the name of their type. Shared with the test, which reads
/// it when the collector has stopped.
using seen_records = std::map<std::string, std::uint64_t, std::less<>>;

/// Acknowledges every record; those it is told to forget it counts under no outcome.
class counting_exporter : public exporter {
 public:
  explicit counting_exporter(std::shared_ptr<seen_records> seen, std::uint64_t forget = 0)
      : seen_(std::move(seen)), forget_(forget) {}

  std::string_view name() const noexcept override { return "counting"; }
  bool open(const notifier& /*notify*/) override { return true; }
  void write(const batch& records, sink_ledger& ledger) override {
    for (const auto& record : records) {
      ++(*seen_)[std::string(record.type->name)];
      if (forget_ > 0) {
        --forget_;
        continue;
      }
      ledger.count(record.type_index, sink_outcome::acknowledged);
    }
  }
  bool flush() override { return true; }

 private:
  std::shared_ptr<seen_records> seen_;
  std::uint64_t forget_;
};

}  // namespace engram::tool::testing
