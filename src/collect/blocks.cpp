// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/machine.hpp"
#include "collect/process_store.hpp"

#include <engram/collect/blocks.hpp>
#include <engram/collect/topology.hpp>

#include <utility>

namespace engram::inline v0 {

block_figures read_blocks() { return detail::process_store::get().read_blocks(); }

node_blocks block_figures::total() const noexcept {
  node_blocks sum;
  for (const auto& each : nodes) {
    sum.made += each.made;
    sum.free += each.free;
    sum.borrowed += each.borrowed;
    sum.bytes += each.bytes;
  }
  return sum;
}

const topology& topology_in_use() { return detail::process_store::get().nodes(); }

bool use_topology(topology nodes, processor_function current_processor) {
  if (current_processor == nullptr) current_processor = &detail::machine::processor;
  return detail::process_store::choose({std::move(nodes), current_processor});
}

}  // namespace engram::inline v0
