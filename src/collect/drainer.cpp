// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/drainer.hpp"

#include <algorithm>
#include <array>

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

void drainer::decode(shard<std_sync>& from, std::uint64_t n, const time_base& clock) {
  auto& decoder = decoders_.try_emplace(from.id, from.id).first->second;
  std::array<std::uint32_t, type_indices> counts{};
  batch_.clear();
  for (std::uint64_t i = 0; i < n; ++i) {
    batch_.push_back(decoder.decode(from.events.at(i), types_, clock));
    ++counts[batch_.back().type_index];
  }
  from.events.release(n);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] != 0) store_.count_drained(static_cast<std::uint8_t>(i), counts[i]);
  }
}

}  // namespace engram::inline v0::detail
