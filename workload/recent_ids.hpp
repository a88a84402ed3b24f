// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/random.hpp"

#include <engram/cognitive/ids.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace engram::workload {

/// The last so many episodes that something happened to; the oldest makes room. Grows as it fills.
class recent_ids {
 public:
  explicit recent_ids(std::uint32_t capacity) noexcept : capacity_(capacity) {}

  void add(cognitive::episode_id id) {
    if (ids_.size() < capacity_) {
      ids_.push_back(id);
      return;
    }
    ids_[next_] = id;
    next_ = (next_ + 1) % capacity_;
  }

  /// Any of them, all equally likely.
  [[nodiscard]] std::optional<cognitive::episode_id> pick(random_stream& random) const noexcept {
    if (ids_.empty()) return std::nullopt;
    return ids_[random.below(static_cast<std::uint32_t>(ids_.size()))];
  }

 private:
  std::uint32_t capacity_;
  std::uint32_t next_ = 0;  // the oldest, once full
  std::vector<cognitive::episode_id> ids_;
};

}  // namespace engram::workload
