// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace engram::inline v0 {

/// The blocks of cells of one memory node. A thread that records has a block, of the node that it
/// ran on when it recorded first; when it ends, the block waits for the next thread there.
struct node_blocks {
  std::uint32_t node = 0;      ///< its number, as the kernel gave it
  std::uint64_t made = 0;      ///< since the process began; none is given back
  std::uint64_t free = 0;      ///< of those, the ones that wait for a thread
  std::uint64_t borrowed = 0;  ///< how often a thread here got another node's, for want of memory
  std::uint64_t bytes = 0;     ///< of memory that they take at most, as many metrics as there are
};

/// The blocks of a process.
struct block_figures {
  std::vector<node_blocks> nodes;  ///< ascending by number
  std::uint64_t cells = 0;         ///< of each block, that metrics and accounts have
  std::uint64_t cells_limit = 0;   ///< of each block, that they may have
  std::uint64_t ring_bytes = 0;    ///< of all rings

  /// All nodes together, as number 0.
  node_blocks total() const noexcept;
};

/// Reads the figures of the process's blocks, brought to life as a registry does. Thread-safe;
/// takes locks, each for some nanoseconds a node.
block_figures read_blocks();

}  // namespace engram::inline v0
