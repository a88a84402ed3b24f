// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engram::inline v0 {

/// Which memory nodes a machine has, and which of them each processor belongs to. A plain value:
/// read from the machine, or made up. Nodes have the *numbers* that the kernel gave them, which may
/// have holes, and an *index* from 0 up, in the order of their numbers.
class topology {
 public:
  /// A node and the processors on it; none where a node is memory alone.
  struct node {
    std::uint32_t number = 0;
    std::vector<std::uint32_t> processors;
  };
  /// The highest number that a processor or a node may have.
  static constexpr std::uint32_t highest_number = 65'535;

  /// One node, number 0, to which every processor belongs.
  topology() : numbers_{0} {}
  /// Throws `std::invalid_argument`, which says what is wrong, without a node, when a number comes
  /// twice, when a processor is on two nodes, and past `highest_number`.
  explicit topology(std::vector<node> nodes);

  /// How many nodes there are, at least one.
  std::size_t size() const noexcept { return numbers_.size(); }
  /// The nodes' numbers, ascending; by index.
  std::span<const std::uint32_t> numbers() const noexcept { return numbers_; }
  /// The index of a processor's node. A processor that no node names, because it was offline when
  /// the topology was read, counts as one of the first node that has processors.
  std::uint32_t index_of(std::uint32_t processor) const noexcept {
    return processor < indices_.size() ? indices_[processor] : home_;
  }
  /// Why this is one node without having been found to be so; empty otherwise.
  std::string_view notice() const noexcept { return notice_; }

  /// One node, for a reason.
  static topology one_node(std::string notice);

 private:
  std::vector<std::uint32_t> numbers_;
  std::vector<std::uint16_t> indices_;  // by processor
  std::uint16_t home_ = 0;              // of a processor that is not in there
  std::string notice_;
};

/// Reads the topology that Linux shows below `root`. What cannot be read or understood makes it one
/// node, with a notice that names the file and what it should hold. Costs some file accesses.
topology read_topology(const std::string& root = "/sys/devices/system/node");

/// Says on which processor the calling thread runs; any thread may call it at any time.
using processor_function = std::uint32_t (*)() noexcept;

/// Has the process place blocks by these nodes, and by what `current_processor` says (nullptr: what
/// the kernel says), in the place of the machine's own. To be called before the first registry or
/// collector is made: later it changes nothing and returns false. Thread-safe.
bool use_topology(topology nodes, processor_function current_processor = nullptr);

/// The nodes that the process places blocks by. Brings the core to life, as a registry does.
const topology& topology_in_use();

}  // namespace engram::inline v0
