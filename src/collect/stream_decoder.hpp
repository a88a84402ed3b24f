// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <engram/collect/batch.hpp>
#include <engram/collect/tables.hpp>
#include <engram/collect/time_base.hpp>

#include <array>
#include <cstdint>
#include <vector>

namespace engram::inline v0::detail {

/// Types by their index in records.
using type_index = std::array<const type_entry*, type_indices>;

/// Resolves the records of one ring, in the order they were committed: gives events the id, space
/// and time of their operation. Not thread-safe: the collector's thread owns it.
class stream_decoder {
 public:
  explicit stream_decoder(std::uint32_t shard) noexcept : shard_(shard) {}

  event_record decode(const slot_image& words, const type_index& types, const time_base& clock);

 private:
  struct open_scope {
    std::uint64_t id;
    ticks begin;
    std::uint32_t space;
  };
  event_record decode_begin(const slot_image& words, const type_index& types,
                            const time_base& clock);
  event_record decode_end(const slot_image& words, const type_index& types, const time_base& clock);
  event_record decode_event(const slot_image& words, const type_index& types,
                            const time_base& clock);
  open_scope find(std::uint32_t tag) const noexcept;

  std::uint32_t shard_;
  ticks last_ = 0;
  std::vector<open_scope> open_;  // innermost last
};

}  // namespace engram::inline v0::detail
