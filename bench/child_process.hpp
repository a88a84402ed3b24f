// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <fstream>
#include <stdexcept>
#include <string>

/// Measuring in a process of its own, where no other benchmark has left a thread's block behind.
namespace bench {

/// Bytes of this process's own that are in memory. Exact, unlike /proc/self/statm, whose counters
/// the kernel brings up to date in steps, and without the pages of program files, which appear
/// whenever code runs for the first time.
inline std::uint64_t resident_bytes() {
  std::ifstream file("/proc/self/smaps_rollup");
  std::string word;
  while (file >> word) {
    std::uint64_t kib = 0;
    if (word == "Anonymous:" && file >> kib) return kib * 1024;
  }
  throw std::runtime_error("/proc/self/smaps_rollup has no Anonymous");
}

namespace detail {

/// Runs in the child, and ends it: writes what `measure` returns to `pipe`.
template <class Figures, class Measure>
[[noreturn]] void answer(int pipe, Measure measure) {
  int status = 1;
  try {
    const Figures figures = measure();
    if (write(pipe, &figures, sizeof figures) == ssize_t{sizeof figures}) status = 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "in a child process: %s\n", error.what());
  }
  _exit(status);
}

}  // namespace detail

/// What `measure()` returns, a trivially copyable struct, in a child of this process. The calling
/// process must have one thread.
template <class Measure>
auto in_child(Measure measure) {
  using figures = decltype(measure());
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe to a child process");
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("no child process");
  if (child == 0) detail::answer<figures>(ends[1], measure);
  close(ends[1]);
  figures result{};
  const auto got = read(ends[0], &result, sizeof result);
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (got != ssize_t{sizeof result} || status != 0) throw std::runtime_error("a child failed");
  return result;
}

}  // namespace bench
