// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/mapped_memory.hpp"

#include <sys/mman.h>
#include <unistd.h>

namespace engram::inline v0::detail {
namespace {

void* map(std::size_t bytes, int flags) noexcept {
  void* at =
      mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);
  return at == MAP_FAILED ? nullptr : at;
}

}  // namespace

void* mapped_memory::reserve(std::size_t bytes) noexcept {
  void* at = map(bytes, MAP_NORESERVE);
  // Where the kernel hands out huge pages unasked, the first record of a thread would take 2 MiB. A
  // kernel that has none refuses this.
  if (at != nullptr) madvise(at, bytes, MADV_NOHUGEPAGE);
  return at;
}
void* mapped_memory::commit(std::size_t bytes) noexcept { return map(bytes, MAP_POPULATE); }
std::size_t mapped_memory::page() noexcept {
  return static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}
void* mapped_memory::wiped_by_forks(std::size_t bytes) noexcept {
  void* at = map(bytes, 0);
  if (at == nullptr || madvise(at, bytes, MADV_WIPEONFORK) == 0) return at;
  munmap(at, bytes);
  return nullptr;
}

}  // namespace engram::inline v0::detail
