// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engram/metrics_document.hpp"

#include <engram/collect/exporter.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engram::tool {

/// What telemetry needs of a machine. Plain, so that tests make machines up.
struct machine_facts {
  std::string library;   ///< its version
  std::string compiler;  ///< what built it
  std::string kernel;    ///< name and release
  unsigned processors = 1;
  bool fast_ticks = true;    ///< ticks are the processor's own counter
  std::string clock_source;  ///< the kernel's; empty where it does not say
  double tick_step_ns = 1;   ///< the least step between two readings
  double tick_cost_ns = 10;  ///< of one reading, on average
  std::uint64_t page = 4096;
  int overcommit = 0;                            ///< vm.overcommit_memory; -1: unknown
  std::optional<std::uint64_t> commit_left{};    ///< bytes, where overcommit is 2
  std::optional<std::uint64_t> address_limit{};  ///< RLIMIT_AS in bytes; nothing: unlimited
  bool wipe_on_fork = true;                      ///< MADV_WIPEONFORK works
  std::uint32_t nodes = 1;
  std::string node_notice;  ///< why the nodes are not known
};

/// Reads this machine. Starts the library's clock, as a registry does.
machine_facts read_machine();

/// Something that was looked at. `bad` tells whether anything is wrong.
struct diagnosis {
  std::string_view id;    ///< stable: "clock"
  std::string_view what;  ///< for people: "clock"
  std::string found;
  std::optional<severity> bad{};
  std::string advice{};  ///< what to do, if something is wrong
};

/// Judges a machine.
std::vector<diagnosis> examine(const machine_facts& machine);

/// Judges what a process says of its own records on its `/metrics` page: refusals, drops, and
/// records that a sink could not write.
std::vector<diagnosis> examine_records(std::string_view page);

}  // namespace engram::tool
