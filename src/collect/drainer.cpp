// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/drainer.hpp"

#include <algorithm>
#include <array>
#include <new>

namespace engram::inline v0::detail {

void drainer::refresh_types() {
  store_.with_tables([&](auto&, auto& types) {
    const auto& entries = types.entries();
    for (; types_known_ < entries.size(); ++types_known_) {
      types_[entries[types_known_].index] = &entries[types_known_];
    }
  });
}

void drainer::note_fill(std::uint64_t waiting, std::uint64_t capacity) noexcept {
  fill_ = std::max(fill_, static_cast<double>(waiting) / static_cast<double>(capacity));
}

/// Decodes up to `n` records into the batch and takes them from the ring. Returns how many.
std::uint64_t drainer::decode(shard<std_sync>& from, std::uint64_t n, const time_base& clock) {
  batch_.clear();
  try {
    auto& decoder = decoders_.try_emplace(from.id, from.id).first->second;
    for (std::uint64_t i = 0; i < n; ++i) {
      batch_.push_back(decoder.decode(from.events.at(i), types_, clock));
    }
  } catch (const std::bad_alloc&) {
    memory_short_ = true;  // a record that was not decoded has left no trace in the decoder
  }
  from.events.release(batch_.size());
  count_drained();
  return batch_.size();
}

void drainer::count_drained() noexcept {
  std::array<std::uint32_t, type_indices> counts{};
  for (const auto& record : batch_) ++counts[record.type_index];
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] != 0) store_.count_drained(static_cast<std::uint8_t>(i), counts[i]);
  }
}

}  // namespace engram::inline v0::detail
