// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "workload/random.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace engram::workload {

/// A map from node to `Value` for the few nodes of a large network that a space has met: open
/// addressing over node numbers, values side by side in order of arrival. Nothing is ever erased.
///
/// Look-up takes one or two cache lines. References into the table live until the next insertion.
/// Not synchronised.
template <class Value>
class node_table {
 public:
  /// The value of `node`, or nullptr.
  [[nodiscard]] Value* find(std::uint32_t node) noexcept {
    if (slots_.empty()) return nullptr;
    const slot& found = slots_[position(node)];
    return found.node == node ? &values_[found.value] : nullptr;
  }

  /// The value of `node`, made from `Value{}` if there is none yet.
  [[nodiscard]] Value& operator[](std::uint32_t node) {
    if (Value* const value = find(node)) return *value;
    if (2 * (values_.size() + 1) > slots_.size()) grow();
    slots_[position(node)] = {node, static_cast<std::uint32_t>(values_.size())};
    return values_.emplace_back();
  }

  /// Number of nodes held.
  [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }

 private:
  static constexpr std::uint32_t nothing = std::numeric_limits<std::uint32_t>::max();

  struct slot {
    std::uint32_t node = nothing;
    std::uint32_t value = 0;
  };

  // Where `node` is, or the free slot where it belongs. The size is a power of two, never full.
  [[nodiscard]] std::size_t position(std::uint32_t node) const noexcept {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>(mix(node)) & mask;
    while (slots_[at].node != node && slots_[at].node != nothing) at = (at + 1) & mask;
    return at;
  }

  void grow() {
    std::vector<slot> old(slots_.empty() ? 16 : 2 * slots_.size());
    old.swap(slots_);
    for (const slot& kept : old) {
      if (kept.node != nothing) slots_[position(kept.node)] = kept;
    }
  }

  std::vector<slot> slots_;
  std::vector<Value> values_;
};

}  // namespace engram::workload
