// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// A program that records in two threads and reads the sum: its calls and the installed library
// reach the same cells. Compiled out, there is nothing to read.
#include <engram/collect/registry.hpp>
#include <engram/engram.hpp>

#include <cstdint>
#include <cstdio>
#include <thread>

namespace {

constexpr std::uint64_t each = 1000;
inline constinit engram::counter<> recalls{{.name = "consumer.recalls", .help = "Recalls begun."}};

void record() {
  for (std::uint64_t i = 0; i < each; ++i) recalls.add();
}

bool read_right(const engram::snapshot& now) {
#if CONSUMER_ENABLED
  return now.metrics().size() == 1 && now[recalls]() == 2 * each;
#else
  return now.metrics().empty();
#endif
}

}  // namespace

int main() {
  const engram::registry metrics{recalls};
  std::thread other(record);
  record();
  other.join();
  if (read_right(metrics.scrape())) return 0;
  std::fputs("collected: the snapshot does not hold what was recorded\n", stderr);
  return 1;
}
