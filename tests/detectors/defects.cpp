// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// Has the defect that its argument names, on purpose: what the sanitizers and valgrind must find,
// or their silence about everything else means nothing.
#include <array>
#include <cstdio>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <thread>

namespace {

// NOLINTBEGIN: clang-tidy finds them too.
volatile int sink = 0;

[[gnu::noinline]] int* an_int() { return new int(1); }

void leaks() {
  int* lost = an_int();
  sink = *lost;
  lost = nullptr;
}

void reads_freed_memory() {
  int* const gone = an_int();
  delete gone;
  sink = *gone;
}

[[gnu::noinline]] void write_at(volatile int* at, int index) { at[index] = 1; }

void writes_past_the_end() {
  std::array<volatile int, 4> few{};
  write_at(few.data(), 4 + sink);
}

void overflows() {
  int largest = std::numeric_limits<int>::max() - sink;
  ++largest;
  sink = largest;
}

void races() {
  int shared = 0;
  const auto write = [&shared] {
    for (int i = 0; i < 1000; ++i) {
      shared = i;
      asm volatile("" : : "r"(&shared) : "memory");
    }
  };
  std::thread other(write);
  write();
  other.join();
}

void branches_on_what_was_never_written() {
  const int* const unset = new int;
  if (*const_cast<const volatile int*>(unset) == 7) sink = 1;
  delete unset;
}

// NOLINTEND

const std::map<std::string, std::function<void()>> defects{
    {"none", [] {}},
    {"leak", leaks},
    {"use_after_free", reads_freed_memory},
    {"overrun", writes_past_the_end},
    {"signed_overflow", overflows},
    {"race", races},
    {"uninitialised", branches_on_what_was_never_written}};

}  // namespace

int main(int argc, char** argv) {
  const auto found = argc == 2 ? defects.find(argv[1]) : defects.end();
  if (found == defects.end()) {
    std::fprintf(stderr, "usage: %s DEFECT, one of:", argv[0]);
    for (const auto& [name, defect] : defects) std::fprintf(stderr, " %s", name.c_str());
    std::fputs("\n", stderr);
    return 2;
  }
  found->second();
  return 0;
}
