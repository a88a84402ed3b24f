// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace engram::model {

/// From addresses to small numbers. Emptied in constant time, which happens at each execution.
class address_table {
 public:
  static constexpr std::uint32_t none = ~std::uint32_t{0};

  /// The number of an address; a place to put one, holding `none`, when it is new. Valid until the
  /// next call.
  std::uint32_t& operator[](const void* address) {
    if (2 * used_ >= slots_.size()) grow();
    slot& at = find(slots_, address);
    if (at.epoch != epoch_) {
      at = {address, epoch_, none};
      ++used_;
    }
    return at.number;
  }
  void clear() noexcept {
    ++epoch_;
    used_ = 0;
  }

 private:
  struct slot {
    const void* address = nullptr;
    std::uint32_t epoch = 0;
    std::uint32_t number = none;
  };

  slot& find(std::vector<slot>& in, const void* address) const noexcept {
    const std::size_t mask = in.size() - 1;
    std::size_t i = (reinterpret_cast<std::uintptr_t>(address) >> 2) * 0x9e3779b97f4a7c15U >> 20;
    while (in[i & mask].epoch == epoch_ && in[i & mask].address != address) ++i;
    return in[i & mask];
  }
  void grow() {
    std::vector<slot> larger(2 * slots_.size());
    for (const auto& each : slots_) {
      if (each.epoch == epoch_) find(larger, each.address) = each;
    }
    slots_ = std::move(larger);
  }

  std::vector<slot> slots_ = std::vector<slot>(1024);
  std::uint32_t epoch_ = 1;
  std::size_t used_ = 0;
};

}  // namespace engram::model
