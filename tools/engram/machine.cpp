// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "engram/doctor.hpp"
#include "engram/version.hpp"

#include <engram/clock.hpp>
#include <engram/collect/registry.hpp>
#include <engram/collect/topology.hpp>

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <thread>

namespace engram::tool {
namespace {

std::string word_of(const std::string& path) {
  std::ifstream file(path);
  std::string word;
  file >> word;
  return word;
}

/// Bytes that /proc/meminfo gives for a key, in kB there.
std::optional<std::uint64_t> memory_of(const std::string& key) {
  std::ifstream file("/proc/meminfo");
  std::string word;
  while (file >> word) {
    std::uint64_t kilobytes = 0;
    if (word == key + ":" && file >> kilobytes) return kilobytes * 1024;
  }
  return std::nullopt;
}

std::optional<std::uint64_t> commit_left() {
  const auto limit = memory_of("CommitLimit");
  const auto used = memory_of("Committed_AS");
  if (!limit || !used) return std::nullopt;
  return *limit > *used ? *limit - *used : 0;
}

bool can_wipe_on_fork(std::size_t page) {
  void* memory = mmap(nullptr, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return false;
  const bool wiped = madvise(memory, page, MADV_WIPEONFORK) == 0;
  munmap(memory, page);
  return wiped;
}

/// Reads the tick clock many times: the least step that was not 0, and the mean cost.
void time_ticks(machine_facts& to) {
  constexpr int readings = 100'000;
  const auto begin = std::chrono::steady_clock::now();
  const ticks first = read_ticks();
  ticks last = first;
  ticks least = ~ticks{0};
  for (int i = 0; i < readings; ++i) {
    const ticks now = read_ticks();
    if (now > last) least = std::min(least, now - last);
    last = now;
  }
  const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - begin;
  to.tick_cost_ns = took.count() / readings;
  if (last > first)
    to.tick_step_ns = static_cast<double>(least) * took.count() / static_cast<double>(last - first);
}

}  // namespace

machine_facts read_machine() {
  const registry starts_the_clock;
  machine_facts all;
  utsname system{};
  if (uname(&system) == 0) all.kernel = std::string(system.sysname) + " " + system.release;
  all.library = library_version();
#if defined(__clang__)
  all.compiler = "Clang " __clang_version__;
#else
  all.compiler = "GCC " __VERSION__;
#endif
  all.processors = std::max(1U, std::thread::hardware_concurrency());
  all.fast_ticks = detail::has_fast_ticks();
  all.clock_source = word_of("/sys/devices/system/clocksource/clocksource0/current_clocksource");
  time_ticks(all);
  all.page = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  const auto mode = word_of("/proc/sys/vm/overcommit_memory");
  all.overcommit = mode.empty() ? -1 : mode[0] - '0';
  all.commit_left = commit_left();
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) {
    all.address_limit = limit.rlim_cur;
  }
  all.wipe_on_fork = can_wipe_on_fork(all.page);
  const auto nodes = read_topology();
  all.nodes = static_cast<std::uint32_t>(nodes.size());
  all.node_notice = nodes.notice();
  return all;
}

}  // namespace engram::tool
