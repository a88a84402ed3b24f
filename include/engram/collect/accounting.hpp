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
  /// Whether every drained record is accounted for.
  bool balances() const noexcept;
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
  /// The account since an earlier reading.
  producer_account& operator-=(const producer_account& earlier) noexcept;
  /// What must still lie in rings. Exact when nothing records meanwhile; 0 at rest after a drain.
  std::int64_t outstanding() const noexcept;
};

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

  /// All types together.
  producer_account total() const noexcept;
  sink_account total(std::size_t sink) const noexcept;
  /// At rest and fully drained, whether both identities hold for every type and sink, to the
  /// record.
  bool balances() const noexcept;
};

}  // namespace engram::inline v0
