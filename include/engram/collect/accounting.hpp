// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/tables.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace engram::inline v0 {

/// Why a sink let a record go, or why it cannot tell. One counter for each: a record that stops
/// anywhere is counted by cause.
enum class sink_outcome : std::uint8_t {
  filtered,      ///< not wanted by this sink
  reservoir,     ///< discarded by a reservoir sample
  acknowledged,  ///< written, or accepted by the receiver
  io_error,      ///< the file system refused it
  no_memory,     ///< there was no memory to take it with
  rejected,      ///< the receiver refused it for good
  queue_full,    ///< the sink's queue was full
  shutdown,      ///< the deadline of a stop passed
  unknown,       ///< sent, outcome not known
  count,
};

/// A sink's second identity, for one type:
/// drained = filtered + reservoir + acknowledged + dropped (each cause) + unknown + queued + in
/// flight.
struct sink_account {
  std::uint64_t drained = 0;
  std::uint64_t queued = 0;
  std::uint64_t in_flight = 0;
  std::array<std::uint64_t, static_cast<std::size_t>(sink_outcome::count)> outcomes{};

  std::uint64_t& operator[](sink_outcome outcome) noexcept {
    return outcomes[static_cast<std::size_t>(outcome)];
  }
  std::uint64_t operator[](sink_outcome outcome) const noexcept {
    return outcomes[static_cast<std::size_t>(outcome)];
  }
  /// What a sink wanted to write and could not, for a fault of this machine.
  std::uint64_t unwritten() const noexcept {
    return (*this)[sink_outcome::io_error] + (*this)[sink_outcome::no_memory];
  }
  /// What was drained and is nowhere else in the account; 0 at rest.
  std::uint64_t unaccounted() const noexcept;
  /// Whether every drained record is accounted for.
  bool balances() const noexcept { return unaccounted() == 0; }
};

/// A sink's accounts, by type index. Not thread-safe: the collector's thread owns it and copies it
/// out.
class sink_ledger {
 public:
  void drain(std::uint8_t type, std::uint64_t n = 1) noexcept { accounts_[type].drained += n; }
  void count(std::uint8_t type, sink_outcome outcome, std::uint64_t n = 1) noexcept {
    accounts_[type][outcome] += n;
  }
  const sink_account& operator[](std::uint8_t type) const noexcept { return accounts_[type]; }

 private:
  std::array<sink_account, type_indices> accounts_{};
};

/// The producers' identity, for one type, all threads together:
/// offered = filtered + sampled_out + dropped (each reason) + drained + in_rings.
/// Records, not events: an operation offers two, its begin and its end.
struct producer_account {
  std::uint64_t offered = 0;
  std::uint64_t filtered = 0;
  std::uint64_t sampled_out = 0;
  std::uint64_t dropped_full = 0;
  std::uint64_t dropped_muted = 0;
  std::uint64_t dropped_no_ring = 0;
  std::uint64_t drained = 0;

  std::uint64_t dropped() const noexcept { return dropped_full + dropped_muted + dropped_no_ring; }
  producer_account& operator+=(const producer_account& other) noexcept;
  /// The account since an earlier reading.
  producer_account& operator-=(const producer_account& earlier) noexcept;
  /// What must still lie in rings. Exact when nothing records meanwhile; 0 at rest after a drain.
  std::int64_t outstanding() const noexcept;
};

/// Calls that recorded nothing because there was no place for it, since the process began. They are
/// in no other account. What is refused for want of memory is asked for again by the next call;
/// what is refused for good is counted at each call of a metric, and once for an event type.
struct refusals {
  /// The metric could not register: no memory, all cells spent, or a metric of another shape has
  /// its name.
  std::uint64_t metrics = 0;
  /// The event type or operation kind could not register: no memory, or all ids spent.
  std::uint64_t types = 0;
  /// The thread got no cells, neither its own nor those that are shared.
  std::uint64_t threads = 0;

  std::uint64_t total() const noexcept { return metrics + types + threads; }
};
/// Reads the process's refusals. Thread-safe; takes a lock.
refusals read_refusals();

/// Both identities, read together.
struct accounting {
  struct type_row {
    std::string name;
    std::uint8_t index;
    bool is_operation;
    producer_account producer;
    std::vector<sink_account> sinks;  ///< in the order of `sinks`
  };
  std::vector<type_row> types;
  std::vector<std::string> sinks;
  engram::refusals refusals;  ///< of the process

  /// All types together.
  producer_account total() const noexcept;
  sink_account total(std::size_t sink) const noexcept;
  /// At rest and fully drained, whether both identities hold for every type and sink, to the
  /// record.
  bool balances() const noexcept;
};

}  // namespace engram::inline v0
