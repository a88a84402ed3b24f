// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
// Four functions that are hard on an optimiser, plain or (INSTRUMENTED) each within an operation.
#if defined(INSTRUMENTED)
#include <engram/engram.hpp>
#else
#include <cstdint>
#endif

namespace sample {

#if defined(INSTRUMENTED)
inline constinit engram::operation_kind recall{{.name = "sample.recall"}};
#endif

struct failure {};

int loop_with_an_indirect_call(int (*visit)(int), int n) {
#if defined(INSTRUMENTED)
  const engram::operation whole{recall, {.space = 7, .subject = static_cast<std::uint64_t>(n)}};
#endif
  int sum = 0;
  for (int i = 0; i < n; ++i) {
#if defined(INSTRUMENTED)
    const engram::operation each{recall, {.subject = static_cast<std::uint64_t>(i)}};
#endif
    sum += visit(i);
  }
  return sum;
}

int function_that_throws(int (*visit)(int), int n) {
#if defined(INSTRUMENTED)
  const engram::operation op{recall};
#endif
  try {
    if (visit(n) < 0) throw failure{};
  } catch (const failure&) {
#if defined(INSTRUMENTED)
    const engram::operation repair{recall};
#endif
    return visit(-n);
  }
  if (n > 100) throw failure{};
  return n;
}

float float_loop(const float* from, float* to, int n) {
  float sum = 0;
  for (int i = 0; i < n; ++i) {
#if defined(INSTRUMENTED)
    const engram::operation op{recall};
#endif
    to[i] = from[i] * 1.5F + static_cast<float>(i);
    sum += to[i];
  }
  return sum;
}

#if !defined(WITHOUT_RECURSION)
int self_recursive(int n, int (*visit)(int)) {
#if defined(INSTRUMENTED)
  const engram::operation op{recall, {.subject = static_cast<std::uint64_t>(n)}};
#endif
  if (n <= 1) return visit(n);
  return self_recursive(n - 1, visit) + self_recursive(n - 2, visit);
}
#endif

}  // namespace sample
