// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/clock.hpp>
#include <engram/ring.hpp>
#include <engram/schema.hpp>

#include <cmath>
#include <cstdint>
#include <vector>

namespace engram::inline v0 {

/// What a record of the stream is.
enum class record_kind : std::uint8_t { event, operation_begin, operation_end };

/// One record as exporters see it: resolved against its operation and the clock, its payload as it
/// lay in the ring.
struct event_record {
  slot_image words;
  const event_descriptor* type;  ///< of an event; name and help also of an operation kind
  std::int64_t
      wall_ns;  ///< when: nanoseconds since 1970, UTC; an event of an operation has its begin
  std::int64_t begin_wall_ns;  ///< of an operation's end: when it began
  std::uint64_t operation;     ///< id of the operation it belongs to or is; 0: none
  std::uint32_t space;         ///< the operation's memory space
  std::uint32_t shard;         ///< the thread's shard
  record_kind kind;
  std::uint8_t type_index;

  /// The bits of a field, in the low end of a word.
  std::uint64_t bits(const field_descriptor& field) const noexcept {
    const std::uint64_t word = words[field.offset / 8] >> (field.offset % 8 * 8);
    return field.size == 8 ? word : word & ((std::uint64_t{1} << (field.size * 8)) - 1);
  }
  /// How many events this one stands for, itself included: one kept with probability
  /// 2^(-code / 16) stands for its inverse. Only of an event.
  double weight() const noexcept {
    const auto code = static_cast<double>(words[0] >> 8 & 0xff);
    return code == 0 ? 1 : std::exp2(code / 16);
  }
  /// Of an operation's begin: what it works on.
  std::uint64_t subject() const noexcept { return words[3]; }
  /// Of an operation's end: events recorded in it and lost in it, each at most 65,535.
  std::uint32_t events() const noexcept { return words[3] >> 32 & 0xffff; }
  std::uint32_t lost() const noexcept { return static_cast<std::uint32_t>(words[3] >> 48); }
};

/// What one round of draining brought, in the order of shards and, within a shard, of recording.
using batch = std::vector<event_record>;

}  // namespace engram::inline v0
