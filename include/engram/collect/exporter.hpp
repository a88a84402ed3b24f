// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/accounting.hpp>
#include <engram/collect/batch.hpp>
#include <engram/collect/notice.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace engram::inline v0 {

/// Finds the name of what an id stands for: `entity` as the event's schema has it ("node"). Returns
/// false when the id has no name. Called on the collector's thread while others record.
using name_resolver =
    std::function<bool(std::string_view entity, std::uint64_t id, std::string& name)>;

/// Takes drained records somewhere. The collector's thread calls it; it may write files, and must
/// count every record of a batch in the ledger under exactly one outcome before it returns.
/// Trouble goes to the notifier: nothing here throws, prints or aborts.
class exporter {
 public:
  virtual ~exporter() = default;

  /// A short name: "ndjson".
  virtual std::string_view name() const noexcept = 0;
  /// Before the first batch. False: it cannot work, and has told the notifier why.
  virtual bool open(const notifier& notify) = 0;
  /// Takes a batch, counting each record.
  virtual void write(const batch& records, sink_ledger& ledger) = 0;
  /// Makes what was written durable as far as the sink can; false when it failed.
  virtual bool flush() = 0;
};

}  // namespace engram::inline v0
