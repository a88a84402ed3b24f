// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "collect/clock_choice.hpp"

#include <engram/clock.hpp>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace engram::inline v0::detail {
namespace {

bool has_invariant_counter() noexcept {
#if defined(__x86_64__)
  unsigned a = 0;
  unsigned b = 0;
  unsigned c = 0;
  unsigned d = 0;
  // Leaf 0x80000007, EDX bit 8: the counter runs at one rate through every power state.
  return __get_cpuid(0x8000'0007, &a, &b, &c, &d) != 0 && (d & (1U << 8)) != 0;
#else
  return true;
#endif
}

}  // namespace

void choose_clock() noexcept {
  // relaxed: the hooks, installed afterwards, publish it.
  chosen_clock().steady.store(!has_invariant_counter(), ENGRAM_MO(clock_choose, relaxed));
}

}  // namespace engram::inline v0::detail
