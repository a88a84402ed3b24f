// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "lifecycle/scenario.hpp"
#include "lifecycle/shared_memory.hpp"

#include <pthread.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>

// A program whose main thread leaves by pthread_exit; another thread ends the process. Its exit
// status is the number of the first thing that was wrong, or 0.
namespace {

using namespace engram;
using namespace engram::testing;

std_sync::atomic<std::uint64_t> delivered{0};

/// Waits until the main thread is a zombie. (To join it is more than ThreadSanitizer can do.)
void wait_for_the_main_thread() {
  const std::string stat = "/proc/self/task/" + std::to_string(getpid()) + "/stat";
  while (true) {
    std::ifstream in(stat);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const auto name_end = text.rfind(')');
    if (text.compare(name_end, 4, ") Z ") == 0) return;
    std::this_thread::yield();
  }
}

int audit(collector& drain) {
  if (total_hits() != 1) return 1;
  record_everything();
  if (total_hits() != 2 || total_sizes() != 2) return 2;
  if (!drain.stop().complete()) return 3;
  if (!drain.account().balances()) return 4;
  return delivered.load() == 2 * records_of_everything ? 0 : 5;
}

}  // namespace

int main() {
  static collector drain(adding_to(delivered, milliseconds(1)));
  if (!drain.start()) return 6;
  std::thread([] {
    wait_for_the_main_thread();
    const int wrong = audit(drain);
    if (wrong != 0) std::fprintf(stderr, "check %d failed\n", wrong);
    // Not exit: glibc does not run the destructors of a main thread that left, which a leak checker
    // would report.
    _exit(wrong);
  }).detach();
  record_everything();
  pthread_exit(nullptr);
}
